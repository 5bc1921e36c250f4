import { useContext } from "react";
import { heaviestCode, placeOfCode } from "../../analysis/code/codePlace";
import { expandedStacks } from "../../analysis/expandedStacks";
import type { CodePlace, ProfileEntry } from "../../model/session";
import type { ViewProps } from ".";
import { AnalysisContext } from "./useAnalysis";

interface FrameOpener {
  /** Where a profile has most of a function (-> funcs). */
  openFunction(entry: ProfileEntry, func: number): void;
  /** The same by the function's name. */
  openNamed(entry: ProfileEntry, name: string): void;
}

/** Opens functions of a profile in the frame view; nothing happens for one that has no address. */
export function useFrameOpener(select: ViewProps["select"]): FrameOpener {
  const analyze = useContext(AnalysisContext);
  const open = async (entry: ProfileEntry, func: number): Promise<void> => {
    const { named, profile, file } = entry;
    if (file.capture === null || !("codes" in file.capture) || func < 0) return;
    const { weights } = await analyze("codes", [named, profile.samples]);
    const place = placeOfCode(file.capture.codes, heaviestCode(named, weights, func));
    if (place !== null) select({ view: "frame", profile: entry.id, place });
  };
  return {
    openFunction: (entry, func) => void open(entry, func),
    openNamed: (entry, name) => {
      void Promise.resolve(analyze("named", [entry.named, entry.profile.samples, name])).then(({ func }) =>
        open(entry, func),
      );
    },
  };
}

/** Where a row of a stack lies (-> ExpandedStacks.stacks); null when it has no address. */
export function placeOfStackRow(entry: ProfileEntry, row: number): CodePlace | null {
  return row < 0 ? null : placeOfFrame(entry, expandedStacks(entry.named).stacks.frame[row]);
}

/** Where a frame lies; null when it has no address. */
export function placeOfFrame({ named, file: { capture } }: ProfileEntry, frame: number): CodePlace | null {
  return capture === null || !("codes" in capture) ? null : placeOfCode(capture.codes, named.frames.code[frame]);
}
