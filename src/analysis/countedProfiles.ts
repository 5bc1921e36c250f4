import type { StackCapture } from "../model/capture";
import type { Profile } from "../model/profile";

/**
 * The profiles of a capture whose samples are counted: every recorded event of perf; of a pprof profile, whose sample
 * types share the samples, the first.
 */
export function countedProfiles({ perf, profiles }: StackCapture): readonly Profile[] {
  return perf === null ? profiles.slice(0, 1) : profiles.filter(({ isDerived }) => isDerived !== true);
}
