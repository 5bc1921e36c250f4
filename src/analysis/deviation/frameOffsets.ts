import { groupsOf } from "../statistics/clusterBootstrap";
import { ClusterSums } from "./clusters";
import type { SourcePart, StackSource } from "./sources";

/** PC − function entry of the frames in sampled stacks, of those whose function is known. */
export interface FrameOffsets {
  readonly bytes: ClusterSums;
  readonly ofFunction: Float64Array; // per cluster: the sum of offsets, each as a share of its function
  /** Frames by code and group of clusters: what a median is found from. */
  readonly values: Float64Array;
  readonly group: Int32Array;
  readonly frames: Float64Array;
  readonly groups: number;
}

/** Groups of clusters whose frames are counted by code. More would only take longer: each is a pass over the stacks. */
const MOST_COUNTED = 64;

const known = new WeakMap<StackSource, FrameOffsets>();

export function frameOffsets(source: StackSource): FrameOffsets {
  const before = known.get(source);
  if (before !== undefined) return before;
  const bytes = new ClusterSums(source.clusters);
  const ofFunction = new Float64Array(source.clusters);
  const { groups: all, group } = groupsOf(source.clusters);
  const groups = Math.min(all, MOST_COUNTED);
  const cells: Cells = { values: [], group: [], frames: [] };
  for (const part of source.parts) {
    if (part.input.places === null) continue;
    const sums = alongStacks(part);
    const { stack } = part.profile.samples;
    for (let row = 0; row < stack.length; row++) {
      const at = stack[row];
      if (at < 0) continue;
      const count = part.counts?.[row] ?? 1;
      const cluster = part.clusters.of[row];
      bytes.addAll(cluster, count * sums.frames[at], count * sums.sum[at], count * sums.squares[at]);
      ofFunction[cluster] += count * sums.ofFunction[at];
    }
    const groupOf = (row: number): number => group[part.clusters.of[row]] % groups;
    for (const [index, rows] of rowsByGroup(stack.length, groups, groupOf).entries())
      addFrames(part, rows, index, cells);
  }
  const offsets = {
    bytes,
    ofFunction,
    values: Float64Array.from(cells.values),
    group: Int32Array.from(cells.group),
    frames: Float64Array.from(cells.frames),
    groups,
  };
  known.set(source, offsets);
  return offsets;
}

interface Cells {
  readonly values: number[];
  readonly group: number[];
  readonly frames: number[];
}

function rowsByGroup(length: number, groups: number, groupOf: (row: number) => number): Int32Array[] {
  const sizes = new Int32Array(groups);
  for (let row = 0; row < length; row++) sizes[groupOf(row)]++;
  const lists = Array.from(sizes, (size) => new Int32Array(size));
  const next = new Int32Array(groups);
  for (let row = 0; row < length; row++) {
    const group = groupOf(row);
    lists[group][next[group]++] = row;
  }
  return lists;
}

/** Per stack: sums over its frames. */
function alongStacks({ input: { stacks, places } }: SourcePart) {
  const [frames, sum, squares, ofFunction] = [0, 1, 2, 3].map(() => new Float64Array(stacks.length));
  for (let row = 0; row < stacks.length; row++) {
    const above = stacks.prefix[row];
    const code = stacks.frame[row];
    const offset = places?.entry[code] ?? Number.NaN;
    const isKnown = !Number.isNaN(offset);
    const value = isKnown ? offset : 0;
    const size = places?.size[code] ?? 0;
    frames[row] = (above < 0 ? 0 : frames[above]) + Number(isKnown);
    sum[row] = (above < 0 ? 0 : sum[above]) + value;
    squares[row] = (above < 0 ? 0 : squares[above]) + value * value;
    ofFunction[row] = (above < 0 ? 0 : ofFunction[above]) + (isKnown && size > 0 ? value / size : 0);
  }
  return { frames, sum, squares, ofFunction };
}

/** `rows`: the samples of one group. Their stacks are counted, then those through each, from the leaves to the roots. */
function addFrames({ input, profile, counts }: SourcePart, rows: Int32Array, group: number, cells: Cells): void {
  const { stacks, codes, places } = input;
  const through = new Float64Array(stacks.length);
  for (const row of rows) {
    const at = profile.samples.stack[row];
    if (at >= 0) through[at] += counts?.[row] ?? 1;
  }
  const ofCode = new Float64Array(codes.length);
  for (let row = stacks.length - 1; row >= 0; row--) {
    const above = stacks.prefix[row];
    if (above >= 0) through[above] += through[row];
    ofCode[stacks.frame[row]] += through[row];
  }
  for (const [code, frames] of ofCode.entries()) {
    const offset = places?.entry[code] ?? Number.NaN;
    if (frames === 0 || Number.isNaN(offset)) continue;
    cells.values.push(offset);
    cells.group.push(group);
    cells.frames.push(frames);
  }
}
