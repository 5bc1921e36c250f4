import type { Distribution } from "../../model/deviation";
import { quantileSorted } from "../statistics/quantile";
import { frameOffsets } from "./frameOffsets";
import { gapsOf } from "./metrics/regularity";
import { rootDeviations } from "./rootDeviations";
import type { Source, SourcePair } from "./sources";

/** Values of one side, each as often as `counts` says (once without). */
interface Values {
  readonly values: Float64Array;
  readonly counts: Float64Array | null;
}

interface Kind {
  readonly of: Distribution["of"];
  readonly unit: Distribution["unit"];
  readonly values: (source: Source) => Values | null;
}

/** In the order in which they are shown. */
const KINDS: readonly Kind[] = [
  { of: "stack_depth", unit: "frames", values: depths },
  { of: "pc_offset", unit: "bytes", values: offsets },
  {
    of: "sample_gap",
    unit: "nanoseconds",
    values: (source) => {
      if (source.kind === "harness" || source.parts.some(({ input }) => input.kind !== "perf")) return null;
      return {
        values: gapsOf(
          source,
          source.parts.every(({ input }) => input.perf?.offCpu != null),
        ).each,
        counts: null,
      };
    },
  },
  {
    of: "stack_top",
    unit: "bytes",
    values: (source) => (source.kind === "harness" ? null : { values: rootDeviations(source).signed, counts: null }),
  },
];

/** Of every source what it has, where any side has anything. */
export function distributions(pairs: readonly SourcePair[]): Distribution[] {
  return pairs.flatMap((pair) => KINDS.flatMap((kind) => distribution(kind, pair)));
}

function distribution({ of, unit, values }: Kind, { name, baseline, candidate }: SourcePair): Distribution[] {
  const sides = [baseline, candidate].map((source) => {
    const found = source === null ? null : values(source);
    return found === null || found.values.length === 0 ? null : found;
  });
  const edges = edgesOf(
    sides.flatMap((side) => side ?? []),
    unit === "frames",
  );
  if (edges.length < 2) return [];
  const [base, later] = sides.map((side) => (side === null ? null : sharesOf(side, edges)));
  return [{ of, source: name, unit, edges, baseline: base, candidate: later }];
}

const BINS = 40;
/** What lies beyond is in the last bin, and on the other side in the first: a few far values would leave no room. */
const SHOWN = 0.995;

function edgesOf(sides: readonly Values[], isWhole: boolean): number[] {
  if (sides.length === 0) return [];
  const ends = sides.map(({ values }) => {
    const sorted = values.slice().sort();
    return [quantileSorted(sorted, 1 - SHOWN), quantileSorted(sorted, SHOWN)] as const;
  });
  const low = Math.min(0, ...ends.map(([end]) => end));
  const high = Math.max(...ends.map(([, end]) => end), low + 1);
  const step = isWhole ? Math.max(1, Math.ceil((high + 1 - low) / BINS)) : (high - low) / BINS;
  const bins = Math.max(1, Math.ceil((high - low) / step + (isWhole ? 1e-9 : -1e-9)));
  return Array.from({ length: bins + 1 }, (_, i) => low + i * step);
}

function sharesOf({ values, counts }: Values, edges: readonly number[]): number[] {
  const [low, next] = edges;
  const bins = new Float64Array(edges.length - 1);
  let total = 0;
  for (let row = 0; row < values.length; row++) {
    const bin = Math.floor((values[row] - low) / (next - low));
    const count = counts?.[row] ?? 1;
    bins[Math.max(0, Math.min(bins.length - 1, bin))] += count;
    total += count;
  }
  return Array.from(bins, (count) => (total === 0 ? 0 : count / total));
}

function depths(source: Source): Values | null {
  if (source.kind === "harness") {
    return { values: concat(source.parts.map(({ rows }) => rows.depth)), counts: null };
  }
  const values = source.parts.map(({ profile, ends }) =>
    Float64Array.from(profile.samples.stack, (stack) => (stack < 0 ? 0 : ends.logicalDepth[stack])),
  );
  const counts = source.parts.map(({ counts, profile }) => counts ?? new Float64Array(profile.samples.length).fill(1));
  return { values: concat(values), counts: concat(counts) };
}

function offsets(source: Source): Values | null {
  if (source.kind === "stacks") {
    const { values, frames } = frameOffsets(source);
    return { values, counts: frames };
  }
  const medians = source.parts.map(({ rows }) => rows.medianOffset ?? new Float64Array(0));
  return { values: concat(medians).filter((offset) => !Number.isNaN(offset)), counts: null };
}

function concat(columns: readonly Float64Array[]): Float64Array {
  const all = new Float64Array(columns.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const column of columns) {
    all.set(column, at);
    at += column.length;
  }
  return all;
}
