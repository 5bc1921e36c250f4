import type { PerfFacts } from "../model/capture";
import type { SampleFilter } from "../model/filter";
import type { Profile } from "../model/profile";
import type { ProfileEntry } from "../model/session";
import type { NamedStacks } from "../model/stacks";
import { filtered } from "./filter";
import { regrouped } from "./frameRules/granularity";
import { type RuledStacks, ruledStacks } from "./frameRules/stackRules";

type StackFilter = Pick<SampleFilter, "rules" | "granularity" | "noInlines">;

const lastShown = new WeakMap<NamedStacks, { readonly key: string; readonly shown: RuledStacks }>();

/** The stacks of a profile's capture as the filter's rules leave them. The same object for the same question. */
export function shownStacks({ named, file: { capture } }: ProfileEntry, filter: StackFilter): RuledStacks {
  const rules = filter.rules.filter(({ kind }) => !kind.startsWith("tag"));
  if (rules.length === 0 && filter.granularity === "functions" && !filter.noInlines) {
    lastShown.delete(named); // stacks of a large profile are large
    return { named, fits: null };
  }
  const key = JSON.stringify([rules, filter.granularity, filter.noInlines]);
  const last = lastShown.get(named);
  if (last?.key === key) return last.shown;
  const ruled = ruledStacks(named, rules, filter.noInlines);
  const places = capture !== null && "codes" in capture ? capture : null;
  const shown = { ...ruled, named: regrouped(ruled.named, filter.granularity, places) };
  lastShown.set(named, { key, shown });
  return shown;
}

/** A profile with what the filter leaves of its samples and of their stacks. */
export function shownProfile(entry: ProfileEntry, perf: PerfFacts | null, filter: SampleFilter): ProfileEntry {
  const { named, fits } = shownStacks(entry, filter);
  const profile = shownSamples(entry, perf, filter, fits);
  return profile === entry.profile && named === entry.named ? entry : { ...entry, profile, named };
}

/** The samples that the filter leaves, with the stacks that they had before. */
export function shownSamples(
  entry: ProfileEntry,
  perf: PerfFacts | null,
  filter: SampleFilter,
  fits = shownStacks(entry, filter).fits,
): Profile {
  return filtered(entry.profile, entry.named, perf, filter, fits);
}
