import type { Exhaustion, NodeTrend } from "../../model/numa";
import { measureShown } from "../growth/measure";
import { coefficientError, driftTest } from "../statistics/drift";
import { median } from "../statistics/quantile";
import { regress } from "../statistics/regression";

/** Pairwise slopes grow with the square of the points: longer series are thinned to medians of neighbours. */
const MOST_POINTS = 400;
const Z = 1.959963984540054;

/** A quantity of one node over time, as decoded; times ascend. */
export interface Gauge {
  readonly node: number;
  readonly timesS: Float64Array;
  readonly values: Float64Array;
}

/**
 * Slope and interval as heap growth measures them (growth/measure.ts), the interval no narrower than that of a line whose
 * errors are AR(1), with the drift test's coefficient one standard error higher: of simulated slopes in noise of AR(0.5) the
 * rank interval alone holds 80 to 90 %, both together 92 to 97 % (in white noise 98 to 99 %). Nor is it narrower than rounding
 * allows: `step` is the smallest difference that the texts can show.
 */
export function nodeTrend({ node, timesS, values }: Gauge, step: number): NodeTrend {
  const [times, thinned] = thin(timesS, values);
  const duration = (timesS.at(-1) ?? 0) - (timesS[0] ?? 0);
  if (thinned.length < 2 || !(duration > 0)) return { node, timesS, values, slopePerS: 0, slopeCi: null };
  const { slope, slopeCi, bounded } = measureShown({ timesS: times, values: thinned, quantum: 0, leastGrowth: 0 });
  const { rho } = driftTest(times, thinned);
  const wary = Math.min(1, rho + coefficientError(rho, thinned.length));
  const half = Z * regress(times, thinned, wary).slopeError + step / duration;
  const interval = [Math.min(slopeCi[0], slope - half), Math.max(slopeCi[1], slope + half)] as const;
  return { node, timesS, values, slopePerS: slope, slopeCi: bounded ? interval : null };
}

/**
 * When a falling quantity reaches 0, from its last point: first passage of the Theil–Sen line, and of those with the ends of
 * the slope's interval. Null where one of these does not fall.
 */
export function exhaustion({ timesS, values, slopePerS, slopeCi }: NodeTrend): Exhaustion | null {
  if (slopeCi === null || !(slopeCi[1] < 0)) return null;
  const end = timesS[timesS.length - 1];
  const passage = (slope: number): number => {
    const level = median(values.map((value, i) => value + slope * (end - timesS[i])));
    return Math.max(0, level) / -slope;
  };
  return { s: passage(slopePerS), ci: [passage(slopeCi[0]), passage(slopeCi[1])] };
}

function thin(timesS: Float64Array, values: Float64Array): [Float64Array, Float64Array] {
  const { length } = values;
  if (length <= MOST_POINTS) return [timesS, values];
  const edges = Array.from({ length: MOST_POINTS + 1 }, (_, i) => Math.round((i * length) / MOST_POINTS));
  const medians = (column: Float64Array) =>
    Float64Array.from({ length: MOST_POINTS }, (_, i) => median(column.subarray(edges[i], edges[i + 1])));
  return [medians(timesS), medians(values)];
}
