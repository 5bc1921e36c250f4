import { useCallback, useMemo } from "react";
import { pointsChosenBy } from "../../analysis/wallTimes";
import type { SeriesKind } from "../../model/session";
import type { PointRange } from "../../ui/chartFocus";
import type { ViewProps } from ".";

/**
 * The range of a chart of a series: the points that were chosen in it, or those of the time that was chosen in another
 * series on the same clock. Choosing here is choosing for all of them.
 */
export function useChosenPoints(
  of: SeriesKind,
  series: number,
  count: number,
  { session, selection: { points }, select }: Pick<ViewProps, "session" | "selection" | "select">,
): { readonly range: PointRange; readonly onRange: (first: number, last: number) => void } {
  const { heapSeries, goroutineSeries, numa } = session;
  const range = useMemo(
    () => pointsChosenBy(points, { heapSeries, goroutineSeries, numa }, of, series, count),
    [points, heapSeries, goroutineSeries, numa, of, series, count],
  );
  const onRange = useCallback(
    (first: number, last: number) =>
      select({ points: first <= 0 && last >= count - 1 ? null : { of, series, first, last } }),
    [select, of, series, count],
  );
  return { range, onRange };
}
