import { EMPTY_FILTER, type SampleFilter } from "../model/filter";
import type { Profile } from "../model/profile";
import type { ProfileEntry, Selection } from "../model/session";
import type { ExpandedStacks, NamedStacks } from "../model/stacks";
import {
  type ChosenSamples,
  chosenSamples,
  isEmptyFilter,
  maskInTimes,
  type SampledFacts,
  sampledFacts,
  sampleMask,
  withSamples,
} from "./filter";
import { type CodePlaces, type FrameRows, regrouped, withRows } from "./frameRules/granularity";
import { ruledStacks } from "./frameRules/stackRules";
import { type TagFrames, tagFrames, withTagFrames } from "./frameRules/tagFrames";
import { perfFactsOf } from "./perfFactsOf";
import { weighedBy } from "./weighedBy";

/** What is to be shown of a profile. */
export interface ShownQuestion {
  readonly filter: SampleFilter;
  /** The argument that samples are weighed by, "" for their own weight. */
  readonly weight: string;
  readonly facts: SampledFacts | null;
  readonly places: CodePlaces | null; // of rows by address
}

export function shownQuestion(
  { file }: ProfileEntry,
  { filter, weight }: Pick<Selection, "filter" | "weight">,
): ShownQuestion {
  const { capture } = file;
  const perf = perfFactsOf(file);
  const hasPlaces = filter.granularity === "addresses" && capture !== null && "codes" in capture;
  return {
    filter,
    weight,
    facts: perf === null ? null : sampledFacts(perf),
    places: hasPlaces ? { codes: capture.codes, mappings: capture.mappings } : null,
  };
}

/** Whether a question asks for nothing: the profile is shown as it is. */
export function asksNothing({ filter, weight }: Pick<Selection, "filter" | "weight">): boolean {
  const { fromNs, toNs, granularity, noInlines } = filter;
  const isTimed = fromNs !== null || toNs !== null;
  return weight === "" && !isTimed && !noInlines && granularity === EMPTY_FILTER.granularity && isEmptyFilter(filter);
}

/** What of a profile changes by a question. It shares no column with the profile, so that it can be handed over. */
export interface ShownParts {
  readonly tags: TagFrames | null;
  readonly stacks: ShownStacks;
  readonly chosen: ChosenSamples;
  readonly weighed: (Pick<Profile, "unit"> & { readonly weight: Float64Array }) | null;
  /** Per sample of the whole profile 1 where it fits, whatever its time; null where all do. */
  readonly mask: Uint8Array | null;
}

/** Null for what is as it was. */
interface ShownStacks {
  readonly expanded: ExpandedStacks | null;
  readonly regrouped: FrameRows | null;
}

/** A profile with what a filter leaves of its samples and of their stacks. */
export interface ShownProfile extends Pick<ShownParts, "mask"> {
  readonly profile: Profile;
  readonly named: NamedStacks;
}

/** The stacks first, with labels as frames, as rules leave them; then the samples that fit all criteria, and their weights. */
export function shownParts(whole: NamedStacks, all: Profile, question: ShownQuestion): ShownParts {
  const { filter, weight, facts, places } = question;
  const tags = tagFrames(whole, all, filter.rules);
  const { named, profile } = withTagFrames(whole, all, tags);
  const ruled = ruledStacks(named, filter.rules, filter.noInlines);
  const mask = sampleMask(profile, named, facts, filter, ruled.fits);
  const chosen = chosenSamples(profile, maskInTimes(mask, profile.samples, filter));
  const left = withSamples(profile, chosen);
  const weighed = weighedBy(left, weight);
  return {
    tags,
    stacks: {
      expanded: ruled.named.expanded === named.expanded ? null : (ruled.named.expanded ?? null),
      regrouped: regrouped(ruled.named, filter.granularity, places),
    },
    chosen,
    weighed: weighed === left ? null : { unit: weighed.unit, weight: weighed.samples.weight },
    mask,
  };
}

/** The profile as the parts say. Nothing is copied; what has not changed stays the same object. */
export function withParts(
  whole: NamedStacks,
  all: Profile,
  { tags, stacks, chosen, weighed, mask }: ShownParts,
): ShownProfile {
  const { named, profile } = withTagFrames(whole, all, tags);
  const left = withSamples(profile, chosen);
  const { expanded, regrouped: rows } = stacks;
  const cut = expanded === null ? named : { ...named, expanded };
  return {
    profile:
      weighed === null ? left : { ...left, unit: weighed.unit, samples: { ...left.samples, weight: weighed.weight } },
    named: rows === null ? cut : withRows(cut, rows),
    mask,
  };
}

/** In place. */
export function shownProfile(named: NamedStacks, profile: Profile, question: ShownQuestion): ShownProfile {
  return withParts(named, profile, shownParts(named, profile, question));
}
