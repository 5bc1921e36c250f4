import type { Figure } from "../../model/deviation";
import { expandedInterval, type Interval, resampledSums } from "../statistics/clusterBootstrap";
import { type ClusterSums, drawn } from "./clusters";

/** Estimates of one side with their intervals, from sums per cluster (statistics/clusterBootstrap.ts). Null without rows. */

const total = (column: Float64Array): number => column.reduce((sum, value) => sum + value, 0);

/** Σ part / Σ whole, a share of rows: of clusters, some rows of each count. */
export function shareFigure(part: Float64Array, whole: Float64Array): Figure | null {
  const n = total(whole);
  if (n === 0) return null;
  const { clusters, resamples, columns } = drawn(whole, [part, whole]);
  const [parts, wholes] = columns.map((column) => resampledSums(resamples, column));
  const estimate = total(part) / n;
  const ci = expandedInterval(
    parts.map((sum, i) => sum / wholes[i]),
    clusters,
  );
  const sd = Math.sqrt(estimate * Math.max(0, 1 - estimate));
  return { n, clusters, estimate, sd, ci: ci === null ? null : shareInterval(estimate, ci, clusters) };
}

/** Σ part / Σ whole where a row has any amount of the part: a mean whose rows are not kept. Its sd is that of clusters. */
export function ratioFigure(part: Float64Array, whole: Float64Array): Figure | null {
  const n = total(whole);
  if (n === 0) return null;
  const { clusters, resamples, columns } = drawn(whole, [part, whole]);
  const [parts, wholes] = columns.map((column) => resampledSums(resamples, column));
  const estimate = total(part) / n;
  const squares = part.reduce(
    (sum, amount, i) => sum + (whole[i] > 0 ? whole[i] * (amount / whole[i] - estimate) ** 2 : 0),
    0,
  );
  const replicates = parts.map((sum, i) => sum / wholes[i]);
  return { n, clusters, estimate, sd: Math.sqrt(squares / n), ci: notNegative(expandedInterval(replicates, clusters)) };
}

/**
 * A share's interval ends at 0 and 1. Where every cluster has nothing (or everything) the replicates do not vary, and the
 * exact binomial bound of that many clusters stands instead (Clopper & Pearson 1934): "none of 20" is not "never".
 */
function shareInterval(estimate: number, [low, high]: Interval, clusters: number): Interval {
  const unseen = 1 - 0.025 ** (1 / clusters);
  if (estimate === 0) return [0, unseen];
  if (estimate === 1) return [1 - unseen, 1];
  return [Math.max(0, low), Math.min(1, high)];
}

/** The mean of the rows. */
export function meanFigure(sums: ClusterSums): Figure | null {
  return momentFigure(sums, (n, sum) => sum / n, sums.centre);
}

/** The variance of the rows (n − 1). */
export function varianceFigure(sums: ClusterSums): Figure | null {
  return momentFigure(sums, variance, 0);
}

/** The coefficient of variation: standard deviation over mean. */
export function variationFigure(sums: ClusterSums): Figure | null {
  const { centre } = sums;
  return momentFigure(sums, (n, sum, squares) => Math.sqrt(variance(n, sum, squares)) / (centre + sum / n), 0);
}

/** From sums of n rows and of their squares. */
export function variance(n: number, sum: number, squares: number): number {
  return n < 2 ? 0 : Math.max(0, squares - (sum * sum) / n) / (n - 1);
}

type Moments = (n: number, sum: number, squares: number) => number;

function momentFigure(sums: ClusterSums, statistic: Moments, offset: number): Figure | null {
  const n = total(sums.rows);
  if (n === 0) return null;
  const { clusters, resamples, columns } = drawn(sums.rows, [sums.rows, sums.sum, sums.squares]);
  const [rows, sum, squares] = columns.map((column) => resampledSums(resamples, column));
  const replicates = rows.map((count, i) => offset + statistic(count, sum[i], squares[i]));
  const whole = [n, total(sums.sum), total(sums.squares)] as const;
  return {
    n,
    clusters,
    estimate: offset + statistic(...whole),
    sd: Math.sqrt(variance(...whole)),
    ci: notNegative(expandedInterval(replicates, clusters)),
  };
}

/** Of quantities that cannot be below 0; an interval of few clusters may be. */
function notNegative(ci: Interval | null): Interval | null {
  return ci === null ? null : [Math.max(0, ci[0]), ci[1]];
}
