/** Slope of y over x that half of the pairs of points exceed, and the order statistics that bracket it. */
export interface TheilSen {
  readonly slope: number; // NaN when no two x differ
  readonly low: number;
  readonly high: number;
  /** False when there are too few pairs for the confidence wanted: low or high is then only the extreme slope. */
  readonly bounded: boolean;
}

/**
 * Theil 1950; Sen 1968, "Estimates of the regression coefficient based on Kendall's tau", JASA 63. Pairs with equal x
 * are left out. The interval (Sen's section 4; Gilbert 1987, "Statistical Methods for Environmental Pollution
 * Monitoring", section 16.5.2) runs from the M1-th to the (M2 + 1)-th of the N sorted slopes, M1 = (N - C) / 2,
 * M2 = (N + C) / 2, C = z·sqrt(variance of Kendall's S), both rounded outwards, so its coverage is at least the
 * nominal one. Giving it the variance corrected for autocorrelation makes the interval as honest as the test; that
 * correction needs the slope, so the variance is asked for with it.
 */
export function theilSen(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  varianceS: (slope: number) => number,
  z = 1.959963984540054,
): TheilSen {
  const slopes = pairwiseSlopes(x, y);
  const count = slopes.length;
  if (count === 0) return { slope: Number.NaN, low: Number.NaN, high: Number.NaN, bounded: false };
  const slope = medianSlope(slopes);
  const spread = z * Math.sqrt(varianceS(slope));
  const low = Math.floor((count - spread) / 2); // 1-based rank M1
  const high = Math.ceil((count + spread) / 2) + 1; // 1-based rank M2 + 1
  return {
    slope,
    low: select(slopes, Math.max(low, 1) - 1, 0, count >> 1),
    high: select(slopes, Math.min(high, count) - 1, count >> 1, count - 1),
    bounded: low >= 1 && high <= count,
  };
}

export function theilSenSlope(x: ArrayLike<number>, y: ArrayLike<number>): number {
  return medianSlope(pairwiseSlopes(x, y));
}

/** Slopes of all pairs of points whose x differ. */
function pairwiseSlopes(x: ArrayLike<number>, y: ArrayLike<number>): Float64Array {
  const slopes = new Float64Array((x.length * (x.length - 1)) / 2);
  let count = 0;
  for (let i = 0; i < x.length; i++) {
    const [xi, yi] = [x[i], y[i]];
    for (let j = i + 1; j < x.length; j++) {
      if (x[j] !== xi) slopes[count++] = (y[j] - yi) / (x[j] - xi);
    }
  }
  return slopes.subarray(0, count);
}

/** Leaves the smaller slopes before the middle of the array and the larger ones behind it. */
function medianSlope(slopes: Float64Array): number {
  const count = slopes.length;
  if (count === 0) return Number.NaN;
  const middle = count >> 1;
  const upper = select(slopes, middle, 0, count - 1);
  if (count % 2 === 1) return upper;
  let lower = -Infinity;
  for (let i = 0; i < middle; i++) if (slopes[i] > lower) lower = slopes[i];
  return (lower + upper) / 2;
}

/**
 * The value that would be at `rank` if the values were sorted, when it is known to lie in [first, last]: Hoare's
 * quickselect, in place. 500 points have 125,000
 * slopes; sorting them for each of thousands of call sites would take minutes.
 */
function select(values: Float64Array, rank: number, first: number, last: number): number {
  let from = Math.min(first, rank);
  let to = Math.max(last, rank);
  while (from < to) {
    const pivot = medianOfThree(values[from], values[(from + to) >> 1], values[to]);
    let [i, j] = [from, to];
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i <= j) {
        const swapped = values[i];
        values[i++] = values[j];
        values[j--] = swapped;
      }
    }
    if (rank <= j) to = j;
    else if (rank >= i) from = i;
    else break;
  }
  return values[rank];
}

function medianOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
