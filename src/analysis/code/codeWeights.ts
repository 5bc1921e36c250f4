import type { NamedStacks } from "../../model/stacks";
import { expandedStacks } from "../expandedStacks";
import { type StackWeights, subtreeSums, walkStacks } from "../stackWeights";

/** What the samples of one profile put on each code address. Columns per code. */
export interface CodeWeights {
  readonly self: Float64Array; // weight of the samples that were taken there
  readonly samples: Float64Array; // how many
  readonly called: Float64Array; // weight of the samples taken in what is called from there, recursion counted once
  readonly calledSamples: Float64Array;
}

export function codeWeights(named: NamedStacks, weights: StackWeights): CodeWeights {
  const { frames } = named;
  const { stacks } = expandedStacks(named);
  const count = named.codeSymbol.length;
  const self = new Float64Array(count);
  const samples = new Float64Array(count);
  const called = new Float64Array(count);
  const calledSamples = new Float64Array(count);
  const sums = subtreeSums(stacks, weights.self);
  const sampleSums = subtreeSums(stacks, weights.samples);
  const active = new Int32Array(count);
  walkStacks(stacks, {
    enter(row) {
      const frame = stacks.frame[row];
      const code = frames.code[frame];
      self[code] += weights.self[row];
      samples[code] += weights.samples[row];
      // A code's frames stand one behind the other, its outermost first: that one has the weight of them all.
      if (frames.inlined[frame] === 1 || active[code]++ > 0) return;
      called[code] += sums[row];
      calledSamples[code] += sampleSums[row];
    },
    leave(row) {
      const frame = stacks.frame[row];
      if (frames.inlined[frame] === 0) active[frames.code[frame]]--;
    },
  });
  for (let code = 0; code < count; code++) {
    called[code] -= self[code];
    calledSamples[code] -= samples[code];
  }
  return { self, samples, called, calledSamples };
}
