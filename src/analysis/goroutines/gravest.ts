import type { GoroutineSeries } from "../../model/goroutines";
import type { Verdict } from "../../model/growth";

const GRAVITY: readonly Verdict[] = ["leaking", "suspected", "growing-then-flat", "sawtooth", "flat", "too-few-points"];

/** The series with the gravest verdict of a group or of the total, then the one with the most goroutines; null for none. */
export function gravestGoroutines(all: readonly GoroutineSeries[]): GoroutineSeries | null {
  const gravity = ({ total, groups }: GoroutineSeries) =>
    Math.min(...[total, ...groups].map(({ verdict }) => GRAVITY.indexOf(verdict)));
  const [gravest] = [...all].sort((a, b) => gravity(a) - gravity(b) || b.total.last - a.total.last);
  return gravest ?? null;
}
