import type { NamedStacks, StackTable } from "../model/stacks";
import { expandedStacks } from "./expandedStacks";
import { type StackWeights, subtreeSums } from "./stackWeights";

/**
 * The call tree, made where it is looked at: a node knows the stack rows it stands for, and its children are
 * grouped by function when somebody asks. Top-down shows what a function calls; bottom-up (inverted) begins with
 * the functions that use the weight themselves and shows who called them.
 */
export interface CallTree {
  readonly roots: readonly CallNode[]; // heaviest first
  children(node: CallNode): readonly CallNode[];
}

export interface CallNode {
  readonly func: number; // -> funcs
  readonly weight: number; // with everything below it in this tree
  readonly self: number; // of the function itself at this place; bottom-up only roots have it
  readonly hasChildren: boolean;
  /** Stack rows that this node stands for, and their share of `weight`. */
  readonly rows: Int32Array;
  readonly rowWeights: Float64Array;
}

export interface CallTreeOptions {
  readonly inverted: boolean;
  /** Function (-> funcs) whose calls or callers alone are shown; null for everything. */
  readonly focus: number | null;
}

/** What a tree is made from: its roots, and of a top-down one columns by stack row. */
export interface CallTreeParts {
  readonly roots: readonly CallNode[];
  readonly rows: TopDownRows | null; // null bottom-up
}

interface TopDownRows {
  readonly self: Float64Array;
  readonly sums: Float64Array; // with everything the row called
  readonly used: Float64Array; // sums of absolute weights: 0 where this profile has nothing at all
  readonly firstChild: Int32Array; // of row - 1, -1 for none
  readonly nextSibling: Int32Array;
}

export function callTree(named: NamedStacks, { roots, rows }: CallTreeParts): CallTree {
  const group = rowGrouping(named);
  return {
    roots,
    children: (node) => (rows === null ? callers(named, node, group) : callees(rows, node, group)),
  };
}

/** The part of the work that goes through all stacks. */
export function callTreeParts(
  named: NamedStacks,
  weights: StackWeights,
  { inverted, focus }: CallTreeOptions,
): CallTreeParts {
  return inverted ? bottomUp(named, weights, focus) : topDown(named, weights, focus);
}

function topDown(named: NamedStacks, weights: StackWeights, focus: number | null): CallTreeParts {
  const { stacks } = expandedStacks(named);
  const rows = {
    self: weights.self,
    sums: subtreeSums(stacks, weights.self),
    used: subtreeSums(stacks, weights.self.map(Math.abs)),
    ...childLists(stacks),
  };
  const roots = focus === null ? childrenOf(rows, -1) : outermost(named, focus);
  return { roots: topDownNodes(rows, roots, rowGrouping(named)), rows };
}

function callees(rows: TopDownRows, node: CallNode, group: RowGrouping): readonly CallNode[] {
  return topDownNodes(
    rows,
    [...node.rows].flatMap((row) => childrenOf(rows, row)),
    group,
  );
}

function topDownNodes(
  { self, sums, used }: TopDownRows,
  rows: readonly number[],
  group: RowGrouping,
): readonly CallNode[] {
  const shown = Int32Array.from(rows.filter((row) => used[row] > 0));
  return group(shown, picked(sums, shown)).map((part) => {
    let ownWeight = 0;
    let hasChildren = false;
    for (const row of part.rows) {
      ownWeight += self[row];
      hasChildren ||= used[row] > Math.abs(self[row]);
    }
    return { ...part, self: ownWeight, hasChildren };
  });
}

function bottomUp(named: NamedStacks, weights: StackWeights, focus: number | null): CallTreeParts {
  const ends = focus === null ? weights.self : innermost(named, weights, focus);
  const endRows = indicesOfNonZero(ends);
  const roots = bottomUpNodes(named, endRows, picked(ends, endRows), rowGrouping(named));
  return { roots: focus === null ? roots.map((root) => ({ ...root, self: root.weight })) : roots, rows: null };
}

function callers(named: NamedStacks, node: CallNode, group: RowGrouping): readonly CallNode[] {
  const { prefix } = expandedStacks(named).stacks;
  const byCaller = new Map<number, number>(); // rows of one node often have the same caller
  node.rows.forEach((row, index) => {
    const caller = prefix[row];
    if (caller >= 0) byCaller.set(caller, (byCaller.get(caller) ?? 0) + node.rowWeights[index]);
  });
  return bottomUpNodes(named, Int32Array.from(byCaller.keys()), Float64Array.from(byCaller.values()), group);
}

function bottomUpNodes(
  named: NamedStacks,
  rows: Int32Array,
  rowWeights: Float64Array,
  group: RowGrouping,
): readonly CallNode[] {
  const { prefix } = expandedStacks(named).stacks;
  return group(rows, rowWeights).map((part) => ({
    ...part,
    self: 0,
    hasChildren: part.rows.some((row) => prefix[row] >= 0),
  }));
}

/** Rows of a function that no row of the same function has called. */
function outermost(named: NamedStacks, func: number): readonly number[] {
  const { frames } = named;
  const { stacks } = expandedStacks(named);
  const inside = new Uint8Array(stacks.length); // 1 when the row or one of its callers is `func`
  const rows: number[] = [];
  for (let row = 0; row < stacks.length; row++) {
    const called = stacks.prefix[row] >= 0 && inside[stacks.prefix[row]] === 1;
    const is = frames.func[stacks.frame[row]] === func;
    if (is && !called) rows.push(row);
    inside[row] = is || called ? 1 : 0;
  }
  return rows;
}

/** Per row: weight of the stacks whose innermost call of the function is this row. */
function innermost(named: NamedStacks, weights: StackWeights, func: number): Float64Array {
  const { frames } = named;
  const { stacks } = expandedStacks(named);
  const left = weights.self.slice(); // what no deeper call of the function has taken
  const taken = new Float64Array(stacks.length);
  for (let row = stacks.length - 1; row >= 0; row--) {
    if (frames.func[stacks.frame[row]] === func) taken[row] = left[row];
    else if (stacks.prefix[row] >= 0) left[stacks.prefix[row]] += left[row];
  }
  return taken;
}

type RowGroup = Pick<CallNode, "func" | "weight" | "rows" | "rowWeights">;
type RowGrouping = (rows: Int32Array, weights: Float64Array) => RowGroup[];

/** Puts rows together by function, the heaviest function first. Counts, then fills: the roots may be all rows there are. */
function rowGrouping(named: NamedStacks): RowGrouping {
  const { frames, funcs } = named;
  const { stacks } = expandedStacks(named);
  const groupOfFunc = new Int32Array(funcs.length).fill(-1); // used by one call at a time
  return (rows, weights) => {
    const groupFuncs: number[] = [];
    const counts: number[] = [];
    for (const row of rows) {
      const func = frames.func[stacks.frame[row]];
      if (groupOfFunc[func] < 0) groupOfFunc[func] = groupFuncs.push(func) - 1;
      counts[groupOfFunc[func]] = (counts[groupOfFunc[func]] ?? 0) + 1;
    }
    const filled = new Int32Array(counts.length);
    const parts = counts.map((count) => ({ rows: new Int32Array(count), rowWeights: new Float64Array(count) }));
    rows.forEach((row, index) => {
      const group = groupOfFunc[frames.func[stacks.frame[row]]];
      const at = filled[group]++;
      parts[group].rows[at] = row;
      parts[group].rowWeights[at] = weights[index];
    });
    for (const func of groupFuncs) groupOfFunc[func] = -1;
    const groups = parts.map((part, group) => ({ func: groupFuncs[group], weight: sum(part.rowWeights), ...part }));
    return groups.sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight) || a.func - b.func);
  };
}

/** Which rows a row has called, as linked lists in two columns. */
function childLists({ length, prefix }: StackTable): Pick<TopDownRows, "firstChild" | "nextSibling"> {
  const firstChild = new Int32Array(length + 1).fill(-1);
  const nextSibling = new Int32Array(length).fill(-1);
  for (let row = length - 1; row >= 0; row--) {
    nextSibling[row] = firstChild[prefix[row] + 1];
    firstChild[prefix[row] + 1] = row;
  }
  return { firstChild, nextSibling };
}

/** -1 for the roots. */
function childrenOf({ firstChild, nextSibling }: TopDownRows, parent: number): readonly number[] {
  const rows: number[] = [];
  for (let row = firstChild[parent + 1]; row >= 0; row = nextSibling[row]) rows.push(row);
  return rows;
}

function indicesOfNonZero(values: Float64Array): Int32Array {
  const indices = new Int32Array(values.length);
  let length = 0;
  values.forEach((value, index) => {
    if (value !== 0) indices[length++] = index;
  });
  return indices.subarray(0, length);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Not Float64Array.from, which is ten times slower: it goes through an iterator. */
function picked(values: Float64Array, indices: Int32Array): Float64Array {
  const chosen = new Float64Array(indices.length);
  for (let i = 0; i < indices.length; i++) chosen[i] = values[indices[i]];
  return chosen;
}
