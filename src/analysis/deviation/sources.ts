import type { DeviationOptions } from "../../model/deviation";
import type { HarnessRows } from "../../model/harness";
import type { Profile } from "../../model/profile";
import type { Clusters } from "./clusters";
import { type FrameLimit, goLimit, perfLimit } from "./frameLimit";
import type { CaptureInput, DeviationInput, HarnessInput, StackInput } from "./input";
import { type GraphName, graphNames, namedProfiles } from "./sourceNames";
import { type StackEnds, stackEnds } from "./stackEnds";

/** Captures of one side that measure the same: one event of perf, one kind of pprof, one kind of harness. */
export type Source = StackSource | HarnessSource;

export interface StackSource {
  readonly kind: "stacks";
  readonly name: string; // equal on both sides
  readonly parts: readonly SourcePart[]; // one per file
  readonly clusters: number; // of all parts
}

/** One profile of one file. */
export interface SourcePart {
  readonly input: StackInput;
  readonly ends: StackEnds;
  readonly profile: Profile; // whose samples are counted
  readonly weighed: Profile; // whose weights functions have shares of
  /** How many stacks a row stands for; null where each is one. */
  readonly counts: Float64Array | null;
  readonly clusters: Clusters; // `of` counts through all parts of the source
  readonly limit: FrameLimit | null; // null where there is none (folded stacks)
  /** Kernel-made chains and unwound dumps say how a stack ends; Go's own profiles only whether they are full. */
  readonly chains: "perf" | "go" | "none";
}

export interface HarnessSource {
  readonly kind: "harness";
  readonly name: string;
  readonly parts: readonly { readonly input: HarnessInput; readonly rows: HarnessRows; readonly clusters: Clusters }[];
  readonly clusters: number;
}

/** A kind of captures that at least one side has. */
export interface SourcePair {
  readonly name: string;
  readonly baseline: Source | null;
  readonly candidate: Source | null;
}

/** What is compared with what, in the order of the files. */
export function pairedSources({ baseline, candidate, options }: DeviationInput): SourcePair[] {
  const graphName = graphNames(baseline, candidate);
  const [base, later] = [baseline, candidate].map((captures) => sourcesOf(captures, options, graphName));
  return [...new Set([...base.keys(), ...later.keys()])].map((name) => ({
    name,
    baseline: base.get(name) ?? null,
    candidate: later.get(name) ?? null,
  }));
}

function sourcesOf(
  captures: readonly CaptureInput[],
  options: DeviationOptions,
  graphName: GraphName,
): ReadonlyMap<string, Source> {
  const sources = new Map<string, Source>();
  for (const input of captures) {
    if (input.kind === "harness-csv") addHarness(sources, input, options);
    else addStacks(sources, input, options, graphName);
  }
  return sources;
}

function addHarness(sources: Map<string, Source>, input: HarnessInput, { limits }: DeviationOptions): void {
  const { rows } = input;
  const name = Number.isNaN(rows.limit) ? "csv" : `csv limit ${rows.limit}`;
  const before = sources.get(name);
  const first = before?.clusters ?? 0;
  const clusters = { count: rows.calls, of: rows.call.map((call) => first + call) };
  const limit = limits[name] ?? rows.limit;
  const part = { input, rows: limit === rows.limit ? rows : withLimit(rows, limit), clusters };
  const parts = [...(before?.kind === "harness" ? before.parts : []), part];
  sources.set(name, { kind: "harness", name, parts, clusters: first + rows.calls });
}

function withLimit(rows: HarnessRows, limit: number): HarnessRows {
  return { ...rows, limit, truncated: Uint8Array.from(rows.depth, (depth) => Number(depth >= limit)) };
}

function addStacks(
  sources: Map<string, Source>,
  input: StackInput,
  { limits }: DeviationOptions,
  graphName: GraphName,
): void {
  const ends = stackEnds(input);
  for (const { name, kind, profile, weighed, counts } of namedProfiles(input, graphName)) {
    const before = sources.get(name);
    const first = before?.clusters ?? 0;
    const clusters = clustersOf(input, profile, first);
    const given = limits[name];
    const chains = kind === "perf" ? "perf" : kind === "folded" ? "none" : "go";
    const limit: FrameLimit | null =
      given !== undefined
        ? { frames: given, from: "user" }
        : chains === "perf"
          ? perfLimit(input, profile)
          : chains === "go"
            ? goLimit(input, kind, profile, ends)
            : null;
    const part = { input, ends, profile, weighed, counts, clusters, limit, chains } as const;
    const parts = [...(before?.kind === "stacks" ? before.parts : []), part];
    sources.set(name, { kind: "stacks", name, parts, clusters: first + clusters.count });
  }
}

const BLOCK_NS = 1e9;

/** perf: a thread's samples of one second. A file without times or threads is one cluster. */
function clustersOf(input: StackInput, { samples }: Profile, first: number): Clusters {
  const { length, time, thread } = samples;
  const of = new Int32Array(length).fill(first);
  if (input.perf === null || time === null || thread === null) {
    return { count: 1, of };
  }
  const known = new Map<number, number>();
  for (let row = 0; row < length; row++) {
    const key = (thread[row] + 1) * MOST_BLOCKS + Math.floor(time[row] / BLOCK_NS);
    let cluster = known.get(key);
    if (cluster === undefined) {
      cluster = known.size;
      known.set(key, cluster);
    }
    of[row] = first + cluster;
  }
  return { count: known.size, of };
}

const MOST_BLOCKS = 2 ** 31; // seconds of a recording
