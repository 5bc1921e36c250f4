import type { ArgColumn, SampleTable } from "../../model/profile";
import type { NamedStacks } from "../../model/stacks";
import { expandedStacks } from "../expandedStacks";
import { NodeTable } from "../nodeTable";

/** A label of exported samples: a text or a number per row. */
export interface ExportLabel {
  readonly name: string;
  readonly unit: string; // of numbers, "" for none
  readonly strings: readonly string[] | null; // null for numbers
  readonly values: Float64Array; // -> strings, or the numbers; NaN where the row has no such label
}

/** Samples of one stack and one set of labels taken together, as pprof's own merging makes them. */
export interface SampleGroups {
  readonly group: Int32Array; // per sample
  readonly stack: Int32Array; // per group -> ExpandedStacks.stacks, -1 for none
  readonly labels: readonly ExportLabel[]; // rows are groups
}

export function sampleGroups(named: NamedStacks, samples: SampleTable, args: readonly ArgColumn[]): SampleGroups {
  const { length, stack } = samples;
  const columns = args.map(numbered);
  const { stacks, leaf } = expandedStacks(named);
  const rowOf = (sample: number): number => (stack[sample] < 0 ? -1 : leaf[stack[sample]]);
  const nodes = new NodeTable(columns.length === 0 ? 0 : length * (columns.length + 1));
  const nodeOf = (sample: number): number => {
    if (columns.length === 0) return rowOf(sample) + 1;
    let node = nodes.add(-1, rowOf(sample));
    for (const { number } of columns) node = nodes.add(node, number[sample]);
    return node;
  };
  const ofNode = new Int32Array(columns.length === 0 ? stacks.length + 1 : nodes.parent.length).fill(-1);
  const first: number[] = []; // sample of each group
  const group = new Int32Array(length);
  for (let sample = 0; sample < length; sample++) {
    const node = nodeOf(sample);
    if (ofNode[node] < 0) ofNode[node] = first.push(sample) - 1;
    group[sample] = ofNode[node];
  }
  return {
    group,
    stack: Int32Array.from(first, rowOf),
    labels: args.map((arg, index) => ({
      name: arg.name,
      unit: "labelUnit" in arg ? (arg.labelUnit ?? "") : "",
      strings: "strings" in arg ? arg.strings : null,
      values: Float64Array.from(first, (sample) => columns[index].valueOf(sample)),
    })),
  };
}

/** Per group the sum of its samples' weights; how many they are where `weight` is null. */
export function sums(group: Int32Array, groups: number, weight: Float64Array | null): Float64Array {
  const summed = new Float64Array(groups);
  for (let sample = 0; sample < group.length; sample++) summed[group[sample]] += weight === null ? 1 : weight[sample];
  return summed;
}

/** Equal values of a label have equal numbers. */
function numbered(arg: ArgColumn): { readonly number: Int32Array; readonly valueOf: (sample: number) => number } {
  if (arg.kind === "string") {
    const { values } = arg;
    return { number: values, valueOf: (sample) => (values[sample] < 0 ? Number.NaN : values[sample]) };
  }
  const { values } = arg;
  const numbers = new Map<number, number>();
  const number = Int32Array.from(values, (value) => {
    const known = numbers.get(value);
    if (known !== undefined) return known;
    numbers.set(value, numbers.size);
    return numbers.size - 1;
  });
  return { number, valueOf: (sample) => values[sample] };
}
