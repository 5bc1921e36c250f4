/** Straight line y = intercept + slope·x through points whose errors follow an AR(1) process with coefficient rho. */
export interface Regression {
  readonly intercept: number; // not determined, and 0, when rho is 1
  readonly slope: number;
  readonly slopeError: number; // standard error
  readonly rss: number; // residual sum of squares, after quasi-differencing
  readonly rows: number; // rows the sum has: one less when rho is 1
  readonly parameters: number; // intercept (unless rho is 1) and slope
}

/**
 * Generalised least squares by quasi-differences (Prais & Winsten 1954): row i becomes y[i] - rho·y[i-1], the first
 * one sqrt(1 - rho²)·y[0]. With rho = 0 these are ordinary least squares. With rho = 1 the level itself wanders: only
 * increments say something, the intercept and one row drop out.
 */
export function regress(x: ArrayLike<number>, y: ArrayLike<number>, rho = 0): Regression {
  const walks = rho >= 1;
  const [one, xs, ys] = [ones(x.length), x, y].map((column) => quasiDifferences(column, rho));
  let [oneOne, oneX, xx, oneY, xy] = [0, 0, 0, 0, 0];
  for (let i = 0; i < ys.length; i++) {
    oneOne += one[i] * one[i];
    oneX += one[i] * xs[i];
    xx += xs[i] * xs[i];
    oneY += one[i] * ys[i];
    xy += xs[i] * ys[i];
  }
  // With the intercept's column taken out of x, slope and intercept no longer share a denominator.
  const shift = walks ? 0 : oneX / oneOne;
  const free = walks ? xx : xx - oneX * shift;
  const slope = free > 0 ? (walks ? xy : xy - shift * oneY) / free : 0;
  const intercept = walks ? 0 : oneY / oneOne - slope * shift;
  let rss = 0;
  for (let i = 0; i < ys.length; i++) {
    const error = ys[i] - intercept * one[i] - slope * xs[i];
    rss += error * error;
  }
  const rows = walks ? ys.length - 1 : ys.length;
  const parameters = walks ? 1 : 2;
  const slopeError = Math.sqrt(rss / (rows - parameters) / free);
  return { intercept, slope, slopeError, rss, rows, parameters };
}

function ones(length: number): Float64Array {
  return new Float64Array(length).fill(1);
}

/** The first row is sqrt(1 - rho²) of its own. */
export function quasiDifferences(values: ArrayLike<number>, rho: number): Float64Array {
  const result = new Float64Array(values.length);
  result[0] = values[0] * Math.sqrt(Math.max(0, 1 - rho * rho));
  for (let i = 1; i < result.length; i++) result[i] = values[i] - rho * values[i - 1];
  return result;
}

/** Lag-1 autocorrelation of residuals (mean taken as 0), 0 when they vanish. */
export function lagOne(residuals: ArrayLike<number>): number {
  let [product, square] = [0, 0];
  for (let i = 0; i < residuals.length; i++) {
    square += residuals[i] * residuals[i];
    if (i > 0) product += residuals[i] * residuals[i - 1];
  }
  return square > 0 ? product / square : 0;
}
