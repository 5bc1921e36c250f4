import type { NodeTrend } from "../../model/numa";

const Z = 1.959963984540054;

type Slope = Pick<NodeTrend, "slopePerS" | "slopeCi">;

interface Ratio {
  readonly factor: number | null;
  readonly ci: readonly [number, number] | null;
  readonly atLeast: number | null;
}

/**
 * How many times faster one quantity grows than its control. The interval is Fieller's (1954, "Some problems in interval
 * estimation", J. R. Stat. Soc. B 16) for independent slopes, with the standard errors that their intervals stand for:
 *
 *     g = (z·sb / b)²,   ( r ± z/b · √((1 - g)·sa² + r²·sb²) ) / (1 - g)
 *
 * Where the control's interval reaches 0 (g ≥ 1) every factor above some least one is possible.
 */
export function amplification(hot: Slope, control: Slope): Ratio {
  const [a, b] = [hot.slopePerS, control.slopePerS];
  if (hot.slopeCi === null || control.slopeCi === null)
    return { factor: b > 0 ? a / b : null, ci: null, atLeast: null };
  const [sa, sb] = [standardError(hot.slopeCi), standardError(control.slopeCi)];
  const g = b > 0 ? ((Z * sb) / b) ** 2 : Infinity;
  const highest = control.slopeCi[1];
  const atLeast = hot.slopeCi[0] > 0 && highest > 0 ? hot.slopeCi[0] / highest : null;
  if (!(g < 1)) return { factor: null, ci: null, atLeast };
  const factor = a / b;
  const spread = (Z / b) * Math.sqrt((1 - g) * sa ** 2 + factor ** 2 * sb ** 2);
  return { factor, ci: [(factor - spread) / (1 - g), (factor + spread) / (1 - g)], atLeast };
}

/** The mean of several slopes whose errors are independent; one alone keeps its interval, which need not be symmetric. */
export function meanSlope(slopes: readonly Slope[]): Slope {
  const [only] = slopes;
  if (slopes.length === 1 && only !== undefined) return only;
  const slopePerS = slopes.reduce((sum, slope) => sum + slope.slopePerS, 0) / slopes.length;
  const errors = slopes.map(({ slopeCi }) => (slopeCi === null ? Number.NaN : standardError(slopeCi)));
  const half = (Z * Math.hypot(...errors)) / slopes.length;
  return { slopePerS, slopeCi: Number.isNaN(half) ? null : [slopePerS - half, slopePerS + half] };
}

function standardError([low, high]: readonly [number, number]): number {
  return (high - low) / (2 * Z);
}
