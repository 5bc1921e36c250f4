import type { Analyze } from "../../analysis/analyses";
import type { SpeedscopeProfile } from "../../analysis/exports/speedscopeProfile";
import type { ProfileEntry } from "../../model/session";

/** speedscope's views, by the names that config/bridge.js knows. */
export const LAYOUTS = ["left-heavy", "sandwich", "time-ordered"] as const;
export type Layout = (typeof LAYOUTS)[number];

export interface FoldedProfile extends Omit<SpeedscopeProfile, "bytes"> {
  readonly file: File;
}

/** Order of time needs times; where all equal stacks are one there is none. */
export function layoutsOf({ profile }: Pick<ProfileEntry, "profile">): readonly Layout[] {
  return profile.samples.time === null ? LAYOUTS.slice(0, 2) : LAYOUTS;
}

/** A profile as the file that speedscope is given. */
export async function foldProfile(
  analyze: Analyze,
  { named, profile, file }: ProfileEntry,
  layout: Layout,
): Promise<FoldedProfile> {
  const options = {
    title: `${profile.event} · ${file.name}`,
    unit: profile.unit,
    inTimeOrder: layout === "time-ordered",
  };
  const { bytes, ...facts } = await analyze("speedscope", [named, profile.samples, options]);
  return { ...facts, file: new File([bytes], "profile.speedscope.json", { type: "application/json" }) };
}
