import { defaultProfile } from "../../analysis/defaultProfile";
import { EMPTY_FILTER } from "../../model/filter";
import type { ProfileEntry, Selection } from "../../model/session";

/**
 * What changes with the chosen profile. The filter holds for every event of a capture; in another one its processes,
 * threads, times and addresses mean nothing.
 */
export function profileChange(
  profiles: readonly ProfileEntry[],
  { profile, func, filter, place }: Pick<Selection, "profile" | "func" | "filter" | "place">,
  next: number,
): Pick<Selection, "profile" | "func" | "filter" | "place"> {
  if (next === profile) return { profile, func, filter, place };
  const fileOf = (id: number) => (profiles.find((entry) => entry.id === id) ?? defaultProfile(profiles))?.file.id;
  if (fileOf(next) === fileOf(profile)) return { profile: next, func: "", filter, place };
  const { text, rules, granularity, noInlines } = filter;
  return { profile: next, func: "", filter: { ...EMPTY_FILTER, text, rules, granularity, noInlines }, place: null };
}
