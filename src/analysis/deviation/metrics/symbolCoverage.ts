import type { Figure } from "../../../model/deviation";
import { RUNGS } from "../../../model/stacks";
import { ClusterSums } from "../clusters";
import { meanFigure, shareFigure } from "../figures";
import type { Source, SourcePart, StackSource } from "../sources";
import { type Measure, type Measured, measured, missing } from "./metric";

/** Shares of sampled frames by the rung of the ladder that named them. A frame counts once per stack that it is in. */
export const SYMBOL_COVERAGE: readonly Measure[] = [
  {
    name: "symbol_coverage",
    measure: "named_share",
    unit: "share",
    inVerdict: false,
    of: (source) => ofFrames(source, ({ rungs, all }) => shareFigure(without(all, rungs, UNNAMED), all)),
  },
  ...RUNGS.map(
    (rung, index): Measure => ({
      name: "symbol_coverage",
      measure: `rung_${rung}`,
      unit: "share",
      inVerdict: false,
      isOptional: true,
      of: (source) => ofFrames(source, ({ rungs, all }) => shareFigure(rungs[index], all)),
    }),
  ),
  {
    name: "symbol_coverage",
    measure: "ms_per_1000",
    unit: "milliseconds",
    inVerdict: false,
    isOfThisPage: true,
    of: (source) => ofFrames(source, () => (source.kind === "stacks" ? timeFigure(source) : null)),
  },
  {
    name: "symbol_coverage",
    measure: "entry_ns",
    unit: "nanoseconds",
    inVerdict: false,
    of(source) {
      if (source.kind !== "harness" || source.parts.every(({ rows }) => rows.entryNs === null)) return null;
      const sums = new ClusterSums(source.clusters);
      for (const { rows, clusters } of source.parts) {
        for (const [row, ns] of rows.entryNs?.entries() ?? []) if (ns >= 0) sums.add(clusters.of[row], ns);
      }
      return measured(meanFigure(sums), missing("too-few-samples"));
    },
  },
];

const UNNAMED: readonly number[] = [RUNGS.indexOf("none"), RUNGS.indexOf("fde")];

interface FrameSums {
  readonly all: Float64Array; // frames per cluster
  readonly rungs: readonly Float64Array[];
}

function ofFrames(source: Source, figure: (sums: FrameSums) => Figure | null): Measured | null {
  if (source.kind === "harness" || source.parts.some(({ chains }) => chains === "none")) return null;
  return measured(figure(frameSums(source)), missing("too-few-samples"));
}

const known = new WeakMap<StackSource, FrameSums>();

function frameSums(source: StackSource): FrameSums {
  const before = known.get(source);
  if (before !== undefined) return before;
  const { parts, clusters } = source;
  const all = new Float64Array(clusters);
  const rungs = RUNGS.map(() => new Float64Array(clusters));
  for (const part of parts) {
    const { rungsOfStack, depth } = framesOfStacks(part);
    const { stack } = part.profile.samples;
    for (let row = 0; row < stack.length; row++) {
      if (stack[row] < 0) continue;
      const count = part.counts?.[row] ?? 1;
      const cluster = part.clusters.of[row];
      all[cluster] += count * depth[stack[row]];
      for (const [rung, frames] of rungsOfStack) rungs[rung][cluster] += count * frames[stack[row]];
    }
  }
  const sums = { all, rungs };
  known.set(source, sums);
  return sums;
}

/** Per stack: its frames, and how many of them each rung has named; only of rungs that have named any. */
function framesOfStacks({ input: { stacks, named }, ends: { depth } }: SourcePart) {
  const used = new Set(named.codeRung);
  const rungsOfStack = [...used].map((rung): [number, Int32Array] => {
    const frames = new Int32Array(stacks.length);
    for (let row = 0; row < stacks.length; row++) {
      const caller = stacks.prefix[row];
      const isOf = named.codeRung[stacks.frame[row]] === rung;
      frames[row] = Number(isOf) + (caller < 0 ? 0 : frames[caller]);
    }
    return [rung, frames];
  });
  return { rungsOfStack, depth };
}

function without(all: Float64Array, rungs: readonly Float64Array[], left: readonly number[]): Float64Array {
  return all.map((frames, cluster) => frames - left.reduce((sum, rung) => sum + rungs[rung][cluster], 0));
}

/** What naming took this page, per 1,000 frames of each file. */
function timeFigure({ parts }: StackSource): Figure | null {
  const sums = new ClusterSums(parts.length);
  for (const [file, { profile, ends, input, counts }] of parts.entries()) {
    let frames = 0;
    for (const [row, stack] of profile.samples.stack.entries()) {
      if (stack >= 0) frames += (counts?.[row] ?? 1) * ends.depth[stack];
    }
    const ms = input.modules.reduce((sum, module) => sum + module.ms, 0);
    if (frames > 0) sums.add(file, (1000 * ms) / frames);
  }
  return meanFigure(sums);
}
