import type { Profile } from "../../model/profile";

/** Whether a difference of two profiles means anything: pprof asks for the same sample type too. */
export function isComparable(a: Pick<Profile, "event" | "unit">, b: Pick<Profile, "event" | "unit">): boolean {
  return a.event === b.event && a.unit === b.unit;
}
