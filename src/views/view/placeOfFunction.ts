import { heaviestCode, placeOfCode } from "../../analysis/code/codePlace";
import { codeWeights } from "../../analysis/code/codeWeights";
import { heaviestOfName, stackWeights } from "../../analysis/functionTable";
import type { CodePlace, ProfileEntry } from "../../model/session";

/** Where the frame view is opened for a function of a profile: its heaviest code. Null when it has no address. */
export function placeOfFunction({ named, profile, file: { capture } }: ProfileEntry, func: number): CodePlace | null {
  if (capture === null || !("codes" in capture) || func < 0) return null;
  return placeOfCode(capture.codes, heaviestCode(named, codeWeights(named, stackWeights(named, profile)), func));
}

/** The same for a frame of a stack (-> NamedStacks.stacks). */
export function placeOfStackRow({ named, file: { capture } }: ProfileEntry, row: number): CodePlace | null {
  if (capture === null || !("codes" in capture) || row < 0) return null;
  return placeOfCode(capture.codes, named.frames.code[named.stacks.frame[row]]);
}

/** The function of this name that a profile has most of (-> funcs), -1 for none. */
export function heaviestNamed({ named, profile }: ProfileEntry, name: string): number {
  return heaviestOfName(named, stackWeights(named, profile), name) ?? -1;
}
