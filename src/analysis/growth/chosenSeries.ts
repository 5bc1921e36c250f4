import type { HeapSeries } from "../../model/growth";
import type { ProfileEntry } from "../../model/session";
import { type Grouping, groupedPoints } from "./groupedPoints";
import { heapFileOnce, longestSegment, type SeriesInput } from "./series";
import { counterOf, pointsOf, quanta, seriesColumns } from "./seriesColumns";

/** Another question to the same snapshots. */
export interface SeriesChoice {
  readonly grouping: Grouping;
  /** First and last point to judge; null for those that the series was judged on. */
  readonly range: readonly [number, number] | null;
}

const inputs = new WeakMap<HeapSeries, Map<string, SeriesInput | null>>();

/**
 * The series with its snapshots taken apart otherwise, and judged on a part of them: of what is chosen the longest run
 * of one process. The same object for the same choice. Null where a snapshot is gone.
 */
export function chosenInput(
  series: HeapSeries,
  profiles: readonly ProfileEntry[],
  choice: SeriesChoice,
): SeriesInput | null {
  const known = inputs.get(series) ?? new Map<string, SeriesInput | null>();
  inputs.set(series, known);
  const key = JSON.stringify([choice.grouping, choice.range]);
  const last = known.get(key);
  if (last !== undefined) return last;
  const made = makeInput(series, profiles, choice);
  known.set(key, made);
  return made;
}

function makeInput(
  series: HeapSeries,
  profiles: readonly ProfileEntry[],
  { grouping, range }: SeriesChoice,
): SeriesInput | null {
  const { program, fileIds, timesNs, timed, mergedPoints, restarts } = series;
  const files = fileIds.flatMap((id) => {
    const entry = profiles.find(({ file }) => file.id === id);
    const capture = entry?.file.capture;
    const file = entry !== undefined && capture?.kind === "pprof" ? heapFileOnce({ ...entry, capture }) : null;
    return file === null ? [] : [file];
  });
  const period = files.at(-1)?.period ?? 0;
  const gauge = (sampleType: string) => pointsOf(files, sampleType);
  const points = gauge(series.sampleType);
  if (files.length < fileIds.length || points === null) return null;
  const judged = range === null ? series.judged : longestSegment(restarts, range[1] + 1, range[0]);
  const { points: grouped, siteOf } = groupedPoints(points, grouping);
  const allocs = gauge(counterOf(series.sampleType));
  const allocated = allocs === null ? null : groupedPoints(allocs, grouping).points;
  const regrouped = (sampleType: string) =>
    sampleType === series.sampleType ? grouped : groupedPoints(gauge(sampleType) ?? [], grouping).points;
  const quantumOf = quanta(grouped, regrouped("inuse_space"), regrouped("inuse_objects"), period);
  const shared = { program, fileIds, timesNs, timed, mergedPoints, restarts, judged };
  return { ...shared, ...seriesColumns(grouped, allocated, judged, quantumOf, siteOf) };
}
