import type { Figure } from "../../model/deviation";
import { expandedInterval, type Interval, RESAMPLES, resampledSums } from "../statistics/clusterBootstrap";
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

/** The coefficient of variation: standard deviation over mean. */
export function variationFigure(sums: ClusterSums): Figure | null {
  const { centre } = sums;
  return momentFigure(sums, (n, sum, squares) => Math.sqrt(variance(n, sum, squares)) / (centre + sum / n), 0);
}

function variance(n: number, sum: number, squares: number): number {
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
    ci: expandedInterval(replicates, clusters),
  };
}

/** Bins of a distribution that the medians of resamples are found in. */
const BINS = 128;

/** The median of the rows. `cluster`: per value -> clusters. */
export function medianFigure(values: Float64Array, cluster: Int32Array, clusters: number): Figure | null {
  const n = values.length;
  if (n === 0) return null;
  const sorted = values.slice().sort();
  const edges = upperEdges(sorted);
  const rows = new Float64Array(clusters);
  const cells = new Map<number, Float64Array>(); // rows per bin and cluster
  const sums = { sum: 0, squares: 0 };
  const centre = sorted[n >> 1];
  for (let row = 0; row < n; row++) {
    const bin = binOf(edges, values[row]);
    let cell = cells.get(bin);
    if (cell === undefined) {
      cell = new Float64Array(clusters);
      cells.set(bin, cell);
    }
    cell[cluster[row]]++;
    rows[cluster[row]]++;
    sums.sum += values[row] - centre;
    sums.squares += (values[row] - centre) ** 2;
  }
  const bins = [...cells.keys()].sort((a, b) => a - b);
  const {
    clusters: kept,
    resamples,
    columns,
  } = drawn(
    rows,
    bins.map((bin) => cells.get(bin) ?? rows),
  );
  const inBin = columns.map((column) => resampledSums(resamples, column));
  const replicates = new Float64Array(RESAMPLES);
  const least = sorted[0];
  for (let resample = 0; resample < RESAMPLES; resample++) {
    const half = inBin.reduce((sum, counts) => sum + counts[resample], 0) / 2;
    let [below, at] = [0, 0];
    while (at < bins.length - 1 && below + inBin[at][resample] < half) below += inBin[at++][resample];
    const high = edges[bins[at]];
    const low = bins[at] === 0 ? least : edges[bins[at] - 1];
    const isOneValue = isSingle(sorted, low, high, bins[at] === 0);
    const share = inBin[at][resample] === 0 ? 1 : (half - below) / inBin[at][resample];
    replicates[resample] = isOneValue ? high : low + (high - low) * share;
  }
  const middle = (sorted[(n - 1) >> 1] + sorted[n >> 1]) / 2;
  return {
    n,
    clusters: kept,
    estimate: middle,
    sd: Math.sqrt(variance(n, sums.sum, sums.squares)),
    ci: expandedInterval(replicates, kept),
  };
}

/** Ascending upper ends of bins with about equally many values; a value that fills one has it to itself. */
function upperEdges(sorted: Float64Array): Float64Array {
  const edges = new Set<number>();
  const size = Math.max(1, Math.floor(sorted.length / BINS));
  for (let bin = 1; bin <= BINS; bin++) {
    const edge = sorted[Math.ceil((bin * sorted.length) / BINS) - 1];
    const first = lowerBound(sorted, edge);
    if (first > 0 && sorted[Math.min(first + size, sorted.length) - 1] === edge) edges.add(sorted[first - 1]);
    edges.add(edge);
  }
  return Float64Array.from(edges).sort();
}

/** The first bin whose upper end is not below the value. */
function binOf(edges: Float64Array, value: number): number {
  return lowerBound(edges, value);
}

function lowerBound(ascending: Float64Array, value: number): number {
  let [low, high] = [0, ascending.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether the values of a bin (low, high], or [low, high] of the first, are all equal. */
function isSingle(sorted: Float64Array, low: number, high: number, isFirst: boolean): boolean {
  if (isFirst) return low === high;
  const first = lowerBound(sorted, high);
  return first === 0 || sorted[first - 1] <= low;
}
