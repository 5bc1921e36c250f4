import type { Figure } from "../../model/deviation";
import { expandedInterval, RESAMPLES, resampledSums, resamplesOf } from "../statistics/clusterBootstrap";
import { median } from "../statistics/quantile";
import { groupingOf } from "./clusters";
import { variance } from "./figures";

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
  const [least, middle] = [values.reduce((low, value) => Math.min(low, value)), weightedMedian(values, counts)];
  const rows = new Float64Array(clusters);
  for (let row = 0; row < values.length; row++) rows[cluster[row]] += counts?.[row] ?? 1;
  const { clusters: kept, groups, group } = groupingOf(rows);
  const cells = new Map<number, Float64Array>(); // rows per bin and group
  let [n, sum, squares] = [0, 0, 0];
  for (let row = 0; row < values.length; row++) {
    const bin = lowerBound(edges, values[row]);
    const count = counts?.[row] ?? 1;
    const cell = cells.get(bin) ?? new Float64Array(groups);
    cells.set(bin, cell);
    cell[group[cluster[row]]] += count;
    n += count;
    sum += count * (values[row] - middle);
    squares += count * (values[row] - middle) ** 2;
  }
  const isSingle = singleValued(values, edges);
  const resamples = resamplesOf(groups);
  const bins = [...cells.keys()].sort((a, b) => a - b);
  const inBin = bins.map((bin) => resampledSums(resamples, cells.get(bin) ?? new Float64Array(groups)));
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
