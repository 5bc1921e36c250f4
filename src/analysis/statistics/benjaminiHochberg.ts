/**
 * Which of many tests to believe when at most a share q of the believed ones may be wrong: Benjamini & Hochberg 1995,
 * "Controlling the false discovery rate", J. R. Stat. Soc. B 57, section 3.1. With p(1) <= … <= p(m), the tests up to
 * the largest k with p(k) <= q·k/m are rejected. Answers the largest p-value that is, -1 when none is.
 *
 * `tests` may be larger than the number of p-values: the tests left out count as p = 1, which rejects fewer.
 */
export function benjaminiHochbergLimit(pValues: ArrayLike<number>, q: number, tests = pValues.length): number {
  const sorted = Float64Array.from(pValues).sort();
  for (let k = sorted.length; k >= 1; k--) {
    if (sorted[k - 1] <= (q * k) / tests) return sorted[k - 1];
  }
  return -1;
}
