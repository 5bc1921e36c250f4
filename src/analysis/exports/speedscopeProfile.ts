import type { SampleTable } from "../../model/profile";
import type { NamedStacks } from "../../model/stacks";
import { visibleText } from "../../model/visibleText";
import { type Folding, foldForSpeedscope, foldInTimeOrder } from "../foldForSpeedscope";
import { stackWeights } from "../stackWeights";

/** How a profile is to be drawn. */
export interface SpeedscopeOptions {
  readonly title: string;
  readonly unit: string;
  readonly inTimeOrder: boolean;
}

/** A profile as the text of a file that speedscope reads, in UTF-8, and what it does not show as it is. */
export interface SpeedscopeProfile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly isEmpty: boolean;
  readonly prunedShare: number; // of the whole weight, 0 to 1
  readonly negativeWeight: number;
  /** Order of time was asked for, but the profile has too many samples for it. */
  readonly lostOrder: boolean;
}

export function speedscopeProfile(
  named: NamedStacks,
  samples: SampleTable,
  { title, unit, inTimeOrder }: SpeedscopeOptions,
): SpeedscopeProfile {
  const options = { title: visibleText(title), unit, label: visibleText };
  const inOrder = inTimeOrder ? foldInTimeOrder(named, samples, options) : null;
  const folding: Folding = inOrder ?? foldForSpeedscope(named, stackWeights(named, { samples }), options);
  const [drawn] = folding.file.profiles;
  return {
    bytes: new TextEncoder().encode(JSON.stringify(folding.file)),
    isEmpty: !drawn.weights.some((weight) => weight > 0),
    prunedShare: drawn.endValue > 0 ? folding.prunedWeight / drawn.endValue : 0,
    negativeWeight: folding.negativeWeight,
    lostOrder: inTimeOrder && inOrder === null,
  };
}
