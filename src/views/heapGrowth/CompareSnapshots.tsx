import { useState } from "react";
import { useWords } from "../../i18n";
import type { HeapSeries } from "../../model/growth";
import type { ProfileEntry, SessionData } from "../../model/session";
import { formatClock } from "../../ui/format";
import type { ViewProps } from "../view";
import css from "./HeapGrowthView.module.css";

interface CompareSnapshotsProps {
  readonly session: SessionData;
  readonly series: HeapSeries;
  /** First and last point of the part that the chart shows. */
  readonly range: readonly [number, number];
  readonly select: ViewProps["select"];
  /** Judges these points alone. */
  readonly onJudge: (first: number, last: number) => void;
}

/**
 * What to do with a part of the series, the points that the chart shows or others that are chosen: open the difference of
 * its ends, or judge it alone.
 */
export function CompareSnapshots({ session, series, range, select, onJudge }: CompareSnapshotsProps) {
  const { t, language } = useWords();
  const { judged } = series;
  const [chosen, setChosen] = useState({ range, ends: range });
  const ends = chosen.range === range ? chosen.ends : range; // a new part of the chart is a new choice
  const [from, to] = ends.map((point) => snapshotAt(session, series, point));
  const point = (end: 0 | 1, label: string) => (
    <label>
      {label}{" "}
      <select
        data-choice={end === 0 ? "first" : "last"}
        value={ends[end]}
        onChange={({ target }) => {
          const next = Number(target.value);
          setChosen({ range, ends: end === 0 ? [next, ends[1]] : [ends[0], next] });
        }}
      >
        {series.timesNs.map((timeNs, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a point has no other name than its place
          <option key={index} value={index}>
            {series.timed ? formatClock(timeNs, language) : t("views.heapGrowth.pointNumber", { number: index + 1 })}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div className={css["compare"]}>
      {point(0, t("views.heapGrowth.begin"))} {point(1, t("views.heapGrowth.end"))}{" "}
      <button
        type="button"
        data-action="compare"
        disabled={from === undefined || to === undefined || from === to}
        onClick={() => select({ view: "difference", base: from?.id ?? -1, profile: to?.id ?? 0 })}
      >
        {t("views.heapGrowth.compare")}
      </button>{" "}
      <button
        type="button"
        data-action="judge-range"
        disabled={ends[0] >= ends[1] || (ends[0] === judged[0] && ends[1] === judged[1] - 1)}
        onClick={() => onJudge(...ends)}
      >
        {t("views.heapGrowth.judgeRange")}
      </button>
    </div>
  );
}

/** The profile that a point of a series was made of. */
function snapshotAt(
  session: SessionData,
  { fileIds, sampleType }: HeapSeries,
  point: number,
): ProfileEntry | undefined {
  return session.profiles.find(({ file, profile }) => file.id === fileIds[point] && profile.event === sampleType);
}
