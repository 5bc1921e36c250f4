import type { ExpandedStacks, NamedStacks, StackTable } from "../model/stacks";

type Stacks = Pick<NamedStacks, "recorded" | "frameStart" | "expanded">;

interface Known {
  readonly frameStart: Int32Array;
  readonly expanded: ExpandedStacks;
}

/** By the column that no other stacks have. */
const known = new WeakMap<Int32Array, Known>();

/** Made when first asked for, because they are larger than what was recorded; once for the same stacks and frames. */
export function expandedStacks({ recorded, frameStart, expanded }: Stacks): ExpandedStacks {
  if (expanded !== undefined) return expanded;
  const last = known.get(recorded.prefix);
  if (last !== undefined && isSame(last.frameStart, frameStart)) return last.expanded;
  const made = expand(recorded, frameStart);
  known.set(recorded.prefix, { frameStart, expanded: made });
  return made;
}

function expand(recorded: StackTable, frameStart: Int32Array): ExpandedStacks {
  let length = 0;
  for (let row = 0; row < recorded.length; row++) {
    const code = recorded.frame[row];
    length += frameStart[code + 1] - frameStart[code];
  }
  const prefix = new Int32Array(length);
  const frame = new Int32Array(length);
  const leaf = new Int32Array(recorded.length);
  let at = 0;
  for (let row = 0; row < recorded.length; row++) {
    const code = recorded.frame[row];
    const caller = recorded.prefix[row];
    let parent = caller < 0 ? -1 : leaf[caller];
    for (let inner = frameStart[code + 1] - 1; inner >= frameStart[code]; inner--) {
      prefix[at] = parent;
      frame[at] = inner;
      parent = at++;
    }
    leaf[row] = parent;
  }
  return { stacks: { length, prefix, frame }, leaf };
}

/** A short column comes into the worker as another copy with every question. */
function isSame(a: Int32Array, b: Int32Array): boolean {
  return a === b || (a.length === b.length && a.every((value, index) => value === b[index]));
}
