import { EMPTY_FILTER, type SampleFilter } from "../../model/filter";
import type { Profile } from "../../model/profile";
import type { NamedStacks } from "../../model/stacks";
import type { SampledFacts } from "../filter";
import "../frameRules/re2";
import { type ShownProfile, shownProfile } from "../shownProfile";

/** A profile as a filter leaves it. */
export function filteredBy(
  { named, profile }: { readonly named: NamedStacks; readonly profile: Profile },
  filter: Partial<SampleFilter>,
  facts: SampledFacts | null = null,
): ShownProfile {
  return shownProfile(named, profile, { filter: { ...EMPTY_FILTER, ...filter }, weight: "", facts, places: null });
}
