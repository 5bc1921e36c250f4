import type { SampledCodes } from "../model/sampledCodes";
import type { NamedStacks } from "../model/stacks";

/** Of the samples of one profile. `stack`: their column; `codes`: how many codes the capture has. */
export function sampledCodes(
  { recorded: { length, prefix, frame } }: Pick<NamedStacks, "recorded">,
  stack: Int32Array,
  codes: number,
): SampledCodes {
  const samplesOf = new Float64Array(length); // per stack
  let withoutStack = 0;
  for (let sample = 0; sample < stack.length; sample++) {
    if (stack[sample] < 0) withoutStack++;
    else samplesOf[stack[sample]]++;
  }
  const ended = new Float64Array(codes);
  const frames = new Float64Array(codes);
  // children come after their parents: going backwards, a row is complete when it is met
  for (let row = 0; row < length; row++) ended[frame[row]] += samplesOf[row];
  for (let row = length - 1; row >= 0; row--) {
    if (prefix[row] >= 0) samplesOf[prefix[row]] += samplesOf[row];
    frames[frame[row]] += samplesOf[row];
  }
  return { samples: stack.length, withoutStack, ended, frames };
}

/** Of the samples of all these profiles together. */
export function samplesTogether(parts: readonly SampledCodes[], codes: number): SampledCodes {
  const sum = (figure: (part: SampledCodes) => number): number =>
    parts.reduce((total, part) => total + figure(part), 0);
  const columns = (column: (part: SampledCodes) => Float64Array): Float64Array => {
    const total = new Float64Array(codes);
    for (const part of parts) {
      const added = column(part);
      for (let code = 0; code < codes; code++) total[code] += added[code];
    }
    return total;
  };
  return {
    samples: sum(({ samples }) => samples),
    withoutStack: sum(({ withoutStack }) => withoutStack),
    ended: columns(({ ended }) => ended),
    frames: columns(({ frames }) => frames),
  };
}
