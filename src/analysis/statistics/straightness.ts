import { lagOne, quasiDifferences } from "./regression";
import { filled } from "./saturating";

/** How much straighter a series is than a filling cache. */
export interface Straightness {
  readonly t: number; // in standard errors: 0 for the cache, below for one that fills faster, above for a straight line
  readonly rho: number; // how far errors persist from point to point, 0 to 1; the more, the less the standard error is known
}

/**
 * Least squares of a constant, the curve 1 - exp(-t/tau) and time: Student's t of the coefficient of time, which of a
 * straight line is its slope and of that cache 0. What of a line no such curve explains is all that can speak for the line,
 * so no other test finds more leaks at the same rate of caches called so, but by knowing the noise.
 *
 * Errors are AR(1), with a coefficient from the residuals, corrected for its bias around three parameters and 1 from WANDERS
 * on (as in saturating.ts). `spread` is each point's standard deviation up to a factor: counts of samples scatter more where
 * there are more of them. Where errors persist, increments count, which scatter alike.
 */
export function straightness(
  t: ArrayLike<number>,
  y: ArrayLike<number>,
  tau: number,
  spread: (index: number) => number,
): Straightness {
  const weighed = columns(t, y, tau, spread);
  const { residual } = partOut(weighed);
  const estimate = (lagOne(residual) * t.length + 3) / (t.length - 5);
  const rho = t.length > 6 ? Math.min(1, Math.max(0, estimate)) : 0;
  if (rho <= WANDERS) return { t: tOf(weighed.map((column) => quasiDifferences(column, rho))), rho };
  const [, ...increments] = columns(t, y, tau, () => 1).map((column) => quasiDifferences(column, 1).slice(1));
  return { t: tOf(increments), rho };
}

const WANDERS = 0.6;

/** Constant, curve, time, values: each divided by the spread. */
function columns(t: ArrayLike<number>, y: ArrayLike<number>, tau: number, spread: (index: number) => number) {
  const curve = filled(t, tau);
  const scaled = (valueAt: (index: number) => number) =>
    Float64Array.from({ length: t.length }, (_, i) => valueAt(i) / spread(i));
  return [scaled(() => 1), scaled((i) => curve[i]), scaled((i) => (t[i] - t[0]) / tau), scaled((i) => y[i])];
}

/** Least squares of the last column by the others: Student's t of the last of these. */
function tOf(all: readonly Float64Array[]): number {
  const { slope, last, residual } = partOut(all);
  const freedom = residual.length - (all.length - 1);
  const error = Math.sqrt(dot(residual, residual) / freedom / dot(last, last));
  return error > 0 ? slope / error : slope === 0 ? 0 : Math.sign(slope) * Infinity;
}

/** Takes the first columns out of the last two, and then the one of these out of the other (Gram–Schmidt). */
function partOut(all: readonly Float64Array[]) {
  const known: Float64Array[] = [];
  for (const column of all.slice(0, -2)) known.push(known.reduce(without, column));
  const last = known.reduce(without, all[all.length - 2]);
  const rest = known.reduce(without, all[all.length - 1]);
  const slope = dot(last, rest) / dot(last, last);
  return { slope, last, residual: without(rest, last) };
}

function without(column: Float64Array, part: Float64Array): Float64Array {
  const square = dot(part, part);
  const share = square > 0 ? dot(column, part) / square : 0;
  return column.map((value, i) => value - share * part[i]);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
