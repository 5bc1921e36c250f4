import { isComparable } from "../../analysis/difference/difference";
import type { ProfileEntry } from "../../model/session";

/** The profiles that another one can be compared with, in the order of the session. */
export function comparedWith(profiles: readonly ProfileEntry[], entry: ProfileEntry): readonly ProfileEntry[] {
  return profiles.filter((each) => each.id !== entry.id && isComparable(each.profile, entry.profile));
}

/** The chosen base; where none is chosen the first profile of the kind, which of a series is its oldest. */
export function baseOf(
  profiles: readonly ProfileEntry[],
  entry: ProfileEntry,
  chosen: number,
): ProfileEntry | undefined {
  const possible = comparedWith(profiles, entry);
  return possible.find(({ id }) => id === chosen) ?? possible[0];
}
