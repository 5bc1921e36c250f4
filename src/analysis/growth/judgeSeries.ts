import type { Guard, HeapSeries, SiteTrend, Trend } from "../../model/growth";
import { benjaminiHochbergLimit } from "../statistics/benjaminiHochberg";
import { median } from "../statistics/quantile";
import { measureShape, measureShown, rangeOf, type Segment, type Shape, type Shown } from "./measure";
import type { SeriesInput } from "./series";
import { guardsOf, leastGrowth, RULES, sitesGuard, verdictOf } from "./verdict";

/**
 * Judges the total of a gauge and every part of it: call sites of a heap, groups of goroutines.
 *
 * Only what could pass the size guard is tested for trend and shape: growth is never taken as more than the range of
 * the values, so a site whose range is below the limit fails that guard whatever the tests say. It still counts, as
 * p = 1, in the family of tests that Benjamini–Hochberg corrects for, which makes the correction stricter, never laxer;
 * the total is one more member of the family. With 6 to 9 points, where no test can reach the p-value that hundreds of
 * sites demand and the verdict is "suspected" at most, only the tested ones are the family: the range does not depend
 * on the order of the values, so choosing by it does not favour a trend (independent filtering: Bourgon, Gentleman &
 * Huber 2010, PNAS 107).
 */
export function judgeTrends(input: TrendInput): Trends {
  const [from, to] = input.judged;
  const points = input.totals.length;
  const timesS = secondsOf(input.timesNs.slice(from, to));
  const live = liveOf(input.totals.subarray(from, to));
  const quantities: Quantity[] = [input.totals, ...input.sites].map((_, i) => {
    // Each trend owns its values: they are moved, not copied, from worker to page.
    const values = i === 0 ? input.totals.slice() : input.siteValues.slice((i - 1) * points, i * points);
    const quantum = i === 0 ? input.totalQuantum : input.sites[i - 1].quantum;
    const judged = values.slice(from, to);
    const least = Math.max(leastGrowth(live, quantum), input.leastGrowth ?? 0);
    return measure(values, { timesS, values: judged, quantum, leastGrowth: least });
  });
  const tested = quantities.flatMap(({ shape }) => (shape === null ? [] : [shape.pValue]));
  const family = to - from >= RULES.points ? quantities.length : Math.max(1, tested.length);
  const rejected = benjaminiHochbergLimit(tested, RULES.falseDiscoveryRate, family);
  // Where no test is rejected, the limit is what a single one would have had to reach.
  const pLimit = rejected >= 0 ? rejected : RULES.falseDiscoveryRate / family;
  const [whole, ...parts] = quantities;
  const sites = parts.map((quantity) => trendOf(quantity, guardsOfQuantity(quantity, pLimit)));
  const leakingSites = sites.filter((site) => site.verdict === "leaking").length;
  return { total: trendOf(whole, [...guardsOfQuantity(whole, pLimit), sitesGuard(leakingSites)]), sites };
}

/** A gauge and its parts over time. */
export interface TrendInput extends Pick<SeriesInput, "judged" | "timesNs" | "totals" | "siteValues" | "totalQuantum"> {
  readonly sites: readonly Pick<SeriesInput["sites"][number], "quantum">[];
  readonly leastGrowth?: number; // worth a verdict, whatever the total
}

interface Trends {
  readonly total: Trend;
  readonly sites: readonly Trend[]; // in the order of the input's
}

export function judgeSeries(input: SeriesInput): HeapSeries {
  const { total, sites } = judgeTrends(input);
  const allocPerS = allocRates(input);
  return {
    program: input.program,
    sampleType: input.sampleType,
    unit: input.unit,
    fileIds: input.fileIds,
    timesNs: input.timesNs,
    timed: input.timed,
    mergedPoints: input.mergedPoints,
    restarts: input.restarts,
    judged: input.judged,
    total,
    allocPerS: allocPerS?.(null) ?? null,
    sites: siteTrends(input, sites, allocPerS),
  };
}

/**
 * What was allocated per second between the first and the last judged point, by site, null being all sites: a counter, so the
 * difference of two points is exact but for sampling. Null where the profiles do not count.
 */
function allocRates({ allocated, judged, timesNs, totals }: SeriesInput): ((site: number | null) => number) | null {
  if (allocated === null) return null;
  const [first, last] = [judged[0], judged[1] - 1];
  const seconds = secondsOf(timesNs.slice(...judged)).at(-1) ?? 0;
  return (site) => {
    const [values, at] = site === null ? [allocated.totals, 0] : [allocated.siteValues, site * totals.length];
    return seconds > 0 ? (values[at + last] - values[at + first]) / seconds : 0;
  };
}

interface Quantity {
  readonly values: Float64Array; // of all points
  readonly segment: Segment; // the judged ones
  readonly shown: Shown;
  readonly shape: Shape | null; // null when the range is too small for any verdict but flat
}

function measure(values: Float64Array, segment: Segment): Quantity {
  const shown = measureShown(segment);
  const [low, high] = rangeOf(segment.values);
  const judgeable = segment.values.length >= RULES.fewestPoints && high > low && high - low >= segment.leastGrowth;
  return { values, segment, shown, shape: judgeable ? measureShape(segment, shown) : null };
}

function guardsOfQuantity({ segment, shown, shape }: Quantity, pLimit: number): Guard[] {
  return guardsOf(segment, shown, shape, pLimit);
}

function trendOf({ values, segment, shown, shape }: Quantity, guards: readonly Guard[]): Trend {
  const points = segment.values.length;
  return {
    values,
    first: segment.values[0],
    last: segment.values[points - 1],
    slopePerS: shown.slope,
    slopeCi: shown.slopeCi,
    pValue: shape?.pValue ?? shown.mannKendallP,
    effectivePoints: points / shown.inflation,
    verdict: verdictOf(segment, shown, guards),
    guards,
  };
}

function siteTrends(
  input: SeriesInput,
  trends: readonly Trend[],
  allocPerS: ((site: number) => number) | null,
): SiteTrend[] {
  const growth = trends.map((trend) => trend.last - trend.first);
  const grown = growth.reduce((sum, each) => sum + Math.max(0, each), 0);
  return trends
    .map((trend, i): SiteTrend => {
      const { func, file, line, stack } = input.sites[i];
      const shareOfGrowth = grown > 0 ? Math.max(0, growth[i]) / grown : 0;
      return { ...trend, func, file, line, stack, shareOfGrowth, allocPerS: allocPerS?.(i) ?? null };
    })
    .sort((a, b) => b.last - b.first - (a.last - a.first) || b.last - a.last);
}

/** Seconds since the first point. Profiles written within the clock's resolution still come one after the other. */
function secondsOf(timesNs: readonly bigint[]): Float64Array {
  const seconds = Float64Array.from(timesNs, (time) => Number(time - timesNs[0]) / 1e9);
  return seconds[seconds.length - 1] > 0 ? seconds : seconds.map((_, i) => i);
}

/** What growth is compared with, the live heap: the last point, but not a trough of a sawtooth. */
function liveOf(totals: Float64Array): number {
  return Math.max(totals[totals.length - 1], median(totals));
}
