import type { SampleTable } from "../model/profile";
import type { NamedStacks } from "../model/stacks";
import { sampledStacks } from "./sampledStacks";
import { shownRows } from "./shownRows";

/** Columns per function. */
export interface FunctionTable {
  readonly self: Float64Array; // weight where the function is the leaf
  readonly total: Float64Array; // weight of the stacks it is in, a recursive one counted once
  readonly samples: Float64Array; // samples with the function as leaf
  readonly totalSamples: Float64Array; // samples whose stack it is in
}

/**
 * Goes from stack to stack in the order of their rows, by way of what they have in common. Nothing is kept per row: what
 * was added between the moment that a function came onto the way and the moment that it left is its total. The sums are
 * exact as long as they are whole numbers below 2^53.
 */
export function functionTable(named: NamedStacks, samples: SampleTable): FunctionTable {
  const { frames, funcs } = named;
  const { prefix, group, start, leaf, length } = shownRows(named);
  const { rows, weight, count } = sampledStacks(samples, length, leaf);
  const [weightBefore, countBefore] = [sumsBefore(weight), sumsBefore(count)];
  const totals = new Float64Array(2 * funcs.length); // of weight and of samples: beside each other, for the cache
  const self = new Float64Array(funcs.length);
  const leafSamples = new Float64Array(funcs.length);
  const onlyFunc = functionOfGroup(frames.func, start);
  const isOnWay = new Uint8Array(funcs.length);
  let way = new Int32Array(WAY * 256); // from the root: row, function (-1 where it is there already), first stack
  let depth = 0; // of it, WAY for each frame
  let missing = new Int32Array(256); // rows from a stack up to what is on the way
  for (let stack = 0; stack <= rows.length; stack++) {
    let row = stack < rows.length ? rows[stack] : -1;
    let missingRows = 0;
    for (;;) {
      // A caller has a lower number than what it calls: of two different rows the higher is not above the lower.
      while (depth > 0 && way[depth - WAY] > row) {
        depth -= WAY;
        const func = way[depth + 1];
        if (func < 0) continue;
        const first = way[depth + 2];
        isOnWay[func] = 0;
        totals[2 * func] += weightBefore[stack] - weightBefore[first];
        totals[2 * func + 1] += countBefore[stack] - countBefore[first];
      }
      if (row < 0 || (depth > 0 && way[depth - WAY] === row)) break;
      if (missingRows === missing.length) missing = grown(missing);
      missing[missingRows++] = row;
      row = prefix[row];
    }
    while (missingRows > 0) {
      const entered = missing[--missingRows];
      const only = onlyFunc[group[entered]];
      const first = only >= 0 ? 0 : start[group[entered]];
      for (let frame = only >= 0 ? 0 : start[group[entered] + 1] - 1; frame >= first; frame--) {
        const func = only >= 0 ? only : frames.func[frame];
        if (depth === way.length) way = grown(way);
        way[depth] = entered;
        way[depth + 1] = isOnWay[func] === 0 ? func : -1;
        way[depth + 2] = stack;
        depth += WAY;
        isOnWay[func] = 1;
      }
    }
    if (stack === rows.length) break;
    const func = frames.func[start[group[rows[stack]]]];
    self[func] += weight[stack];
    leafSamples[func] += count[stack];
  }
  return {
    self,
    samples: leafSamples,
    total: self.map((_, func) => totals[2 * func]),
    totalSamples: self.map((_, func) => totals[2 * func + 1]),
  };
}

const WAY = 3; // columns of a frame on the way

/** Per value the sum of those before it, and at the end of all. */
function sumsBefore(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) sums[i + 1] = sums[i] + values[i];
  return sums;
}

/** Per group of frames its function where it is a single frame, as nearly all are; else -1. */
function functionOfGroup(func: Int32Array, start: Int32Array): Int32Array {
  const only = new Int32Array(start.length - 1).fill(-1);
  for (let group = 0; group < only.length; group++) {
    if (start[group + 1] === start[group] + 1) only[group] = func[start[group]];
  }
  return only;
}

function grown(column: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * column.length);
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
