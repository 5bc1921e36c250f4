import type { Trend } from "../../model/growth";

/** When a growing quantity reaches a limit, counted from its last point. */
export type TimeToLimit =
  | { readonly when: "reached" }
  | { readonly when: "never" } // it does not grow
  | { readonly when: "later"; readonly s: number; readonly soonestS: number; readonly latestS: number | null };

/**
 * First passage of the straight line with the trend's slope. The slope's interval gives the times in between which it
 * lies; `latestS` is null when the interval reaches 0: it may never come.
 */
export function timeToLimit({ last, slopePerS, slopeCi: [low, high] }: Trend, limit: number): TimeToLimit {
  const room = limit - last;
  if (room <= 0) return { when: "reached" };
  if (!(slopePerS > 0)) return { when: "never" };
  return {
    when: "later",
    s: room / slopePerS,
    soonestS: room / Math.max(high, slopePerS),
    latestS: low > 0 ? room / Math.min(low, slopePerS) : null,
  };
}
