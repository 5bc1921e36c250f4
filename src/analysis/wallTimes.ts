import type { ChosenPoints, SeriesKind, SessionData } from "../model/session";
import { nodeLines } from "./numa/nodeLines";

/**
 * When the points of a series were, in milliseconds since the epoch: the clock that series have in common. Null where
 * they have no times, or times of another clock: since the start of a recording.
 */
export function wallTimes(
  { heapSeries, goroutineSeries, numa }: Pick<SessionData, "heapSeries" | "goroutineSeries" | "numa">,
  of: SeriesKind,
  series: number,
): Float64Array | null {
  if (of === "heapGrowth" || of === "goroutines") {
    const found = of === "heapGrowth" ? heapSeries[series] : goroutineSeries[series];
    if (found === undefined || !found.timed || ("isSinceStart" in found && found.isSinceStart)) return null;
    return Float64Array.from(found.timesNs, (ns) => Number(ns) / 1e6);
  }
  const found = numa?.series[series];
  if (found === undefined || !found.timed) return null;
  return nodeLines(of === "numa" ? found.nodes : found.free).xs.map((s) => (found.startS + s) * 1000);
}

/**
 * The points of a series of `count` points that lie in the time of those that were chosen, in this series or in another one on the same clock;
 * null for all, and where no two of them do.
 */
export function pointsChosenBy(
  chosen: ChosenPoints | null,
  session: Pick<SessionData, "heapSeries" | "goroutineSeries" | "numa">,
  of: SeriesKind,
  series: number,
  count: number,
): readonly [first: number, last: number] | null {
  if (chosen === null) return null;
  if (chosen.of === of && chosen.series === series) return chosen.last < count ? [chosen.first, chosen.last] : null;
  const [from, to] = [wallTimes(session, chosen.of, chosen.series), wallTimes(session, of, series)];
  if (from === null || to === null) return null;
  return pointsWithin(to, from[chosen.first] ?? Number.NaN, from[chosen.last] ?? Number.NaN);
}

/** The points of ascending times that lie between two others; null where these are less than two, or all. */
export function pointsWithin(
  times: ArrayLike<number>,
  from: number,
  to: number,
): readonly [first: number, last: number] | null {
  let first = 0;
  while (first < times.length && !(times[first] >= from)) first++;
  let last = times.length - 1;
  while (last >= first && !(times[last] <= to)) last--;
  return first >= last || (first === 0 && last === times.length - 1) ? null : [first, last];
}
