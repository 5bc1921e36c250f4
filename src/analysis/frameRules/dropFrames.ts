import type { PprofFacts } from "../../model/capture";
import { DecodeError, type DecodeFailure } from "../../model/decodeError";
import type { NamedStacks } from "../../model/stacks";
import { dropFrames } from "./cuts";
import { everyRow, withoutRows } from "./keptRows";
import { Locations } from "./locations";
import { matchedNames } from "./matchedFuncs";
import { wholeTextTest } from "./pattern";
import { simplifiedName } from "./simplifiedName";
import { frameTest } from "./stackRules";
import "./re2";

type DropFrames = NonNullable<PprofFacts["dropFrames"]>;

/** What pprof does to a profile that says drop_frames and keep_frames before anything else. */
export function withoutDroppedFrames(named: NamedStacks, { drop, keep }: DropFrames): NamedStacks {
  const [isDropped, isKept] = [wholeTextTest(drop), keep === "" ? () => false : wholeTextTest(keep)];
  if (isDropped === null || isKept === null) return named;
  const matched = matchedNames(named, (name) => {
    const text = simplifiedName(name);
    return name !== "" && isDropped(text) && !isKept(text);
  });
  const kept = everyRow(named);
  dropFrames(new Locations(named), kept, frameTest(named, matched));
  return withoutRows(named, kept);
}

/** Which of the two are no regular expressions. Nothing is dropped then, by pprof neither. */
export function badDropFrames(given: DropFrames): readonly DecodeFailure[] {
  return Object.entries(given).flatMap(([field, text]) => {
    if (text === "" || wholeTextTest(text) !== null) return [];
    return [new DecodeError("Malformed", `${field}_frames`, 0, `no regular expression: ${text.slice(0, 200)}`).failure];
  });
}
