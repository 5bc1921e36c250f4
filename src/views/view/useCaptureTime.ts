import { useCallback, useMemo } from "react";
import { pointsWithin } from "../../analysis/wallTimes";
import type { PointRange } from "../../ui/chartFocus";
import { type ViewProps, wholeProfile } from ".";

interface SharedRange {
  readonly range?: PointRange;
  readonly onRange?: (first: number, last: number) => void;
}

/**
 * The range of a chart of a capture whose points were at `timesNs` (ascending, since the start of its samples): the time
 * that the filter of its profiles has, and the reverse. Nothing is shared while the chosen profile is of another capture,
 * which has a clock of its own.
 */
export function useCaptureTime(
  fileId: number,
  timesNs: Float64Array,
  { session, selection, select }: Pick<ViewProps, "session" | "selection" | "select">,
): SharedRange {
  const { filter } = selection;
  const isChosen = wholeProfile(session, selection)?.file.id === fileId;
  const { fromNs, toNs } = filter;
  const range = useMemo(
    () => pointsWithin(timesNs, fromNs ?? Number.NEGATIVE_INFINITY, toNs ?? Number.POSITIVE_INFINITY),
    [timesNs, fromNs, toNs],
  );
  const onRange = useCallback(
    (first: number, last: number) =>
      select({
        filter: {
          ...filter,
          fromNs: first <= 0 ? null : Math.floor(timesNs[first]),
          toNs: last >= timesNs.length - 1 ? null : Math.ceil(timesNs[last]),
        },
      }),
    [select, filter, timesNs],
  );
  return isChosen ? { range, onRange } : {};
}
