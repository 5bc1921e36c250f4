import { use, useContext } from "react";
import { chosenInput, type SeriesChoice } from "../../analysis/growth/chosenSeries";
import type { HeapSeries } from "../../model/growth";
import type { ProfileEntry } from "../../model/session";
import { AnalysisContext } from "../view/useAnalysis";

/** The series taken apart and judged as chosen; itself where nothing is chosen. Suspends as useAnalysis does. */
export function useChosenSeries(
  series: HeapSeries,
  profiles: readonly ProfileEntry[],
  choice: SeriesChoice,
): HeapSeries {
  const analyze = useContext(AnalysisContext);
  const isDefault = choice.grouping === "line" && choice.range === null;
  const input = isDefault ? null : chosenInput(series, profiles, choice);
  const last = profiles.find(({ file }) => file.id === series.fileIds.at(-1));
  if (input === null || last === undefined) return series;
  const judged = analyze("judge", [last.named, input]);
  return judged instanceof Promise ? use(judged) : judged;
}
