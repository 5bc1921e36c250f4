import type { Profile, SampleTable } from "../model/profile";
import type { NamedStacks, StackTable } from "../model/stacks";
import { expandedStacks } from "./expandedStacks";

/** What the samples of one profile put on the rows of ExpandedStacks.stacks. */
export interface StackWeights {
  readonly self: Float64Array; // per named stack: weight of the samples that end there
  readonly samples: Float64Array; // per named stack: how many samples end there
  readonly total: number; // see absoluteTotal
  readonly withoutStack: number; // weight of samples that have no stack, part of `total`
}

/** Sum of absolute weights, as pprof's total: with it the shares of a difference add up too. */
export function absoluteTotal({ length, weight }: Pick<SampleTable, "length" | "weight">): number {
  let total = 0;
  for (let sample = 0; sample < length; sample++) total += Math.abs(weight[sample]);
  return total;
}

export function stackWeights(named: NamedStacks, profile: Pick<Profile, "samples">): StackWeights {
  const { stacks, leaf } = expandedStacks(named);
  const self = new Float64Array(stacks.length);
  const samples = new Float64Array(stacks.length);
  const { length, stack, weight } = profile.samples;
  let withoutStack = 0;
  for (let sample = 0; sample < length; sample++) {
    const recorded = stack[sample];
    const row = recorded < 0 ? -1 : leaf[recorded];
    if (row < 0) {
      withoutStack += weight[sample];
    } else {
      self[row] += weight[sample];
      samples[row] += 1;
    }
  }
  return { self, samples, total: absoluteTotal(profile.samples), withoutStack };
}

/** Per row the sum over it and everything it called. One pass, because a parent comes before its children. */
export function subtreeSums({ length, prefix }: StackTable, values: Float64Array): Float64Array {
  const sums = values.slice();
  for (let row = length - 1; row >= 0; row--) if (prefix[row] >= 0) sums[prefix[row]] += sums[row];
  return sums;
}

/** Rows of a stack table in depth-first order: what a row called comes right behind it. */
export function depthFirst({ length, prefix }: StackTable): Int32Array {
  // 1. how many rows each subtree has; 2. each subtree gets a range behind its parent, earlier rows first
  const size = new Int32Array(length).fill(1);
  for (let row = length - 1; row >= 0; row--) if (prefix[row] >= 0) size[prefix[row]] += size[row];
  const next = new Int32Array(length); // per row: where the range of its next child begins
  const order = new Int32Array(length);
  let nextRoot = 0;
  for (let row = 0; row < length; row++) {
    const parent = prefix[row];
    const at = parent < 0 ? nextRoot : next[parent];
    if (parent < 0) nextRoot += size[row];
    else next[parent] += size[row];
    next[row] = at + 1;
    order[at] = row;
  }
  return order;
}

/** The stacks (-> ExpandedStacks.stacks) with the most self weight, heaviest first. */
export function heaviestStacks(weights: StackWeights, count: number): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < weights.self.length; row++) if (weights.self[row] !== 0) rows.push(row);
  return rows.sort((a, b) => Math.abs(weights.self[b]) - Math.abs(weights.self[a]) || a - b).slice(0, count);
}

/** Rows of a stack table from one of them up to its root. */
export function stackRows({ prefix }: StackTable, leaf: number): readonly number[] {
  const rows: number[] = [];
  for (let row = leaf; row >= 0; row = prefix[row]) rows.push(row);
  return rows;
}

/** Function names of a stack (-> ExpandedStacks.stacks), leaf first. */
export function stackNames(named: NamedStacks, leaf: number): readonly string[] {
  const { strings, funcs, frames } = named;
  const { stacks } = expandedStacks(named);
  return stackRows(stacks, leaf).map((row) => strings[funcs.name[frames.func[stacks.frame[row]]]]);
}

/** Goes through the rows depth first, without recursion: stacks may be deeper than JavaScript's own. */
export function walkStacks(stacks: StackTable, visit: { enter(row: number): void; leave(row: number): void }): void {
  let at = -1; // the row that was entered last and not left yet
  for (const row of depthFirst(stacks)) {
    for (; at !== stacks.prefix[row]; at = stacks.prefix[at]) visit.leave(at);
    visit.enter(row);
    at = row;
  }
  for (; at >= 0; at = stacks.prefix[at]) visit.leave(at);
}
