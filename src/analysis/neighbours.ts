import type { SampleTable } from "../model/profile";
import type { NamedStacks } from "../model/stacks";
import { sampledStacks } from "./sampledStacks";
import { type ShownRows, shownRows } from "./shownRows";

/** A function beside another: who called it, or what it called, and the weight of the stacks with that call. */
export interface Neighbour {
  readonly func: number; // -> funcs, -1 for none: a root's caller, or the function's own weight
  readonly weight: number;
}

/**
 * Callers and callees of a function, heaviest first. A call that a stack has twice is counted once. Only the stacks that
 * the function is in are gone through.
 */
export function neighbours(
  named: NamedStacks,
  samples: SampleTable,
  func: number,
): { readonly callers: readonly Neighbour[]; readonly callees: readonly Neighbour[] } {
  const { func: funcOf } = named.frames;
  const shown = shownRows(named);
  const { prefix, group, start } = shown;
  const { rows, weight } = sampledStacks(samples, shown.length, shown.leaf);
  const has = rowsWith(shown, funcOf, func);
  const callers = new Edges(named.funcs.length);
  const callees = new Edges(named.funcs.length);
  for (let stack = 0; stack < rows.length; stack++) {
    let inner = -1; // function of the frame before
    for (let row = rows[stack]; row >= 0 && has[row] === 1; row = prefix[row]) {
      const end = start[group[row] + 1];
      for (let frame = start[group[row]]; frame < end; frame++) {
        const own = funcOf[frame];
        if (own === func) callees.add(inner, stack, weight[stack]);
        if (inner === func) callers.add(own, stack, weight[stack]);
        inner = own;
      }
      const caller = prefix[row];
      if (inner !== func || (caller >= 0 && has[caller] === 1)) continue;
      const outer = caller < 0 ? -1 : funcOf[start[group[caller]]];
      callers.add(outer, stack, weight[stack]);
    }
  }
  return { callers: callers.heaviestFirst(), callees: callees.heaviestFirst() };
}

/** Per row 1 when the function is in its stack. */
function rowsWith({ length, prefix, group, start }: ShownRows, funcOf: Int32Array, func: number): Uint8Array {
  const inGroup = new Uint8Array(start.length - 1);
  for (let of = 0; of < inGroup.length; of++) {
    for (let frame = start[of]; frame < start[of + 1]; frame++) if (funcOf[frame] === func) inGroup[of] = 1;
  }
  const has = new Uint8Array(length);
  for (let row = 0; row < length; row++) has[row] = inGroup[group[row]] | (prefix[row] < 0 ? 0 : has[prefix[row]]);
  return has;
}

/** Weights of the calls between one function and its neighbours. Index 0 is "none". */
class Edges {
  readonly #lastStack: Int32Array; // that was added
  readonly #weight: Float64Array;

  constructor(funcCount: number) {
    this.#lastStack = new Int32Array(funcCount + 1).fill(-1);
    this.#weight = new Float64Array(funcCount + 1);
  }

  add(func: number, stack: number, weight: number): void {
    if (this.#lastStack[func + 1] === stack) return;
    this.#lastStack[func + 1] = stack;
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
