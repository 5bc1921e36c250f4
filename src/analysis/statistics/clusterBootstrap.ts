import { normalCdf, normalQuantile } from "./normal";
import { quantileSorted } from "./quantile";
import { seeded } from "./random";
import { studentQuantile } from "./studentT";

/**
 * The cluster bootstrap: what is drawn with replacement are clusters (a thread's samples of one second, the records of
 * one call), never rows, because rows of one cluster are like each other. A statistic that is a function of sums needs
 * the sums per cluster and nothing else of the rows, so a resample costs a product per cluster whatever the number of rows.
 */
export const RESAMPLES = 2000;

/**
 * Clusters that are drawn. Where there are more, they are dealt out at random to so many groups of equal size, which are drawn
 * instead: the sums of groups vary as those of clusters do, and 512 of them give the standard error to 3 %.
 */
export const MOST_GROUPS = 512;

const SEED = 0x5157_5c0e;

/** How often each group is in each resample. Equal for equal numbers of groups. */
export interface Resamples {
  readonly groups: number;
  readonly counts: Uint16Array; // RESAMPLES rows of `groups`
}

const made = new Map<number, Resamples>();

export function resamplesOf(groups: number): Resamples {
  const known = made.get(groups);
  if (known !== undefined) return known;
  const random = seeded(SEED);
  const counts = new Uint16Array(RESAMPLES * groups);
  for (let row = 0; row < counts.length; row += groups) {
    for (let i = 0; i < groups; i++) counts[row + random.below(groups)]++;
  }
  const resamples = { groups, counts };
  if (made.size >= MOST_KEPT) made.clear();
  made.set(groups, resamples);
  return resamples;
}

/** A session compares a handful of sources; each set is at most 2 MB. */
const MOST_KEPT = 16;

/** Per cluster: the group that it is drawn with. */
export function groupsOf(clusters: number): { readonly groups: number; readonly group: Int32Array } {
  if (clusters <= MOST_GROUPS) return { groups: clusters, group: Int32Array.from({ length: clusters }, (_, i) => i) };
  const group = new Int32Array(clusters);
  seeded(SEED)
    .permutation(clusters)
    .forEach((cluster, i) => {
      group[cluster] = i % MOST_GROUPS;
    });
  return { groups: MOST_GROUPS, group };
}

/** Sums per cluster as sums per group; clusters without a group (-1) are left out. */
export function grouped(sums: Float64Array, group: Int32Array, groups: number): Float64Array {
  const folded = new Float64Array(groups);
  for (let cluster = 0; cluster < sums.length; cluster++) {
    if (group[cluster] >= 0) folded[group[cluster]] += sums[cluster];
  }
  return folded;
}

/** The sum of a column in every resample. */
export function resampledSums({ groups, counts }: Resamples, column: Float64Array): Float64Array {
  const sums = new Float64Array(RESAMPLES);
  for (let resample = 0, at = 0; resample < RESAMPLES; resample++) {
    let sum = 0;
    for (let group = 0; group < groups; group++) sum += counts[at++] * column[group];
    sums[resample] = sum;
  }
  return sums;
}

export type Interval = readonly [low: number, high: number];

/**
 * The 95 % interval of the replicates of a statistic: the percentiles, taken further out because few clusters make the
 * replicates too narrow, by sqrt(c / (c − 1)) and by Student's t against the normal (Hesterberg 2015, The American Statistician 69,
 * "expanded percentile"). Null for fewer than two clusters: nothing then tells how much the statistic varies.
 */
export function expandedInterval(replicates: Float64Array, clusters: number): Interval | null {
  const sorted = replicates.filter((value) => !Number.isNaN(value)).sort();
  if (clusters < 2 || sorted.length < RESAMPLES / 2) return null;
  const t = studentQuantile(1 - TAIL, clusters - 1);
  const tail = normalCdf(-t * Math.sqrt(clusters / (clusters - 1)));
  const normal = -normalQuantile(TAIL);
  if (tail >= LEAST_TAIL) return [quantileSorted(sorted, tail), quantileSorted(sorted, 1 - tail)];
  // So far out the replicates end: what lies at their usual percentiles is stretched instead.
  const middle = quantileSorted(sorted, 0.5);
  const stretch = (t * Math.sqrt(clusters / (clusters - 1))) / normal;
  const at = (share: number): number => middle + stretch * (quantileSorted(sorted, share) - middle);
  return [at(TAIL), at(1 - TAIL)];
}

const TAIL = 0.025;
const LEAST_TAIL = 4 / RESAMPLES;

/**
 * The interval of the difference of two independent estimates from their own intervals (MOVER: Zou & Donner 2008, Statistics in
 * Medicine 27). It keeps their skewness, and also holds where one of them is a share of nothing at all.
 */
export function differenceInterval(
  base: number,
  [baseLow, baseHigh]: Interval,
  later: number,
  [laterLow, laterHigh]: Interval,
): Interval {
  const difference = later - base;
  return [
    difference - Math.hypot(later - laterLow, baseHigh - base),
    difference + Math.hypot(laterHigh - later, base - baseLow),
  ];
}
