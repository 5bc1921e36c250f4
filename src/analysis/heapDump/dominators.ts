/** A directed graph: node i has edges to target[edge[i]] … target[edge[i + 1] - 1]. */
export interface Graph {
  readonly length: number;
  readonly edge: Int32Array; // length + 1
  readonly target: Int32Array;
}

/** Nodes are numbered in the order in which a depth-first walk from the entry meets them; the entry is 0. */
export interface DominatorTree {
  readonly node: Int32Array; // by number
  readonly dominator: Int32Array; // by number: the number of the immediate dominator, -1 for the entry
}

const NONE = -1;

/**
 * Immediate dominators of what can be reached from `entry`: Lengauer and Tarjan 1979, the simple version with path
 * compression, O(edges × log nodes) for any graph, without recursion.
 *
 * 1. Number the nodes depth first.
 * 2. From the last to the first: the semidominator of w is the least number from which a path leads to w through
 *    higher numbers alone; it is found over w's predecessors in the forest of what has been done.
 * 3. A node whose semidominator is not its dominator has that of another node, which is known by then.
 */
export function dominators(graph: Graph, entry: number): DominatorTree {
  const { node, number, parent } = numbered(graph, entry);
  const { from, predecessor } = predecessors(graph, node, number);
  const { length } = node;
  const semi = Int32Array.from({ length }, (_, w) => w);
  const forest = new Forest(semi);
  const dominator = new Int32Array(length).fill(NONE);
  const bucket = new Int32Array(length).fill(NONE); // first of the nodes with this semidominator
  const nextInBucket = new Int32Array(length).fill(NONE);
  for (let w = length - 1; w > 0; w--) {
    for (let at = from[w]; at < from[w + 1]; at++) {
      semi[w] = Math.min(semi[w], semi[forest.lowest(predecessor[at])]);
    }
    nextInBucket[w] = bucket[semi[w]];
    bucket[semi[w]] = w;
    const above = parent[w];
    forest.link(above, w);
    for (let v = bucket[above]; v !== NONE; v = nextInBucket[v]) {
      const u = forest.lowest(v);
      dominator[v] = semi[u] < semi[v] ? u : above;
    }
    bucket[above] = NONE;
  }
  for (let w = 1; w < length; w++) {
    if (dominator[w] !== semi[w]) dominator[w] = dominator[dominator[w]];
  }
  return { node, dominator };
}

function numbered({ length, edge, target }: Graph, entry: number) {
  const number = new Int32Array(length).fill(NONE);
  const node = new Int32Array(length);
  const parent = new Int32Array(length);
  const next = edge.slice(0, length); // the edge that is to be followed next
  const stack = new Int32Array(length);
  let depth = 0;
  let count = 0;
  const meet = (at: number, above: number): void => {
    number[at] = count;
    node[count] = at;
    parent[count++] = above;
    stack[depth++] = at;
  };
  meet(entry, NONE);
  while (depth > 0) {
    const at = stack[depth - 1];
    if (next[at] === edge[at + 1]) depth--;
    else {
      const to = target[next[at]++];
      if (number[to] === NONE) meet(to, number[at]);
    }
  }
  return { node: node.slice(0, count), number, parent: parent.slice(0, count) };
}

/** By number. */
function predecessors({ edge, target }: Graph, node: Int32Array, number: Int32Array) {
  const from = new Int32Array(node.length + 1);
  for (const at of node) for (let i = edge[at]; i < edge[at + 1]; i++) from[number[target[i]] + 1]++;
  for (let w = 0; w < node.length; w++) from[w + 1] += from[w];
  const predecessor = new Int32Array(from[node.length]);
  const filled = from.slice();
  for (let v = 0; v < node.length; v++) {
    const at = node[v];
    for (let i = edge[at]; i < edge[at + 1]; i++) predecessor[filled[number[target[i]]]++] = v;
  }
  return { from, predecessor };
}

/** The trees of the walk as far as they have been linked, with shortcuts. */
class Forest {
  readonly #semi: Int32Array;
  readonly #ancestor: Int32Array;
  readonly #label: Int32Array;
  readonly #path: Int32Array;

  constructor(semi: Int32Array) {
    this.#semi = semi;
    this.#ancestor = new Int32Array(semi.length).fill(NONE);
    this.#label = semi.slice();
    this.#path = new Int32Array(semi.length);
  }

  link(parent: number, child: number): void {
    this.#ancestor[child] = parent;
  }

  /** Of the nodes from v up to below its tree's root the one with the least semidominator; v itself where it is a root. */
  lowest(v: number): number {
    if (this.#ancestor[v] === NONE) return v;
    const [semi, ancestor, label, path] = [this.#semi, this.#ancestor, this.#label, this.#path];
    let depth = 0;
    for (let x = v; ancestor[ancestor[x]] !== NONE; x = ancestor[x]) path[depth++] = x;
    while (depth > 0) {
      const x = path[--depth];
      const above = ancestor[x];
      if (semi[label[above]] < semi[label[x]]) label[x] = label[above];
      ancestor[x] = ancestor[above];
    }
    return label[v];
  }
}
