import type { SampleTable } from "../model/profile";
import type { NamedStacks } from "../model/stacks";
import { sampledStacks } from "./sampledStacks";
import { shownRows } from "./shownRows";

/** Columns per function. */
export interface FunctionTable {
  readonly self: Float64Array; // weight where the function is the leaf
  readonly total: Float64Array; // weight of the stacks it is in, a recursive one counted once
  readonly samples: Float64Array; // samples with the function as leaf
  readonly isThere: Uint8Array; // 1 when it is in any sample's stack
}

/** Where a function is: in no stack so far, in one that has been left, on the way. */
const [NOWHERE, BEEN, ON_WAY] = [0, 1, 2];

/**
 * Goes from stack to stack in the order of their rows, by way of what they have in common. Nothing is kept per row: what
 * comes together on the way above a function is its total when it is left, and goes on to its caller. The sums are exact
 * as long as they are whole numbers below 2^53.
 */
export function functionTable(named: NamedStacks, samples: SampleTable): FunctionTable {
  const { frames, funcs } = named;
  const { prefix, group, start, leaf, length } = shownRows(named);
  const { rows, weight, count } = sampledStacks(samples, length, leaf);
  const self = new Float64Array(funcs.length);
  const total = new Float64Array(funcs.length);
  const leafSamples = new Float64Array(funcs.length);
  const state = new Uint8Array(funcs.length).fill(NOWHERE);
  const onlyFunc = functionOfGroup(frames.func, start);
  // Frames on the way, from the root: their rows, their functions (-1 where these are there already), and what their
  // stacks weigh as far as it is known. Frame 0 stands for no caller.
  let wayRow = new Int32Array(256);
  let wayFunc = new Int32Array(256);
  let waySum = new Float64Array(256);
  wayRow[0] = -1;
  let depth = 0;
  let missing = new Int32Array(256); // rows from a stack down to what is on the way
  for (let stack = 0; stack <= rows.length; stack++) {
    let row = stack < rows.length ? rows[stack] : -1;
    let missingRows = 0;
    for (;;) {
      // A caller has a lower number than what it calls: of two different rows the higher is not below the lower.
      while (wayRow[depth] > row) {
        const func = wayFunc[depth];
        const sum = waySum[depth--];
        waySum[depth] += sum;
        if (func < 0) continue;
        state[func] = BEEN;
        total[func] += sum;
      }
      if (wayRow[depth] === row) break;
      if (missingRows === missing.length) missing = grown(missing, new Int32Array(2 * missing.length));
      missing[missingRows++] = row;
      row = prefix[row];
    }
    while (missingRows > 0) {
      const entered = missing[--missingRows];
      const only = onlyFunc[group[entered]];
      const first = only >= 0 ? 0 : start[group[entered]];
      for (let frame = only >= 0 ? 0 : start[group[entered] + 1] - 1; frame >= first; frame--) {
        const func = only >= 0 ? only : frames.func[frame];
        if (++depth === wayRow.length) {
          wayRow = grown(wayRow, new Int32Array(2 * depth));
          wayFunc = grown(wayFunc, new Int32Array(2 * depth));
          waySum = grown(waySum, new Float64Array(2 * depth));
        }
        wayRow[depth] = entered;
        wayFunc[depth] = state[func] === ON_WAY ? -1 : func;
        waySum[depth] = 0;
        state[func] = ON_WAY;
      }
    }
    if (stack === rows.length) break;
    const func = frames.func[start[group[rows[stack]]]];
    self[func] += weight[stack];
    leafSamples[func] += count[stack];
    waySum[depth] += weight[stack];
  }
  return { self, total, samples: leafSamples, isThere: state };
}

/** Per group of frames its function where it is a single frame, as nearly all are; else -1. */
function functionOfGroup(func: Int32Array, start: Int32Array): Int32Array {
  const only = new Int32Array(start.length - 1).fill(-1);
  for (let group = 0; group < only.length; group++) {
    if (start[group + 1] === start[group] + 1) only[group] = func[start[group]];
  }
  return only;
}

function grown<T extends Int32Array | Float64Array>(column: T, larger: T): T {
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
