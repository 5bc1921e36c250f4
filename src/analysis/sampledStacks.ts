import type { SampleTable } from "../model/profile";

/** The stacks that samples have, each once, in the order of their rows. */
export interface SampledStacks {
  readonly rows: Int32Array; // ascending
  readonly weight: Float64Array; // per one of them: sum of its samples
  readonly count: Float64Array; // how many these are
}

/**
 * Sorts by a set of bits, one per row: of a profile most rows are callers only, and columns for all of them would be
 * larger than the profile. `leaf` says which row a recorded stack is, null where they are the same.
 */
export function sampledStacks(
  { length, stack, weight }: SampleTable,
  rowCount: number,
  leaf: Int32Array | null = null,
): SampledStacks {
  const rowOf = (sample: number): number => {
    const recorded = stack[sample];
    return recorded < 0 || leaf === null ? recorded : leaf[recorded];
  };
  const isSampled = new Int32Array((rowCount >>> 5) + 1);
  for (let sample = 0; sample < length; sample++) {
    const row = rowOf(sample);
    if (row >= 0) isSampled[row >>> 5] |= 1 << row;
  }
  const before = new Int32Array(isSampled.length); // sampled rows of lower words
  let found = 0;
  for (let word = 0; word < isSampled.length; word++) {
    before[word] = found;
    found += bitCount(isSampled[word]);
  }
  const sampled = { rows: new Int32Array(found), weight: new Float64Array(found), count: new Float64Array(found) };
  for (let sample = 0; sample < length; sample++) {
    const row = rowOf(sample);
    if (row < 0) continue;
    const index = before[row >>> 5] + bitCount(isSampled[row >>> 5] & ((1 << row) - 1));
    sampled.rows[index] = row;
    sampled.weight[index] += weight[sample];
    sampled.count[index] += 1;
  }
  return sampled;
}

/** Adds neighbouring bits, then pairs, then all nibbles by one multiplication. */
function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const nibbles = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((nibbles + (nibbles >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
