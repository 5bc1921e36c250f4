import { isComparable } from "../../analysis/difference/isComparable";
import type { ProfileEntry } from "../../model/session";

export interface FlamePair {
  readonly baseline: ProfileEntry;
  readonly candidate: ProfileEntry;
}

/** Profiles of both sides that have stacks of one event or sample type, each with each, in the order of the session. */
export function flamePairs(profiles: readonly ProfileEntry[]): readonly FlamePair[] {
  const withStacks = profiles.filter(({ profile: { samples } }) => samples.stack.some((row) => row >= 0));
  const of = (side: ProfileEntry["side"]) => withStacks.filter((entry) => entry.side === side);
  const baselines = of("baseline");
  return of("candidate").flatMap((candidate) =>
    baselines
      .filter((baseline) => isComparable(baseline.profile, candidate.profile))
      .map((baseline) => ({ baseline, candidate })),
  );
}
