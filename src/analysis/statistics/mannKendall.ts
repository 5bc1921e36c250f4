import { twoSidedP } from "./normal";

/** Mann 1945, Kendall 1948: whether later values tend to be larger than earlier ones. */
export interface MannKendall {
  readonly s: number; // pairs that grow less pairs that shrink
  readonly variance: number; // of s in values without order, ties counted
  readonly inflation: number; // what autocorrelation multiplies the variance by
  readonly z: number; // with continuity correction and the inflated variance
  readonly pValue: number; // two-sided; exact below ten values without ties or inflation
}

/** The test for values in order of time. `inflation` is 1 for independent values; see `hamedRaoInflation`. */
export function mannKendall(values: ArrayLike<number>, inflation = 1): MannKendall {
  const n = values.length;
  const s = kendallS(values);
  const variance = kendallVariance(values);
  const deviation = Math.sqrt(variance * inflation);
  const z = s === 0 || deviation === 0 ? 0 : (s - Math.sign(s)) / deviation;
  const exact = n < 10 && inflation === 1 && variance === (n * (n - 1) * (2 * n + 5)) / 18;
  return { s, variance, inflation, z, pValue: exact ? exactP(s, n) : twoSidedP(z) };
}

/**
 * Probability of |S| or more when all n! orders are equally likely (Kendall 1948, section 5.2). Below ten points the
 * normal approximation is several times too large in the tail. Counted by the inversions that each next value can add.
 */
function exactP(s: number, n: number): number {
  let counts = [1]; // orders by number of inversions
  for (let k = 2; k <= n; k++) {
    const next = new Array<number>(counts.length + k - 1).fill(0);
    for (const [inversions, orders] of counts.entries()) for (let i = 0; i < k; i++) next[inversions + i] += orders;
    counts = next;
  }
  const pairs = (n * (n - 1)) / 2;
  const all = counts.reduce((sum, orders) => sum + orders, 0);
  const extreme = counts.reduce((sum, orders, i) => (Math.abs(pairs - 2 * i) >= Math.abs(s) ? sum + orders : sum), 0);
  return extreme / all;
}

export function kendallS(values: ArrayLike<number>): number {
  let s = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    for (let j = i + 1; j < values.length; j++) s += values[j] > value ? 1 : values[j] < value ? -1 : 0;
  }
  return s;
}

/** Variance of S when order means nothing (Kendall 1948, section 5.5): n(n-1)(2n+5) less the same of each tie, over 18. */
export function kendallVariance(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort();
  const term = (n: number) => n * (n - 1) * (2 * n + 5);
  let sum = term(sorted.length);
  for (let from = 0, to = 0; from < sorted.length; from = to) {
    while (to < sorted.length && sorted[to] === sorted[from]) to++;
    sum -= term(to - from);
  }
  return sum / 18;
}

/**
 * How much autocorrelation inflates the variance of S: Hamed & Rao 1998, "A modified Mann–Kendall trend test for
 * autocorrelated data", J. Hydrology 204, equation 14 (n / n*):
 *
 *     1 + 2 / (n(n-1)(n-2)) · Σ (n-i)(n-i-1)(n-i-2) · ρ(i)
 *
 * ρ(i) are the autocorrelations of the ranks of the series less its Theil–Sen line; those that white noise would also
 * show (|ρ| <= 1.96 / sqrt(n)) count as 0. May be below 1 for a series that swings to and fro.
 */
export function hamedRaoInflation(times: ArrayLike<number>, values: ArrayLike<number>, slope: number): number {
  const n = values.length;
  if (n < 4) return 1;
  const detrended = new Float64Array(n);
  for (let i = 0; i < n; i++) detrended[i] = values[i] - slope * times[i];
  const correlations = autocorrelations(ranks(detrended));
  const insignificant = 1.959963984540054 / Math.sqrt(n);
  let sum = 0;
  for (let lag = 1; lag < n; lag++) {
    const correlation = correlations[lag];
    if (Math.abs(correlation) > insignificant) sum += (n - lag) * (n - lag - 1) * (n - lag - 2) * correlation;
  }
  return 1 + (2 * sum) / (n * (n - 1) * (n - 2));
}

/** Ranks from 1; equal values share the mean of their ranks. */
export function ranks(values: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a] - values[b]);
  const result = new Float64Array(values.length);
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && values[order[to]] === values[order[from]]) to++;
    for (let i = from; i < to; i++) result[order[i]] = (from + 1 + to) / 2;
  }
  return result;
}

/** Autocorrelations at lags 0 … n-1 (the usual biased estimate: divided by n at every lag). All 0 for a constant. */
export function autocorrelations(values: Float64Array): Float64Array {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const result = new Float64Array(n);
  for (let lag = 0; lag < n; lag++) {
    let sum = 0;
    for (let i = lag; i < n; i++) sum += (values[i] - mean) * (values[i - lag] - mean);
    result[lag] = sum;
  }
  const variance = result[0];
  return variance > 0 ? result.map((sum) => sum / variance) : result.fill(0);
}
