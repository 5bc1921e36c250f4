import type { NamedStacks, StackTable } from "../../model/stacks";
import { expandedStacks } from "../expandedStacks";

/** Which frames and rows of a capture's stacks are shown. A location is a code address: its frames lie behind each other. */
export interface KeptRows {
  /** Per frame (-> FrameTable) 1 when it is shown at all. */
  readonly frame: Uint8Array;
  /** Per row (-> StackTable) 1 when it is part of what is shown. */
  readonly row: Uint8Array;
  /** Per row of a leaf: the row that its stack ends at instead, -1 for a stack of which nothing is left. */
  readonly leaf: Int32Array;
}

export function everyRow(named: NamedStacks): KeptRows {
  const { stacks } = expandedStacks(named);
  const leaf = new Int32Array(stacks.length); // not Int32Array.from, which is thirty times slower
  for (let row = 0; row < leaf.length; row++) leaf[row] = row;
  return { frame: new Uint8Array(named.frames.length).fill(1), row: new Uint8Array(stacks.length).fill(1), leaf };
}

/** The stacks without what is not kept. Rows keep their order, so that a caller still comes before what it called. */
export function withoutRows(named: NamedStacks, { frame, row: keptRow, leaf }: KeptRows): NamedStacks {
  const { stacks, leaf: leafOf } = expandedStacks(named);
  const nearest = new Int32Array(stacks.length); // the new row of the row itself, or of its nearest caller that is kept
  const prefix = new Int32Array(stacks.length);
  const frames = new Int32Array(stacks.length);
  let length = 0;
  for (let row = 0; row < stacks.length; row++) {
    const caller = stacks.prefix[row] < 0 ? -1 : nearest[stacks.prefix[row]];
    if (keptRow[row] === 0 || frame[stacks.frame[row]] === 0) {
      nearest[row] = caller;
      continue;
    }
    prefix[length] = caller;
    frames[length] = stacks.frame[row];
    nearest[row] = length++;
  }
  const shown: StackTable = { length, prefix: prefix.slice(0, length), frame: frames.slice(0, length) };
  const ends = new Int32Array(leafOf.length);
  for (let stack = 0; stack < ends.length; stack++) {
    const row = leafOf[stack];
    ends[stack] = row < 0 || leaf[row] < 0 ? -1 : nearest[leaf[row]];
  }
  return { ...named, expanded: { stacks: shown, leaf: ends } };
}
