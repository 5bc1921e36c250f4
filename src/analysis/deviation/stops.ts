import { NOT_UNWOUND, UNWIND_STOPS } from "../../model/unwind";
import { GO_LIMIT_SLACK } from "./frameLimit";
import type { SourcePart } from "./sources";
import { ENDINGS, type Ending } from "./stackEnds";

/** Why a stack ended: the unwinder's reasons, then what a chain that somebody else made shows of itself. */
export const STOPS = [
  ...UNWIND_STOPS,
  "KernelOnly", // no user frames: there is nothing to be followed
  "OneFrame", // a chain of the sampled address alone
  "ChainEnds", // at a function that something must have called
  "Whole", // Go's profile: shorter than its limit
] as const;
export type Stop = (typeof STOPS)[number];

/** In place of an index: nothing tells, because the outermost frame has no name. */
export const UNTOLD = 254;
/** In place of an index: the sample has no stack, or a dump that was not unwound. */
export const NO_STACK = 255;

/** FrameLimit: as many frames as the unwinder, the kernel or Go's profiles keep, and the outermost is no root. */
export const TRUNCATED: ReadonlySet<Stop> = new Set<Stop>(["StackDumpExhausted", "FrameLimit"]);
export const COMPLETE: ReadonlySet<Stop> = new Set<Stop>(["RootReached", "StackSwitch", "KernelOnly", "Whole"]);

/** Per row of the part's samples -> STOPS, UNTOLD or NO_STACK. */
export function stopsOf(part: SourcePart): Uint8Array {
  const { stack, length } = part.profile.samples;
  const { dumps } = part.profile;
  const ofStack = stopsOfStacks(part);
  const stops = new Uint8Array(length);
  for (let row = 0; row < length; row++) {
    const unwound = dumps?.stop?.[row] ?? NOT_UNWOUND;
    if (stack[row] < 0) stops[row] = NO_STACK;
    else if (dumps === null) stops[row] = ofStack[stack[row]];
    else if (unwound === NOT_UNWOUND) stops[row] = part.ends.outermost[stack[row]] < 0 ? KERNEL_ONLY : NO_STACK;
    else stops[row] = unwound;
  }
  return stops;
}

const KERNEL_ONLY = STOPS.indexOf("KernelOnly");

/** By how a chain ends that is shorter than its limit. */
const STOP_OF_ENDING: Readonly<Record<Ending, Stop | null>> = {
  root: "RootReached",
  switch: "StackSwitch",
  kernel: "KernelOnly",
  nowhere: "NoModule",
  other: "ChainEnds",
  unnamed: null,
};

function stopsOfStacks({ ends, limit, chains }: SourcePart): Uint8Array {
  const most = limit?.frames ?? Number.POSITIVE_INFINITY;
  return Uint8Array.from(ends.ending, (index, stack) => {
    const ending = ENDINGS[index];
    const isWhole = ending === "root" || ending === "switch";
    if (chains === "go") {
      const isFull = ends.logicalDepth[stack] >= most - GO_LIMIT_SLACK;
      return STOPS.indexOf(isFull && !isWhole ? "FrameLimit" : "Whole");
    }
    // The kernel makes none longer: that one is says that its limit was another.
    const isAtLimit = limit?.from === "user" ? ends.depth[stack] >= most : ends.depth[stack] === most;
    if (!isWhole && isAtLimit) return STOPS.indexOf("FrameLimit");
    const stop = ending === "other" && ends.userDepth[stack] === 1 ? "OneFrame" : STOP_OF_ENDING[ending];
    return stop === null ? UNTOLD : STOPS.indexOf(stop);
  });
}
