import type { GlobalVariables, HeapDump, HeldAmount, HeldHeap, Holders } from "../../model/heapDump";
import { NOT_ALONE, UNREACHED } from "../../model/heapDump";
import { sumByClass, sumBySite } from "./amounts";
import { dominators, type Graph } from "./dominators";
import { type HolderEdges, type HolderTable, holdersOf, type RootParts } from "./holders";

/** The columns that decide who holds what, and the names of variables where a binary has them. */
export interface HoldInput extends RootParts, Pick<HeapDump, "objects"> {
  readonly samples: Pick<HeapDump["profile"], "sampleObject" | "sampleBucket">;
  readonly variables: GlobalVariables | null;
}

/** Only what the analysis needs of a dump. */
export function holdInput(dump: HeapDump, variables: GlobalVariables | null): HoldInput {
  const { data, bss, pointers, goroutines, frames, finalizers, strings, isComplete, objects } = dump;
  const { sampleObject, sampleBucket } = dump.profile;
  const samples = { sampleObject, sampleBucket };
  return { data, bss, pointers, goroutines, frames, finalizers, strings, isComplete, objects, samples, variables };
}

/**
 * 1. Roots become holders; what none of them reaches but a finalizer waits for is held by that, and in a dump whose
 *    roots are cut off what nothing points to is held by these.
 * 2. program ─▶ variables, goroutines … ─▶ (frames ─▶) objects ─▶ objects: one graph.
 * 3. Its dominator tree, sums over it from the bottom, and the shortest ways.
 */
export function holdHeap(input: HoldInput): HeldHeap {
  const { objects } = input;
  const { holders, ...edges } = allHolders(input);
  const nodes = objects.length + holders.length;
  const graph = graphOf(input, holders, edges);
  const tree = dominators(graph, nodes);
  const dominator = new Int32Array(nodes).fill(UNREACHED);
  const top = new Int32Array(nodes).fill(UNREACHED);
  const retained = new Float64Array(nodes);
  retained.set(objects.bytes);
  const { node } = tree;
  for (let number = 1; number < node.length; number++) {
    const at = node[number];
    const above = tree.dominator[number];
    dominator[at] = above === 0 ? NOT_ALONE : node[above];
    top[at] = above === 0 ? at : top[node[above]];
  }
  for (let number = node.length - 1; number > 0; number--) {
    const above = tree.dominator[number];
    if (above > 0) retained[node[above]] += retained[node[number]];
  }
  const reached = reachedAmount(input, top);
  const holderOf = (object: number): number => {
    const at = top[object];
    if (at === UNREACHED) return UNREACHED;
    return at < objects.length ? NOT_ALONE : at - objects.length;
  };
  return {
    objects: objects.length,
    holders,
    dominator,
    retained,
    top,
    nearer: shortestWays(graph, nodes),
    ...children(dominator, retained),
    byClass: sumByClass(objects, holderOf),
    bySite: sumBySite(objects, input.samples, holderOf),
    ...reached,
  };
}

function allHolders(input: HoldInput): HolderEdges {
  const { finalizers, objects, data, bss, isComplete } = input;
  const table = holdersOf(input, input.variables);
  const seen = new Uint8Array(objects.length);
  const reach = reacher(input, seen);
  for (const target of table.target) reach(target);
  let row = -1;
  for (const object of [...finalizers.object, ...finalizers.func]) {
    if (object < 0 || seen[object] === 1) continue;
    if (row < 0) row = table.add("finalizer", "finalizers");
    table.points(row, object);
  }
  for (const target of table.target) reach(target);
  if (!isComplete && (data === null || bss === null)) holdRest(input, table, seen, reach);
  return table.finish();
}

/** Marks an object and all that it leads to. */
function reacher({ objects: { length, edge, target } }: HoldInput, seen: Uint8Array): (object: number) => void {
  const stack = new Int32Array(length);
  return (object) => {
    if (seen[object] === 1) return;
    let depth = 0;
    stack[depth++] = object;
    seen[object] = 1;
    while (depth > 0) {
      const at = stack[--depth];
      for (let i = edge[at]; i < edge[at + 1]; i++) {
        const to = target[i];
        if (seen[to] === 1) continue;
        seen[to] = 1;
        stack[depth++] = to;
      }
    }
  };
}

/** Objects that nothing points to; of rings that nothing points to, the first. */
function holdRest(
  { objects: { length, edge, target } }: HoldInput,
  table: HolderTable,
  seen: Uint8Array,
  reach: (object: number) => void,
): void {
  const isTarget = new Uint8Array(length);
  for (let at = 0; at < length; at++) {
    if (seen[at] === 1) continue;
    for (let i = edge[at]; i < edge[at + 1]; i++) if (target[i] !== at) isTarget[target[i]] = 1;
  }
  const row = table.add("cut", -1);
  for (const onlyFirst of [true, false]) {
    for (let at = 0; at < length; at++) {
      if (seen[at] === 1 || (onlyFirst && isTarget[at] === 1)) continue;
      table.points(row, at);
      reach(at);
    }
  }
}

/** Objects, then holders, then the program as the entry. */
function graphOf(
  { objects }: HoldInput,
  { length, parent }: Holders,
  { holder, target }: Pick<HolderEdges, "holder" | "target">,
): Graph {
  const entry = objects.length + length;
  const edge = new Int32Array(entry + 2);
  edge.set(objects.edge);
  const degree = new Int32Array(length + 1);
  for (const row of holder) degree[row]++;
  for (const above of parent) degree[above < 0 ? length : above]++;
  for (let row = 0; row <= length; row++) edge[objects.length + row + 1] = edge[objects.length + row] + degree[row];
  const all = new Int32Array(edge[entry + 1]);
  all.set(objects.target);
  const next = edge.slice(objects.length, entry + 1);
  for (let row = 0; row < length; row++) {
    const above = parent[row] < 0 ? length : parent[row];
    all[next[above]++] = objects.length + row;
  }
  for (let i = 0; i < holder.length; i++) all[next[holder[i]]++] = target[i];
  return { length: entry + 1, edge, target: all };
}

/** Breadth first from the entry, the last node. */
function shortestWays({ length, edge, target }: Graph, entry: number): Int32Array {
  const nearer = new Int32Array(length).fill(UNREACHED);
  const queue = new Int32Array(length);
  let [first, last] = [0, 0];
  queue[last++] = entry;
  nearer[entry] = NOT_ALONE;
  while (first < last) {
    const at = queue[first++];
    for (let i = edge[at]; i < edge[at + 1]; i++) {
      const to = target[i];
      if (nearer[to] !== UNREACHED) continue;
      nearer[to] = at === entry ? NOT_ALONE : at;
      queue[last++] = to;
    }
  }
  return nearer.slice(0, entry);
}

function children(dominator: Int32Array, retained: Float64Array): Pick<HeldHeap, "childAt" | "child"> {
  const { length } = dominator;
  const childAt = new Int32Array(length + 2);
  const slot = (node: number): number => (dominator[node] === NOT_ALONE ? length : dominator[node]);
  for (let node = 0; node < length; node++) if (dominator[node] !== UNREACHED) childAt[slot(node) + 1]++;
  for (let node = 0; node <= length; node++) childAt[node + 1] += childAt[node];
  const child = new Int32Array(childAt[length + 1]);
  const next = childAt.slice();
  for (let node = 0; node < length; node++) if (dominator[node] !== UNREACHED) child[next[slot(node)]++] = node;
  const byRetained = (a: number, b: number): number => retained[b] - retained[a];
  for (let node = 0; node <= length; node++) {
    if (childAt[node + 1] - childAt[node] > 1) child.subarray(childAt[node], childAt[node + 1]).sort(byRetained);
  }
  return { childAt, child };
}

function reachedAmount(
  { objects: { length, bytes } }: HoldInput,
  top: Int32Array,
): { readonly reached: HeldAmount; readonly unreached: HeldAmount } {
  const [reached, unreached] = [
    { objects: 0, bytes: 0 },
    { objects: 0, bytes: 0 },
  ];
  for (let object = 0; object < length; object++) {
    const into = top[object] === UNREACHED ? unreached : reached;
    into.objects++;
    into.bytes += bytes[object];
  }
  return { reached, unreached };
}
