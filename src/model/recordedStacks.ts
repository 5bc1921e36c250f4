import type { StackCapture } from "./capture";
import type { Profile } from "./profile";
import { NOT_UNWOUND } from "./unwind";
import type { RecordedStacks } from "./unwoundDumps";

/** What of a capture is joined with unwound stacks. */
export function recordedStacks({ codes, stacks, profiles }: StackCapture): RecordedStacks {
  return {
    codes,
    stacks,
    profiles: profiles.map(({ samples, dumps }) => ({
      stack: samples.stack,
      stop: dumps === null ? null : (dumps.stop ?? new Uint8Array(samples.length).fill(NOT_UNWOUND)),
      outerCfa: dumps === null ? null : (dumps.outerCfa ?? new Float64Array(samples.length).fill(Number.NaN)),
      innerSp: dumps === null ? null : (dumps.innerSp ?? new Float64Array(samples.length).fill(Number.NaN)),
      kernelChainOnly: dumps?.kernelChainOnly ?? true,
    })),
  };
}

/** The capture with the stacks that joining has made. */
export function withUnwound(capture: StackCapture, { codes, stacks, profiles }: RecordedStacks): StackCapture {
  return {
    ...capture,
    codes,
    stacks,
    profiles: capture.profiles.map((profile, index): Profile => {
      const made = profiles[index];
      if (made === undefined) return profile;
      const { samples, dumps } = profile;
      return {
        ...profile,
        samples: { ...samples, stack: made.stack },
        dumps: dumps === null ? null : { ...dumps, stop: made.stop, outerCfa: made.outerCfa, innerSp: made.innerSp },
      };
    }),
  };
}
