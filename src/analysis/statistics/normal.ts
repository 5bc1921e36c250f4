/**
 * The standard normal distribution. Cumulative probability by the power series near 0 and Laplace's continued
 * fraction in the tails (Abramowitz & Stegun 1964, 26.2.11 and 26.2.14), which keeps small tail probabilities exact
 * to rounding: a p-value of 1e-12 must not become 0.
 */
export function normalCdf(z: number): number {
  return z > 0 ? 1 - upperTail(z) : upperTail(-z);
}

/** Probability of a value beyond |z| on either side. */
export function twoSidedP(z: number): number {
  return 2 * upperTail(Math.abs(z));
}

/** Inverse of `normalCdf`, by Newton's method on it. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : Number.NaN;
  if (p > 0.5) return -normalQuantile(1 - p);
  // In the lower tail Newton's steps on the logarithm never overshoot, from wherever they start.
  let z = -Math.sqrt(-2 * Math.log(p));
  for (let i = 0; i < 60; i++) {
    const tail = upperTail(-z);
    const step = ((Math.log(p) - Math.log(tail)) * tail) / density(z);
    z += step;
    if (Math.abs(step) < 1e-14 * Math.max(1, Math.abs(z))) break;
  }
  return z;
}

function density(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/** Probability of a value above z, for z >= 0. */
function upperTail(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  if (z < 2.5) {
    let term = z;
    let sum = z;
    for (let k = 3; Math.abs(term) > sum * 1e-17; k += 2) {
      term *= (z * z) / k;
      sum += term;
    }
    return 0.5 - density(z) * sum;
  }
  let fraction = z;
  for (let k = 80; k >= 1; k--) fraction = z + k / fraction;
  return density(z) / fraction;
}
