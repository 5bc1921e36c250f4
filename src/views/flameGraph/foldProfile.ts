import { type Folding, foldForSpeedscope, foldInTimeOrder } from "../../analysis/foldForSpeedscope";
import { stackWeights } from "../../analysis/stackWeights";
import type { ProfileEntry } from "../../model/session";
import { visibleText } from "../../ui/visibleText";

/** speedscope's views, by the names that config/bridge.js knows. */
export const LAYOUTS = ["left-heavy", "sandwich", "time-ordered"] as const;
export type Layout = (typeof LAYOUTS)[number];

export interface FoldedProfile {
  readonly file: File;
  readonly isEmpty: boolean;
  readonly prunedShare: number; // of the whole weight, 0 to 1
  readonly negativeWeight: number;
  /** Order of time was asked for, but the profile has too many samples for it. */
  readonly lostOrder: boolean;
}

/** Order of time needs times; where all equal stacks are one there is none. */
export function layoutsOf({ profile }: Pick<ProfileEntry, "profile">): readonly Layout[] {
  return profile.samples.time === null ? LAYOUTS.slice(0, 2) : LAYOUTS;
}

/** A profile as the file that speedscope is given. */
export function foldProfile({ named, profile, file }: ProfileEntry, layout: Layout): FoldedProfile {
  const options = { title: visibleText(`${profile.event} · ${file.name}`), unit: profile.unit, label: visibleText };
  const inOrder = layout === "time-ordered" ? foldInTimeOrder(named, profile, options) : null;
  const folding: Folding = inOrder ?? foldForSpeedscope(named, stackWeights(named, profile), options);
  const [drawn] = folding.file.profiles;
  return {
    file: new File([JSON.stringify(folding.file)], "profile.speedscope.json", { type: "application/json" }),
    isEmpty: !drawn.weights.some((weight) => weight > 0),
    prunedShare: drawn.endValue > 0 ? folding.prunedWeight / drawn.endValue : 0,
    negativeWeight: folding.negativeWeight,
    lostOrder: layout === "time-ordered" && inOrder === null,
  };
}
