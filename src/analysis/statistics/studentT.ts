/**
 * Two-sided tail probability of Student's t with a whole number of degrees of freedom: the finite trigonometric series
 * of Abramowitz & Stegun 1964, 26.7.3 and 26.7.4. Exact to about 1e-15 absolutely; a tail below that reads as 1e-15.
 */
export function studentTwoSidedP(t: number, freedom: number): number {
  if (freedom < 1 || Number.isNaN(t)) return 1;
  const angle = Math.atan(Math.abs(t) / Math.sqrt(freedom));
  const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
  const odd = freedom % 2 === 1;
  let term = odd ? cos : 1;
  let sum = freedom > 1 ? term : 0;
  for (let k = odd ? 3 : 2; k <= freedom - 2; k += 2) {
    term *= (cos * cos * (k - 1)) / k;
    sum += term;
  }
  const inside = odd ? (2 / Math.PI) * (angle + sin * sum) : sin * sum;
  return Math.min(1, Math.max(1e-15, 1 - inside));
}

/** The value of Student's t below which a share of it lies, 0.5 ≤ share < 1; by bisection. */
export function studentQuantile(share: number, freedom: number): number {
  const tail = 2 * (1 - share);
  let [low, high] = [0, 1];
  while (studentTwoSidedP(high, freedom) > tail && high < 1e6) high *= 2;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (studentTwoSidedP(middle, freedom) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
