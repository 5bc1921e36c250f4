import type { HeapDump, HeldHeap } from "../../model/heapDump";
import { bucketOf } from "./sites";

/** A row of the dominator tree: a node, several objects of one size and origin, or what a long list leaves out. */
export interface DominatorRow {
  readonly key: string;
  readonly kind: "node" | "group" | "rest";
  readonly node: number; // of several the one that retains most
  readonly members: readonly number[]; // nodes, most retained first; of a node itself alone
  readonly retained: number;
  readonly own: number;
}

/** More rows under one are summed up. */
const MOST_ROWS = 200;
/** Fewer children are each a row. */
const LEAST_GROUPED = 12;
/** Fewer alike are each a row. */
const LEAST_ALIKE = 3;

export interface DominatorRows {
  readonly roots: readonly DominatorRow[];
  readonly children: (row: DominatorRow) => readonly DominatorRow[];
  readonly hasChildren: (row: DominatorRow) => boolean;
}

export function dominatorRows(dump: HeapDump, held: HeldHeap): DominatorRows {
  const { childAt, child, dominator, retained, objects } = held;
  const bytesOf = (node: number): number => (node < objects ? dump.objects.bytes[node] : 0);
  const row = (kind: DominatorRow["kind"], members: readonly number[]): DominatorRow => ({
    key: `${kind}${members[0]}`,
    kind,
    node: members[0],
    members,
    retained: members.reduce((sum, node) => sum + retained[node], 0),
    own: members.reduce((sum, node) => sum + bytesOf(node), 0),
  });
  /** Equal for objects of one size and origin. */
  const likeness = (node: number): number =>
    node < objects ? bytesOf(node) * MOST_BUCKETS + bucketOf(dump, node) + 1 : -1 - node;
  const limited = (rows: readonly DominatorRow[]): readonly DominatorRow[] => {
    if (rows.length <= MOST_ROWS) return rows;
    const rest = rows.slice(MOST_ROWS - 1).flatMap(({ members }) => members);
    return [...rows.slice(0, MOST_ROWS - 1), row("rest", rest)];
  };
  const below = (slot: number): readonly DominatorRow[] => {
    const nodes = Array.from(child.subarray(childAt[slot], childAt[slot + 1]));
    if (nodes.length < LEAST_GROUPED) return nodes.map((node) => row("node", [node]));
    const alike = new Map<number, number[]>();
    for (const node of nodes) {
      const key = likeness(node);
      const members = alike.get(key);
      if (members === undefined) alike.set(key, [node]);
      else members.push(node);
    }
    const rows = [...alike.values()].flatMap((members) =>
      members.length < LEAST_ALIKE ? members.map((node) => row("node", [node])) : [row("group", members)],
    );
    return limited(rows.sort((a, b) => b.retained - a.retained));
  };
  return {
    roots: below(dominator.length),
    children: ({ kind, node, members }) =>
      kind === "node" ? below(node) : limited(members.map((member) => row("node", [member]))),
    hasChildren: ({ kind, node }) => kind !== "node" || childAt[node + 1] > childAt[node],
  };
}

/** Beyond HEAPDUMP_MAX_ROWS. */
const MOST_BUCKETS = 2 ** 25;
