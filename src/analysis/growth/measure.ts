import { driftTest } from "../statistics/drift";
import { hamedRaoInflation, kendallVariance, mannKendall } from "../statistics/mannKendall";
import { twoSidedP } from "../statistics/normal";
import { median } from "../statistics/quantile";
import { saturationGap } from "../statistics/saturating";
import { type Straightness, straightness } from "../statistics/straightness";
import { theilSen, theilSenSlope } from "../statistics/theilSen";

/** The judged points of one quantity, and what they are judged by. */
export interface Segment {
  readonly timesS: Float64Array; // ascending, not all equal
  readonly values: Float64Array;
  readonly quantum: number; // what one sample stands for, 0 when unknown
  readonly leastGrowth: number; // the size guard's limit
}

/** What every quantity is shown with. */
export interface Shown {
  readonly slope: number; // per second
  readonly slopeCi: readonly [number, number];
  readonly bounded: boolean; // whether the points suffice for the interval
  readonly inflation: number; // of the variance of Kendall's S, at least 1
  readonly growth: number; // slope times duration, at most the range of the values
  readonly mannKendallP: number;
  readonly rising: boolean; // Kendall's S above 0
}

/** What only those need that may be leaking. */
export interface Shape {
  readonly pValue: number; // see trendP
  readonly laterShare: number; // slope of the later half as a share of the whole
  readonly straightness: Straightness; // than a cache with a time constant of the whole window
  readonly saturationGap: number; // ΔAICc by which a filling cache fits better than a straight line
}

/** A filling cache has a time constant of at most this many windows; slower ones cannot be told from a line. */
const TAU_MAX = 2;
/** Faster ones have levelled off before the later half, where the later slope shows it. */
const TAU_MIN = 0.25;

export function measureShown({ timesS, values }: Segment): Shown {
  const [low, high] = rangeOf(values);
  if (low === high) {
    const still = { slope: 0, slopeCi: [0, 0] as const, bounded: true, inflation: 1, growth: 0 };
    return { ...still, mannKendallP: 1, rising: false };
  }
  let inflation = 1;
  const sen = theilSen(timesS, values, (slope) => {
    // Negative autocorrelation would shrink the variance; it is not used to make a verdict easier.
    inflation = Math.max(1, hamedRaoInflation(timesS, values, slope));
    return kendallVariance(values) * inflation;
  });
  const test = mannKendall(values, inflation);
  return {
    slope: sen.slope,
    slopeCi: [sen.low, sen.high],
    bounded: sen.bounded,
    inflation,
    growth: Math.min(sen.slope * (timesS[timesS.length - 1] - timesS[0]), high - low),
    mannKendallP: test.pValue,
    rising: test.s > 0,
  };
}

export function measureShape(segment: Segment, shown: Shown): Shape {
  const { timesS, values } = segment;
  const window = timesS[timesS.length - 1] - timesS[0];
  // The later half of an odd number of points has the middle one.
  const half = values.length >> 1;
  const laterSlope = theilSenSlope(timesS.subarray(half), values.subarray(half));
  return {
    pValue: trendP(segment, shown),
    laterShare: shown.slope > 0 && Number.isFinite(laterSlope) ? laterSlope / shown.slope : 0,
    straightness: straightness(timesS, values, window, spreadOf(segment, shown)),
    saturationGap: saturationGap(timesS, values, TAU_MIN * window, TAU_MAX * window),
  };
}

/** Counts of samples scatter with the root of their number: of the fitted line's, no fewer than one. */
function spreadOf({ timesS, values, quantum }: Segment, { slope }: Shown): (index: number) => number {
  if (quantum <= 0) return () => 1;
  const [middle, level] = [median(timesS), median(values)];
  return (i) => Math.sqrt(Math.max(quantum, level + slope * (timesS[i] - middle)));
}

/**
 * The p-value of "it grows": the largest of three, so that each doubt alone can stop a verdict.
 * 1. Mann–Kendall, corrected after Hamed & Rao. Ranks do not know how large a step is: in simulated captures of 200
 *    sites with AR(0.9) noise it alone let 10–50 % of the captures have a leaking site.
 * 2. The drift test: growth that a wandering level would also show.
 * 3. Sampling: a site's value is a Poisson count of samples times what one stands for. Objects that stay alive keep
 *    the error of a count in every later point, so it looks like a trend and no number of points averages it out.
 */
function trendP(segment: Segment, shown: Shown): number {
  if (!shown.rising || !(shown.growth > 0)) return 1;
  const level = segment.values.reduce((sum, value) => sum + value, 0) / segment.values.length;
  const drift = driftTest(segment.timesS, segment.values, segment.quantum * level); // of a Poisson count
  if (drift.t <= 0) return 1;
  return Math.max(shown.mannKendallP, drift.pValue, samplingP(segment, shown.growth));
}

/** Two Poisson counts, at either end of the fitted line, that differ by the growth. */
function samplingP({ values, quantum }: Segment, growth: number): number {
  if (quantum <= 0) return 0;
  const middle = median(values);
  const start = Math.max(quantum, middle - growth / 2);
  const end = Math.max(quantum, middle + growth / 2);
  return twoSidedP(growth / Math.sqrt(quantum * (start + end)));
}

export function rangeOf(values: Float64Array): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}
