import type { SampleTable } from "../model/profile";
import type { NamedStacks } from "../model/stacks";
import { sampledStacks } from "./sampledStacks";
import { type ShownRows, shownRows } from "./shownRows";

/** Columns per function. */
export interface FunctionTable {
  readonly self: Float64Array; // weight where the function is the leaf
  readonly total: Float64Array; // weight of the stacks it is in, a recursive one counted once
  readonly samples: Float64Array; // samples with the function as leaf
  readonly totalSamples: Float64Array; // samples whose stack it is in
}

export function functionTable(named: NamedStacks, samples: SampleTable): FunctionTable {
  const { frames, funcs } = named;
  const shown = shownRows(named);
  const { rows, weight, count } = sampledStacks(samples, shown.length, shown.leaf);
  const walk = new FunctionWalk(shown, frames.func, funcs.length);
  const self = new Float64Array(funcs.length);
  const leafSamples = new Float64Array(funcs.length);
  for (let i = 0; i < rows.length; i++) {
    walk.goTo(rows[i]);
    walk.add(weight[i], count[i]);
    const leaf = frames.func[shown.start[shown.group[rows[i]]]];
    self[leaf] += weight[i];
    leafSamples[leaf] += count[i];
  }
  walk.goTo(-1);
  return { self, samples: leafSamples, total: walk.total, totalSamples: walk.totalSamples };
}

/**
 * Goes from stack to stack in the order of their rows, by way of what they have in common. Nothing is kept per row: what
 * was added between the moment that a function came onto the way and the moment that it left is what it has. The sums are
 * exact as long as they are whole numbers below 2^53.
 */
class FunctionWalk {
  readonly total: Float64Array;
  readonly totalSamples: Float64Array;
  readonly #prefix: Int32Array;
  readonly #group: Int32Array;
  readonly #start: Int32Array;
  readonly #func: Int32Array; // per frame
  readonly #active: Int32Array; // per function: how often it is on the way
  #way = new Int32Array(256); // rows from the root
  #missing = new Int32Array(256);
  #depth = 0;
  #weight = 0; // added so far
  #count = 0;

  constructor({ prefix, group, start }: ShownRows, func: Int32Array, funcCount: number) {
    this.total = new Float64Array(funcCount);
    this.totalSamples = new Float64Array(funcCount);
    this.#prefix = prefix;
    this.#group = group;
    this.#start = start;
    this.#func = func;
    this.#active = new Int32Array(funcCount);
  }

  /** To a row that is not before the last one; -1 to leave all. */
  goTo(row: number): void {
    let missing = 0;
    let at = row;
    // A caller has a lower number than what it calls: of two different rows the higher is not above the lower.
    for (;;) {
      while (this.#depth > 0 && this.#way[this.#depth - 1] > at) this.#leave(this.#way[--this.#depth]);
      if (at < 0 || (this.#depth > 0 && this.#way[this.#depth - 1] === at)) break;
      if (missing === this.#missing.length) this.#missing = grown(this.#missing, missing);
      this.#missing[missing++] = at;
      at = this.#prefix[at];
    }
    while (this.#depth + missing > this.#way.length) this.#way = grown(this.#way, this.#way.length);
    while (missing > 0) {
      const entered = this.#missing[--missing];
      this.#enter(entered);
      this.#way[this.#depth++] = entered;
    }
  }

  add(weight: number, count: number): void {
    this.#weight += weight;
    this.#count += count;
  }

  #enter(row: number): void {
    const group = this.#group[row];
    const end = this.#start[group + 1];
    for (let frame = this.#start[group]; frame < end; frame++) {
      const func = this.#func[frame];
      if (this.#active[func]++ > 0) continue;
      this.total[func] -= this.#weight;
      this.totalSamples[func] -= this.#count;
    }
  }

  #leave(row: number): void {
    const group = this.#group[row];
    const end = this.#start[group + 1];
    for (let frame = this.#start[group]; frame < end; frame++) {
      const func = this.#func[frame];
      if (--this.#active[func] > 0) continue;
      this.total[func] += this.#weight;
      this.totalSamples[func] += this.#count;
    }
  }
}

function grown(column: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * length);
  larger.set(column);
  return larger;
}

/** Of the functions with this name the one with the most weight, null where there is none. */
export function heaviestOfName(named: NamedStacks, samples: SampleTable, name: string): number | null {
  const { total } = functionTable(named, samples);
  let best: number | null = null;
  for (let func = 0; func < total.length; func++) {
    if (named.strings[named.funcs.name[func]] !== name) continue;
    if (best === null || Math.abs(total[func]) > Math.abs(total[best])) best = func;
  }
  return best;
}
