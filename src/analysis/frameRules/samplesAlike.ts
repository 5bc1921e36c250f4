import type { ArgColumn } from "../../model/profile";

/** Samples, those together that have the same in some columns. Group g: samples[start[g]] … samples[start[g + 1] - 1]. */
export interface Groups {
  readonly samples: Int32Array;
  readonly start: Int32Array; // one more than there are groups
  readonly first: Int32Array; // per group: one of its samples
}

/** More than there are samples or values: two such numbers in one. */
const PAIR = 2 ** 26;

export function samplesAlike(columns: readonly ArgColumn[], length: number): Groups {
  const group = new Int32Array(length);
  let first: number[] = length > 0 ? [0] : [];
  for (const { values } of columns) {
    const numberOf = new Map<number, number>(); // by value, NaN too
    const finer = new Map<number, number>(); // by group and value
    first = [];
    for (let sample = 0; sample < length; sample++) {
      const value = values[sample];
      const number = numberOf.get(value) ?? numberOf.size;
      numberOf.set(value, number);
      const pair = group[sample] * PAIR + number;
      let own = finer.get(pair);
      if (own === undefined) {
        own = first.push(sample) - 1;
        finer.set(pair, own);
      }
      group[sample] = own;
    }
  }
  return inGroups(group, Int32Array.from(first));
}

function inGroups(group: Int32Array, first: Int32Array): Groups {
  const start = new Int32Array(first.length + 1);
  for (let sample = 0; sample < group.length; sample++) start[group[sample] + 1]++;
  for (let of = 0; of < first.length; of++) start[of + 1] += start[of];
  const next = start.slice();
  const samples = new Int32Array(group.length);
  for (let sample = 0; sample < group.length; sample++) samples[next[group[sample]]++] = sample;
  return { samples, start, first };
}
