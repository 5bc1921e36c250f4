import type { NumberArg, Profile, WeightUnit } from "../model/profile";

/** The arguments of a tracepoint that stacks can be weighed by: sizes, counts, times, but no addresses. */
export function weighableArgs({ args }: Profile): readonly NumberArg[] {
  return args.filter(
    (arg): arg is NumberArg => arg.kind === "number" && arg.labelUnit === undefined && !NEVER.test(arg.name),
  );
}

/** Numbers that name something: adding them up says nothing. */
const NEVER = /^__|(^|_)(pid|tid|tgid|uid|gid|fd|cpu|prio|id|page_size)$/;

/**
 * The profile with every sample weighed by an argument instead of its period; the profile itself where it has no such
 * argument. A sample that lacks it weighs nothing.
 */
export function weighedBy(profile: Profile, name: string): Profile {
  const arg = name === "" ? undefined : weighableArgs(profile).find((candidate) => candidate.name === name);
  if (arg === undefined) return profile;
  const weight = arg.values.map((value) => (Number.isNaN(value) ? 0 : value));
  return { ...profile, unit: unitOf(name), samples: { ...profile.samples, weight } };
}

/** Formats do not say what a number counts, but names do. */
function unitOf(name: string): WeightUnit {
  if (/(^|_)(size|sizes|len|length|bytes|nbytes)(_|$)/.test(name)) return "bytes";
  return /(^|_)ns$|^v?runtime$/.test(name) ? "nanoseconds" : "count";
}
