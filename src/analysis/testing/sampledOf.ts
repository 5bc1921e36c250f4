import type { StackCapture } from "../../model/capture";
import type { Profile } from "../../model/profile";
import type { SampledCodes } from "../../model/sampledCodes";
import type { NamedStacks } from "../../model/stacks";
import { countedProfiles } from "../countedProfiles";
import { sampledCodes, samplesTogether } from "../sampledCodes";

/** Of a capture, as app/naming.ts has it counted. */
export function sampledOf(capture: StackCapture): SampledCodes {
  const { stacks: recorded, codes } = capture;
  const parts = countedProfiles(capture).map(({ samples }) => sampledCodes({ recorded }, samples.stack, codes.length));
  return samplesTogether(parts, codes.length);
}

/** Of one profile that has no capture about it. */
export function sampledIn(named: NamedStacks, { samples }: Pick<Profile, "samples">): SampledCodes {
  return sampledCodes(named, samples.stack, named.codeRung.length);
}
