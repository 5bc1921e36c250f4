import type { Figure } from "../../model/deviation";
import { expandedInterval, type Interval, RESAMPLES, resampledSums } from "../statistics/clusterBootstrap";
import { median } from "../statistics/quantile";
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
  return { n, clusters, estimate, sd: Math.sqrt(squares / n), ci: expandedInterval(replicates, clusters) };
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

/** The median of the rows. `cluster`: per value -> clusters; `counts`: how many rows have it, one without. */
export function medianFigure(
  values: Float64Array,
  cluster: Int32Array,
  clusters: number,
  counts: Float64Array | null = null,
): Figure | null {
  if (values.length === 0) return null;
  const edges = upperEdges(spread(values, counts));
  const rows = new Float64Array(clusters);
  const cells = new Map<number, Float64Array>(); // rows per bin and cluster
  const [least, middle] = [values.reduce((low, value) => Math.min(low, value)), weightedMedian(values, counts)];
  let [n, sum, squares] = [0, 0, 0];
  for (let row = 0; row < values.length; row++) {
    const bin = lowerBound(edges, values[row]);
    const count = counts === null ? 1 : counts[row];
    let cell = cells.get(bin);
    if (cell === undefined) {
      cell = new Float64Array(clusters);
      cells.set(bin, cell);
    }
    cell[cluster[row]] += count;
    rows[cluster[row]] += count;
    n += count;
    sum += count * (values[row] - middle);
    squares += count * (values[row] - middle) ** 2;
  }
  const bins = [...cells.keys()].sort((a, b) => a - b);
  const isSingle = singleValued(values, edges);
  const columns = bins.map((bin) => cells.get(bin) ?? rows);
  const { clusters: kept, resamples, columns: groups } = drawn(rows, columns);
  const inBin = groups.map((column) => resampledSums(resamples, column));
  const replicates = new Float64Array(RESAMPLES);
  for (let resample = 0; resample < RESAMPLES; resample++) {
    let half = 0;
    for (const rowsOfBin of inBin) half += rowsOfBin[resample] / 2;
    let [below, at] = [0, 0];
    while (at < bins.length - 1 && below + inBin[at][resample] < half) below += inBin[at++][resample];
    const bin = bins[at];
    const [low, high] = [bin === 0 ? least : edges[bin - 1], edges[bin]];
    const share = inBin[at][resample] === 0 ? 1 : (half - below) / inBin[at][resample];
    replicates[resample] = isSingle[bin] === 1 ? high : low + (high - low) * share;
  }
  const sd = Math.sqrt(variance(n, sum, squares));
  return { n, clusters: kept, estimate: middle, sd, ci: expandedInterval(replicates, kept) };
}

/** Ascending values, as many of each as it has of the rows, about. */
function spread(values: Float64Array, counts: Float64Array | null): Float64Array {
  if (counts === null) return values.slice().sort();
  const order = ascending(values);
  const step = counts.reduce((sum, count) => sum + count, 0) / (BINS * BINS);
  const chosen: number[] = [];
  let passed = 0;
  for (const row of order) {
    passed += counts[row];
    while (chosen.length * step < passed) chosen.push(values[row]);
  }
  return Float64Array.from(chosen);
}

function ascending(values: Float64Array): Int32Array {
  return Int32Array.from(values.keys()).sort((a, b) => values[a] - values[b]);
}

/** The mean of the two in the middle where there is an even number. */
function weightedMedian(values: Float64Array, counts: Float64Array | null): number {
  if (counts === null) return median(values);
  const half = counts.reduce((sum, count) => sum + count, 0) / 2;
  const order = ascending(values);
  let passed = 0;
  for (const [i, row] of order.entries()) {
    passed += counts[row];
    if (passed > half) return values[row];
    if (passed === half) return (values[row] + values[order[i + 1] ?? row]) / 2;
  }
  return Number.NaN;
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

function lowerBound(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Per bin: 1 where all of its values are its upper end. */
function singleValued(values: Float64Array, edges: Float64Array): Uint8Array {
  const isSingle = new Uint8Array(edges.length).fill(1);
  for (const value of values) {
    const bin = lowerBound(edges, value);
    if (value !== edges[bin]) isSingle[bin] = 0;
  }
  return isSingle;
}
