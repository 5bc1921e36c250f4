import type { NamedStacks } from "../model/stacks";
import { expandedStacks } from "./expandedStacks";
import { NodeTable } from "./nodeTable";
import { type StackWeights, subtreeSums } from "./stackWeights";

/**
 * The stacks of one profile with the code addresses of a function taken together: one row per distinct way of
 * calls. A parent comes before its children. What an icicle draws and what speedscope is given.
 */
export interface MergedStacks {
  readonly length: number;
  readonly parent: Int32Array; // -1 for a root
  readonly func: Int32Array; // -> funcs
  readonly depth: Int32Array; // 0 for a root
  readonly self: Float64Array;
  readonly weight: Float64Array; // with everything it called; absolute, so that a child never outgrows its parent
  readonly change: Float64Array; // the same with signs: of a difference, how much it grew
}

/** Frames wide enough to be seen, each row's from left to right. */
export interface VisibleFrames {
  readonly length: number;
  readonly node: Int32Array; // -> MergedStacks
  readonly x: Float64Array; // pixels from the left
  readonly width: Float64Array;
}

export function mergeStacks(named: NamedStacks, weights: StackWeights): MergedStacks {
  const { frames } = named;
  const { stacks } = expandedStacks(named);
  const used = subtreeSums(stacks, weights.self.map(Math.abs));
  const nodes = new NodeTable(stacks.length);
  const nodeOfRow = new Int32Array(stacks.length);
  const self = new Float64Array(stacks.length);
  const own = new Float64Array(stacks.length);
  for (let row = 0; row < stacks.length; row++) {
    if (used[row] === 0) continue; // of another profile of the same capture
    const parent = stacks.prefix[row] < 0 ? -1 : nodeOfRow[stacks.prefix[row]];
    const node = nodes.add(parent, frames.func[stacks.frame[row]]);
    nodeOfRow[row] = node;
    self[node] += weights.self[row];
    own[node] += Math.abs(weights.self[row]);
  }
  const { length } = nodes;
  const parent = nodes.parent.slice(0, length);
  const weight = subtreeSums({ length, prefix: parent, frame: parent }, own.subarray(0, length));
  return {
    length,
    parent,
    func: nodes.key.slice(0, length),
    depth: nodes.depth.slice(0, length),
    self: self.slice(0, length),
    weight,
    change: subtreeSums({ length, prefix: parent, frame: parent }, self.subarray(0, length)),
  };
}

/** Answers what can be seen of the stacks when a node fills the whole width. */
export interface IcicleLayout {
  /**
   * The callers of `root` and everything below it that is at least `minWidth` pixels wide. With -1 all roots share the
   * width. Children stand heaviest first.
   */
  visible(root: number, width: number, minWidth: number): VisibleFrames;
  readonly maxDepth: number;
}

export function icicleLayout(merged: MergedStacks): IcicleLayout {
  const childrenOf = heavyChildren(merged);
  let total = 0;
  let maxDepth = 0;
  for (let node = 0; node < merged.length; node++) {
    if (merged.parent[node] < 0) total += merged.weight[node];
    maxDepth = Math.max(maxDepth, merged.depth[node]);
  }
  return {
    maxDepth,
    visible(root, width, minWidth) {
      const [nodes, xs, widths]: [number[], number[], number[]] = [[], [], []];
      const show = (node: number, x: number, pixels: number) => {
        nodes.push(node);
        xs.push(x);
        widths.push(pixels);
      };
      const whole = root < 0 ? total : merged.weight[root];
      const perWeight = whole > 0 ? width / whole : 0;
      const showChildren = (parent: number, left: number) => {
        let x = left;
        for (const child of childrenOf(parent, perWeight > 0 ? minWidth / perWeight : Infinity)) {
          const pixels = merged.weight[child] * perWeight;
          show(child, x, pixels);
          x += pixels;
        }
      };
      if (root < 0) {
        showChildren(-1, 0);
      } else {
        const callers: number[] = [];
        for (let node = merged.parent[root]; node >= 0; node = merged.parent[node]) callers.push(node);
        for (const node of callers.reverse()) show(node, 0, width);
        show(root, 0, width);
      }
      // Only what is shown is opened: its children are pushed behind it and met later.
      for (let i = root < 0 ? 0 : nodes.length - 1; i < nodes.length; i++) showChildren(nodes[i], xs[i]);
      return {
        length: nodes.length,
        node: Int32Array.from(nodes),
        x: Float64Array.from(xs),
        width: Float64Array.from(widths),
      };
    },
  };
}

/** The children of a node with at least some weight, heaviest first: a root may have 100,000 that nobody sees. -1 for the roots. */
function heavyChildren({ length, parent, weight }: MergedStacks): (node: number, least: number) => Int32Array {
  const start = new Int32Array(length + 2); // of the children of node - 1
  for (let node = 0; node < length; node++) start[parent[node] + 2]++;
  for (let i = 1; i < start.length; i++) start[i] += start[i - 1];
  const next = start.slice();
  const children = new Int32Array(length);
  for (let node = 0; node < length; node++) children[next[parent[node] + 1]++] = node;
  return (node, least) =>
    children
      .subarray(start[node + 1], start[node + 2])
      .filter((child) => weight[child] >= least)
      .sort((a, b) => weight[b] - weight[a] || a - b);
}
