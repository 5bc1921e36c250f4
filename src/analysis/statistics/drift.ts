import { lagOne, regress } from "./regression";
import { studentTwoSidedP } from "./studentT";

/**
 * Whether a series drifts, or only wanders: a level that is the sum of what came before also runs up for a while.
 *
 * After Perron & Yabu 2009, "Estimating deterministic trends with an integrated or stationary noise component",
 * J. Econometrics 151: the residuals of a straight line give an AR(1) coefficient, corrected for its downward bias in
 * short series (Kendall 1954, Marriott & Pope 1954: -(2 + 4ρ)/n around a line), and the slope is tested by generalised
 * least squares with it. Because one estimate from 30 points can miss a coefficient of 0.9 by 0.3, the test is made
 * with the estimate and with a value DOUBT standard errors higher, at most 1, and the weaker result counts. Where values
 * scatter more than counting samples explains, they move by themselves and are all the likelier to wander: WARY instead.
 *
 * Unlike a rank test it knows how large the steps are: steady growth by many times the size of a step is significant
 * even when every deviation from the line stays.
 */
export interface Drift {
  readonly t: number; // the smaller of the two
  readonly pValue: number; // two-sided, Student's t with n - 2 degrees of freedom
  readonly rho: number; // the corrected estimate
}

const DOUBT = 2.5; // standard errors above the estimate that are tried too
const WARY = 3.5;
const OVERDISPERSED = 2; // times the variance of counting: chance gives as much to one still level in a thousand of 30 points

/** `countingVariance`: what each value scatters with because it is a count of samples; 0 where nothing is sampled. */
export function driftTest(times: ArrayLike<number>, values: ArrayLike<number>, countingVariance = 0): Drift {
  const n = values.length;
  if (n < 5) return { t: 0, pValue: 1, rho: 0 };
  const line = regress(times, values);
  const residuals = Float64Array.from(values, (value, i) => value - line.intercept - line.slope * times[i]);
  const rho = clamp((lagOne(residuals) * n + 2) / (n - 4));
  const isMoving = line.rss / (n - 2) > OVERDISPERSED * countingVariance;
  const doubted = clamp(rho + (isMoving ? WARY : DOUBT) * coefficientError(rho, n));
  const [estimate, wary] = [regress(times, values, rho), regress(times, values, doubted)];
  const t = Math.sign(line.slope) * Math.max(0, Math.min(...[estimate, wary].map((fit) => tOf(fit, line.slope))));
  return { t, pValue: t === 0 ? 1 : studentTwoSidedP(t, n - 2), rho };
}

/** Standard error of an AR(1) coefficient from n points. */
export function coefficientError(rho: number, n: number): number {
  return Math.sqrt((1 - rho * rho) / n);
}

/** The t value in the direction of the ordinary slope: negative when the two fits disagree on the sign. */
function tOf(fit: { slope: number; slopeError: number }, direction: number): number {
  const slope = fit.slope * Math.sign(direction);
  return fit.slopeError > 0 ? slope / fit.slopeError : slope > 0 ? Infinity : 0;
}

function clamp(rho: number): number {
  return Math.min(1, Math.max(0, rho));
}
