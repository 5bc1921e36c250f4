/** Product of the growth analysis: series of heap profiles and what they say, per call site and in total. */

export type Verdict = "leaking" | "suspected" | "growing-then-flat" | "sawtooth" | "flat" | "too-few-points";

/** One condition of a verdict, so that the page can say why. */
export interface Guard {
  readonly id: "points" | "trend" | "slope" | "size" | "later-half" | "shape" | "straight" | "sites"; // sites: only the total's
  readonly passed: boolean;
  /** The figure that was compared, and what with, in the guard's own unit. */
  readonly value: number;
  readonly limit: number;
}

/** How one quantity moves over the judged points of a series. */
export interface Trend {
  readonly values: Float64Array; // one per point of the series, in its unit
  readonly first: number; // of the judged segment
  readonly last: number;
  readonly slopePerS: number; // Theil–Sen, unit per second
  readonly slopeCi: readonly [number, number]; // 95 %
  readonly pValue: number; // Mann–Kendall, corrected for autocorrelation, or a larger one (analysis/growth/measure.ts)
  readonly effectivePoints: number; // n after that correction
  readonly verdict: Verdict;
  readonly guards: readonly Guard[];
}

export interface SiteTrend extends Trend {
  readonly func: string;
  readonly file: string | null;
  readonly line: number; // 0 when unknown
  readonly stack: readonly string[]; // the stack with the most growth through this site, leaf first
  readonly shareOfGrowth: number; // of the sum of all sites' growth, 0 when nothing grew
  readonly allocPerS: number | null; // what it allocated over the judged points, in use or not; null where profiles do not count it
}

/** Heap profiles of one process, ordered by time. */
export interface HeapSeries {
  readonly program: string; // base name of the main binary
  readonly sampleType: string; // "inuse_space"
  readonly unit: string;
  readonly fileIds: readonly number[]; // per point -> SessionFile.id
  readonly timesNs: readonly bigint[]; // per point, since the epoch; file order × 1 s where profiles have no time
  readonly timed: boolean; // false when timesNs only keeps the order
  readonly mergedPoints: number; // profiles left out because they show the same GC cycle as another
  readonly restarts: readonly number[]; // points that begin a new process
  readonly judged: readonly [number, number]; // points [from, to) that the trends are computed on
  readonly total: Trend;
  readonly allocPerS: number | null; // of all sites
  readonly sites: readonly SiteTrend[]; // most growth first
}
