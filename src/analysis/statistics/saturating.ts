import { coefficientError } from "./drift";
import { lagOne, type Regression, regress } from "./regression";

/** Fit of a + b(1 - exp(-t/tau)), the way a cache fills, and how it compares with a straight line. */
export interface SaturatingFit {
  readonly tau: number; // in the unit of t
  readonly start: number; // a, at the first t; 0 when rho is 1
  readonly rise: number; // b
  readonly rss: number;
  readonly aicc: number;
}

/** How many values of tau are tried, evenly in the logarithm, before the best is refined between its neighbours. */
const GRID = 12;
const REFINEMENTS = 12;

/** For a given tau the model is linear in a and b, so only tau is searched for: a grid, then golden section. */
export function fitSaturating(
  t: ArrayLike<number>,
  y: ArrayLike<number>,
  tauMin: number,
  tauMax: number,
  rho = 0,
): SaturatingFit {
  const at = (logTau: number) => {
    const tau = Math.exp(logTau);
    return { tau, fit: regress(filled(t, tau), y, rho) };
  };
  const [low, high] = [Math.log(tauMin), Math.log(tauMax)];
  const step = (high - low) / (GRID - 1);
  let bestStep = 0;
  let best = at(low);
  for (let i = 1; i < GRID; i++) {
    const tried = at(i === GRID - 1 ? high : low + i * step);
    if (tried.fit.rss < best.fit.rss) [bestStep, best] = [i, tried];
  }
  const golden = (Math.sqrt(5) - 1) / 2;
  let from = low + Math.max(bestStep - 1, 0) * step;
  let to = low + Math.min(bestStep + 1, GRID - 1) * step;
  for (let i = 0; i < REFINEMENTS; i++) {
    const left = at(to - golden * (to - from));
    const right = at(from + golden * (to - from));
    if (left.fit.rss < right.fit.rss) to = from + golden * (to - from);
    else from = to - golden * (to - from);
    if (left.fit.rss < best.fit.rss) best = left;
    if (right.fit.rss < best.fit.rss) best = right;
  }
  const { tau, fit } = best;
  return { tau, start: fit.intercept, rise: fit.slope, rss: fit.rss, aicc: aiccOf(fit, 1) };
}

export function filled(t: ArrayLike<number>, tau: number): Float64Array {
  const result = new Float64Array(t.length);
  for (let i = 0; i < result.length; i++) result[i] = -Math.expm1((t[0] - t[i]) / tau);
  return result;
}

/**
 * How much better the saturating curve is than a straight line: AICc of the line less AICc of the curve.
 *
 * Errors that persist from point to point bend a series by themselves, so both are fitted by generalised least squares
 * with one AR(1) coefficient, that of the curve's residuals (the line's contain the bend in question): corrected for
 * its bias around three parameters, one standard error higher, and 1 from WANDERS on.
 */
export function saturationGap(t: ArrayLike<number>, y: ArrayLike<number>, tauMin: number, tauMax: number): number {
  const n = t.length;
  const free = fitSaturating(t, y, tauMin, tauMax);
  const curve = filled(t, free.tau);
  const residuals = Float64Array.from(y, (value, i) => value - free.start - free.rise * curve[i]);
  const estimate = n > 6 ? Math.min(1, Math.max(0, (lagOne(residuals) * n + 3) / (n - 5))) : 0;
  const rho = estimate > WANDERS ? 1 : Math.min(1, estimate + coefficientError(estimate, n));
  const line = aiccOf(regress(t, y, rho), 0);
  const saturating = fitSaturating(t, y, tauMin, tauMax, rho);
  return saturating.rise > 0 && Number.isFinite(saturating.aicc) ? line - saturating.aicc : -Infinity;
}

const WANDERS = 0.6;

function aiccOf(fit: Regression, shapeParameters: number): number {
  return aicc(fit.rss, fit.rows, fit.parameters + shapeParameters + 1); // and the variance
}

/**
 * Akaike's criterion corrected for small samples (Hurvich & Tsai 1989, "Regression and time series model selection in
 * small samples", Biometrika 76): n·ln(rss/n) + 2k + 2k(k+1)/(n-k-1). `parameters` counts the error variance too.
 */
export function aicc(rss: number, points: number, parameters: number): number {
  if (points - parameters - 1 <= 0) return Infinity;
  const penalty = 2 * parameters + (2 * parameters * (parameters + 1)) / (points - parameters - 1);
  return points * Math.log(rss / points) + penalty;
}
