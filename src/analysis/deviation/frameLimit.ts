import type { Profile } from "../../model/profile";
import type { StackInput } from "./input";
import type { StackEnds } from "./stackEnds";

/** How many frames a stack of a source can have, and what tells so. */
export interface FrameLimit {
  readonly frames: number;
  readonly from: "attr" | "default" | "format" | "go-version" | "pile-up" | "user";
}

/** kernel.perf_event_max_stack unless somebody changed it. */
const PERF_DEFAULT = 127;

/** runtime/pprof and runtime/traceback.go. */
const GO_LIMITS = { cpu: 64, text: 100, trace: 128, before123: 32, since123: 128 } as const;

/** A Go stack this much shorter than the limit is whole: the runtime leaves frames of its own out. */
export const GO_LIMIT_SLACK = 4;

export function perfLimit({ perf }: StackInput, { event }: Profile): FrameLimit {
  const maxStack = perf?.events.find(({ name }) => name === event)?.attr?.maxStack ?? 0;
  return maxStack > 0 ? { frames: maxStack, from: "attr" } : { frames: PERF_DEFAULT, from: "default" };
}

/** Of a goroutine dump as text, traceback.go's 100; of profiles, by kind and by the Go version that the binary states. */
export function goLimit(input: StackInput, kind: string, profile: Profile, ends: StackEnds): FrameLimit {
  if (kind === "text") return { frames: GO_LIMITS.text, from: "format" };
  if (kind === "go-trace") return { frames: GO_LIMITS.trace, from: "format" };
  if (kind === "cpu") return { frames: GO_LIMITS.cpu, from: "format" };
  const minor = /^(?:devel )?go1\.(\d+)/.exec(input.build.goVersion ?? "")?.[1];
  if (minor !== undefined) {
    return { frames: Number(minor) < 23 ? GO_LIMITS.before123 : GO_LIMITS.since123, from: "go-version" };
  }
  return { frames: piledUp(profile, ends) ? GO_LIMITS.before123 : GO_LIMITS.since123, from: "pile-up" };
}

/** Whether stacks reach 32 frames and none goes beyond. */
function piledUp({ samples: { stack } }: Profile, { logicalDepth }: StackEnds): boolean {
  let deepest = 0;
  for (const row of stack) if (row >= 0 && logicalDepth[row] > deepest) deepest = logicalDepth[row];
  return deepest <= GO_LIMITS.before123 && deepest >= GO_LIMITS.before123 - GO_LIMIT_SLACK;
}
