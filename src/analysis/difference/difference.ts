import type { ArgColumn, SampleTable } from "../../model/profile";
import type { NamedStacks } from "../../model/stacks";
import { NodeTable } from "../nodeTable";
import type { DifferenceSide } from "./differenceSide";
import { withFramesAsCodes } from "./framesAsCodes";
import { FrameMerger, type MergedPlaces } from "./mergedFrames";
import { type LabelledSample, mergedLabels } from "./mergedLabels";

/** Two profiles of one sample type, the later one less the base: what every view of a profile can show. */
export interface Difference {
  readonly named: NamedStacks;
  /** A sample per stack (and labels) that differs, weighed by later − base. */
  readonly samples: SampleTable;
  readonly labels: readonly ArgColumn[]; // of these samples
  readonly codes: MergedPlaces;
  readonly baseTotal: number; // sums of absolute weights, as pprof's totals
  readonly laterTotal: number; // before it was scaled
}

/**
 * What `go tool pprof -base` makes of two profiles: samples with the same stack and labels become one, and those that
 * become 0 are left out. `normalised` first scales the later profile so that both have the same sum (`-normalize`).
 */
export function difference(base: DifferenceSide, later: DifferenceSide, normalised: boolean): Difference {
  const sides = withFramesAsCodes([base, later]);
  const merger = new FrameMerger(sides);
  const stacks = new NodeTable(sides.reduce((sum, { named }) => sum + named.recorded.length, 0));
  const sums = new KeyedSums();
  const [baseSums, laterSums] = sides.map((side, index) => sums.of(side, index, mergedRows(side, merger, stacks)));
  const scale = normalised ? ratio(sum(baseSums), sum(laterSums)) : 1;
  const change = sums.rows.map((_, key) => Math.round((laterSums[key] ?? 0) * scale) - (baseSums[key] ?? 0));
  const samples = [...change.keys()].filter((key) => change[key] !== 0);
  const { length } = stacks;
  const { places, ...frames } = merger.finish();
  return {
    named: {
      ...frames,
      recorded: { length, prefix: stacks.parent.slice(0, length), frame: stacks.key.slice(0, length) },
    },
    samples: {
      length: samples.length,
      stack: Int32Array.from(samples, (key) => sums.rows[key]),
      weight: Float64Array.from(samples, (key) => change[key]),
      time: null,
      thread: null,
      cpu: null,
    },
    labels: mergedLabels(
      sides.map(({ labels }) => labels),
      samples.map((key) => sums.from[key]),
    ),
    codes: places,
    baseTotal: sum(baseSums.map(Math.abs)),
    laterTotal: sum(laterSums.map(Math.abs)),
  };
}

/** Per stack of a capture its row of the merged ones; made for those that samples have. */
function mergedRows(side: DifferenceSide, merger: FrameMerger, into: NodeTable): (row: number) => number {
  const { length, prefix, frame } = side.named.recorded;
  const codeOf = merger.add(side);
  const known = new Int32Array(length).fill(-1);
  return (leaf) => {
    const missing: number[] = [];
    let row = leaf;
    for (; row >= 0 && known[row] < 0; row = prefix[row]) missing.push(row);
    let at = row < 0 ? -1 : known[row];
    for (let i = missing.length - 1; i >= 0; i--) {
      at = into.add(at, codeOf(frame[missing[i]]));
      known[missing[i]] = at;
    }
    return at;
  };
}

/** Samples of one stack and one set of labels taken together, as pprof merges them: one number for each, in all profiles. */
class KeyedSums {
  readonly rows: number[] = []; // -> merged stacks, -1 without a stack
  readonly from: LabelledSample[] = []; // one that has these labels
  readonly #numbers = new Map<number | string, number>(); // by row, and labels where there are any

  /** Weights by number. */
  of({ samples, labels }: DifferenceSide, side: number, rowOf: (row: number) => number): number[] {
    const { length, stack, weight } = samples;
    const labelsOf = labelTexts(labels);
    const weights: number[] = [];
    for (let sample = 0; sample < length; sample++) {
      const row = stack[sample] < 0 ? -1 : rowOf(stack[sample]);
      const key = labelsOf === null ? row : `${row}${labelsOf(sample)}`;
      let number = this.#numbers.get(key);
      if (number === undefined) {
        number = this.rows.push(row) - 1;
        this.from.push({ side, sample });
        this.#numbers.set(key, number);
      }
      weights[number] = (weights[number] ?? 0) + weight[sample];
    }
    return weights;
  }
}

/** What the labels of a sample say; null where the profile has none. */
function labelTexts(labels: readonly ArgColumn[]): ((sample: number) => string) | null {
  if (labels.length === 0) return null;
  return (sample) =>
    labels
      .map(
        ({ name, values, ...arg }) =>
          `\n${name}=${"strings" in arg ? (arg.strings[values[sample]] ?? "") : values[sample]}`,
      )
      .join("");
}

function sum(weights: readonly number[]): number {
  return weights.reduce((all, weight) => all + weight, 0);
}

function ratio(base: number, later: number): number {
  return later === 0 ? 0 : base / later;
}
