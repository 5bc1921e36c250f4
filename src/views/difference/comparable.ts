import { recordedNs } from "../../analysis/defaultProfile";
import { isComparable } from "../../analysis/difference/isComparable";
import type { ProfileEntry } from "../../model/session";

/** The profiles that another one can be compared with, in the order of the session. */
export function comparedWith(profiles: readonly ProfileEntry[], entry: ProfileEntry): readonly ProfileEntry[] {
  return profiles.filter((each) => each.id !== entry.id && isComparable(each.profile, entry.profile));
}

/** The later profile less the base. */
export interface ComparedPair {
  readonly base: ProfileEntry;
  readonly later: ProfileEntry;
}

/**
 * The chosen profile less the chosen base. Where no base is chosen: less the first one of its kind; and where the chosen
 * one is itself the first, the last one less it. Undefined where there is nothing to compare with.
 */
export function comparedPair(
  profiles: readonly ProfileEntry[],
  entry: ProfileEntry,
  chosenBase: number,
): ComparedPair | undefined {
  const possible = comparedWith(profiles, entry);
  const chosen = possible.find(({ id }) => id === chosenBase);
  if (chosen !== undefined) return { base: chosen, later: entry };
  if (possible.length === 0) return undefined;
  /** The baseline comes before the candidate, then time counts, then the order of the session. */
  const isBefore = (a: ProfileEntry, b: ProfileEntry): boolean => {
    if (a.side !== null && b.side !== null && a.side !== b.side) return a.side === "baseline";
    const [timeA, timeB] = [recordedNs(a), recordedNs(b)];
    if (timeA !== 0n && timeB !== 0n && timeA !== timeB) return timeA < timeB;
    return profiles.indexOf(a) < profiles.indexOf(b);
  };
  const first = possible.reduce((a, b) => (isBefore(b, a) ? b : a));
  if (isBefore(first, entry)) return { base: first, later: entry };
  return { base: entry, later: possible.reduce((a, b) => (isBefore(a, b) ? b : a)) };
}
