import type { Profile } from "../model/profile";
import type { NamedStacks, StackTable } from "../model/stacks";

/** What the samples of one profile put on the rows of NamedStacks.stacks. */
export interface StackWeights {
  readonly self: Float64Array; // per named stack: weight of the samples that end there
  readonly samples: Float64Array; // per named stack: how many samples end there
  /** Sum of absolute weights, as pprof's total: with it the shares of a difference add up too. */
  readonly total: number;
  readonly withoutStack: number; // weight of samples that have no stack, part of `total`
}

/** Columns per function. */
export interface FunctionTable {
  readonly self: Float64Array; // weight where the function is the leaf
  readonly total: Float64Array; // weight of the stacks it is in, a recursive one counted once
  readonly samples: Float64Array; // samples with the function as leaf
  readonly totalSamples: Float64Array; // samples whose stack it is in
}

export function stackWeights(named: NamedStacks, profile: Pick<Profile, "samples">): StackWeights {
  const self = new Float64Array(named.stacks.length);
  const samples = new Float64Array(named.stacks.length);
  const { length, stack, weight } = profile.samples;
  let total = 0;
  let withoutStack = 0;
  for (let sample = 0; sample < length; sample++) {
    const recorded = stack[sample];
    const row = recorded < 0 ? -1 : named.leaf[recorded];
    total += Math.abs(weight[sample]);
    if (row < 0) {
      withoutStack += weight[sample];
    } else {
      self[row] += weight[sample];
      samples[row] += 1;
    }
  }
  return { self, samples, total, withoutStack };
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

export function functionTable(named: NamedStacks, weights: StackWeights): FunctionTable {
  const { funcs, stacks, frames } = named;
  const table: FunctionTable = {
    self: new Float64Array(funcs.length),
    total: new Float64Array(funcs.length),
    samples: new Float64Array(funcs.length),
    totalSamples: new Float64Array(funcs.length),
  };
  const sums = subtreeSums(stacks, weights.self);
  const sampleSums = subtreeSums(stacks, weights.samples);
  const rowFunc = new Int32Array(stacks.length);
  for (let row = 0; row < stacks.length; row++) rowFunc[row] = frames.func[stacks.frame[row]];
  const outermost = outermostRows(stacks.prefix, rowFunc, funcs.length);
  for (let row = 0; row < stacks.length; row++) {
    const func = rowFunc[row];
    table.self[func] += weights.self[row];
    table.samples[func] += weights.samples[row];
    if (outermost[row] === 0) continue; // a recursive function is counted at the outermost call
    table.total[func] += sums[row];
    table.totalSamples[func] += sampleSums[row];
  }
  return table;
}

/**
 * Per row 1 when none of its callers is the same function. Rows are gone through as they lie, not depth first: nearly
 * every row is called by the one before it, and where not, the way to its caller is mostly there already.
 */
function outermostRows(prefix: Int32Array, rowFunc: Int32Array, funcCount: number): Uint8Array {
  const active = new Int32Array(funcCount); // occurrences on the way from the root to the row
  const outermost = new Uint8Array(prefix.length);
  let way = new Int32Array(256); // rows from the root
  let depth = 0;
  const missing: number[] = [];
  for (let row = 0; row < prefix.length; row++) {
    let caller = prefix[row];
    // A caller has a lower number than what it calls: of two different rows the higher is not above the lower.
    while (depth > 0 ? way[depth - 1] !== caller : caller >= 0) {
      if (depth > 0 && way[depth - 1] > caller) active[rowFunc[way[--depth]]]--;
      else {
        missing.push(caller);
        caller = prefix[caller];
      }
    }
    if (depth + missing.length >= way.length) way = grown(way, depth + missing.length);
    while (missing.length > 0) {
      const between = missing.pop() ?? 0;
      active[rowFunc[between]]++;
      way[depth++] = between;
    }
    outermost[row] = active[rowFunc[row]]++ === 0 ? 1 : 0;
    way[depth++] = row;
  }
  return outermost;
}

function grown(column: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * length + 2);
  larger.set(column);
  return larger;
}

/** Of the functions with this name the one with the most weight, null where there is none. */
export function heaviestOfName(named: NamedStacks, weights: StackWeights, name: string): number | null {
  const { total } = functionTable(named, weights);
  let best: number | null = null;
  for (let func = 0; func < total.length; func++) {
    if (named.strings[named.funcs.name[func]] !== name) continue;
    if (best === null || Math.abs(total[func]) > Math.abs(total[best])) best = func;
  }
  return best;
}

/** A function beside another: who called it, or what it called, and the weight of the stacks with that call. */
export interface Neighbour {
  readonly func: number; // -> funcs, -1 for none: a root's caller, or the function's own weight
  readonly weight: number;
}

/** Callers and callees of a function, heaviest first. A call that a stack has twice is counted once. */
export function neighbours(
  named: NamedStacks,
  weights: StackWeights,
  func: number,
): { readonly callers: readonly Neighbour[]; readonly callees: readonly Neighbour[] } {
  const { funcs, stacks, frames } = named;
  const sums = subtreeSums(stacks, weights.self);
  const callers = new Edges(funcs.length);
  const callees = new Edges(funcs.length);
  const funcOf = (row: number) => (row < 0 ? -1 : frames.func[stacks.frame[row]]);
  walkStacks(stacks, {
    enter(row) {
      const [own, parent] = [funcOf(row), funcOf(stacks.prefix[row])];
      if (own === func) {
        callers.enter(parent, sums[row]);
        callees.add(-1, weights.self[row]);
      }
      if (parent === func) callees.enter(own, sums[row]);
    },
    leave(row) {
      const [own, parent] = [funcOf(row), funcOf(stacks.prefix[row])];
      if (own === func) callers.leave(parent);
      if (parent === func) callees.leave(own);
    },
  });
  return { callers: callers.heaviestFirst(), callees: callees.heaviestFirst() };
}

/** Calls between one function and its neighbours on the way to the current row, and their weights. Index 0 is "none". */
class Edges {
  readonly #active: Int32Array;
  readonly #weight: Float64Array;

  constructor(funcCount: number) {
    this.#active = new Int32Array(funcCount + 1);
    this.#weight = new Float64Array(funcCount + 1);
  }

  enter(func: number, weight: number): void {
    if (this.#active[func + 1]++ === 0) this.add(func, weight);
  }

  leave(func: number): void {
    this.#active[func + 1]--;
  }

  add(func: number, weight: number): void {
    this.#weight[func + 1] += weight;
  }

  heaviestFirst(): readonly Neighbour[] {
    const rows: Neighbour[] = [];
    this.#weight.forEach((weight, index) => {
      if (weight !== 0) rows.push({ func: index - 1, weight });
    });
    return rows.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  }
}

/** The named stacks (-> NamedStacks.stacks) with the most self weight, heaviest first. */
export function heaviestStacks(named: NamedStacks, weights: StackWeights, count: number): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < named.stacks.length; row++) if (weights.self[row] !== 0) rows.push(row);
  return rows.sort((a, b) => Math.abs(weights.self[b]) - Math.abs(weights.self[a]) || a - b).slice(0, count);
}

/** Rows of a stack table from one of them up to its root. */
export function stackRows({ stacks }: Pick<NamedStacks, "stacks">, leaf: number): readonly number[] {
  const rows: number[] = [];
  for (let row = leaf; row >= 0; row = stacks.prefix[row]) rows.push(row);
  return rows;
}

/** Function names of a named stack, leaf first. */
export function stackNames(named: NamedStacks, leaf: number): readonly string[] {
  const { strings, funcs, frames, stacks } = named;
  return stackRows(named, leaf).map((row) => strings[funcs.name[frames.func[stacks.frame[row]]]]);
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
