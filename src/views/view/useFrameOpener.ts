import { useContext } from "react";
import { heaviestCode, placeOfCode } from "../../analysis/code/codePlace";
import type { CodeWeights } from "../../analysis/code/codeWeights";
import { expandedStacks } from "../../analysis/expandedStacks";
import type { CodePlace, ProfileEntry } from "../../model/session";
import type { NamedStacks } from "../../model/stacks";
import type { ViewProps } from ".";
import { profileChange } from "./profileChange";
import { AnalysisContext } from "./useAnalysis";

interface FrameOpener {
  /** Where a profile has most of a function (-> funcs). */
  openFunction(entry: ProfileEntry, func: number): void;
  /** The same by the function's name. */
  openNamed(entry: ProfileEntry, name: string): void;
  /** Where a profile has most of a line of a function; most of the function where it has nothing of the line. */
  openLine(entry: ProfileEntry, name: string, line: number): void;
}

/** Opens functions of a profile in the frame view and marks them; nothing happens for one that has no address. */
export function useFrameOpener({
  session,
  selection,
  select,
}: Pick<ViewProps, "session" | "selection" | "select">): FrameOpener {
  const analyze = useContext(AnalysisContext);
  const show = async (
    entry: ProfileEntry,
    name: string,
    codeOf: (weights: CodeWeights) => number | Promise<number>,
  ): Promise<void> => {
    const { named, profile, file } = entry;
    if (file.capture === null || !("codes" in file.capture)) return;
    const { weights } = await analyze("codes", [named, profile.samples]);
    const place = placeOfCode(file.capture.codes, await codeOf(weights));
    if (place === null) return;
    select({ ...profileChange(session.profiles, selection, entry.id), view: "frame", place, marked: name });
  };
  const funcNamed = async ({ named, profile }: ProfileEntry, name: string): Promise<number> =>
    (await analyze("named", [named, profile.samples, name])).func;
  return {
    openFunction: (entry, func) =>
      void show(entry, nameOfFunc(entry.named, func), (weights) => heaviestCode(entry.named, weights, func)),
    openNamed: (entry, name) =>
      void show(entry, name, async (weights) => heaviestCode(entry.named, weights, await funcNamed(entry, name))),
    openLine: (entry, name, line) =>
      void show(entry, name, async (weights) => {
        const func = await funcNamed(entry, name);
        const code = heaviestCode(entry.named, weights, func, line);
        return code < 0 ? heaviestCode(entry.named, weights, func) : code;
      }),
  };
}

function nameOfFunc({ strings, funcs }: NamedStacks, func: number): string {
  return strings[funcs.name[func]] ?? "";
}

/** Where a row of a stack lies (-> ExpandedStacks.stacks); null when it has no address. */
export function placeOfStackRow(entry: ProfileEntry, row: number): CodePlace | null {
  return row < 0 ? null : placeOfFrame(entry, expandedStacks(entry.named).stacks.frame[row]);
}

/** Where a frame lies; null when it has no address. */
export function placeOfFrame({ named, file: { capture } }: ProfileEntry, frame: number): CodePlace | null {
  return capture === null || !("codes" in capture) ? null : placeOfCode(capture.codes, named.frames.code[frame]);
}
