import type { StackCapture } from "../../model/capture";
import type { HeapEntry } from "../growth/heapFile";
import { profileFromText } from "./profileFromText";

/** One heap snapshot for tests: frames as in `profileFromText`, leaf first, and their in-use weights. */
export interface Snapshot {
  readonly id?: number;
  readonly name?: string;
  readonly folder?: string;
  readonly timeNs?: bigint;
  readonly durationNs?: bigint;
  readonly period?: number;
  readonly buildId?: string | null;
  readonly path?: string;
  readonly mappingStarts?: readonly number[];
  readonly alloc?: readonly [objects: number, bytes: number] | null;
  readonly stacks: readonly { readonly frames: readonly string[]; readonly space: number; readonly objects?: number }[];
}

/** The snapshot as a decoded and named pprof file with the four sample types that Go writes. */
export function heapEntry(snapshot: Snapshot): HeapEntry {
  const { stacks, alloc = null } = snapshot;
  const drawn = (event: string, unit: string, weights: readonly number[]) =>
    profileFromText(columns(stacks, weights), { event, unit });
  const space = drawn(
    "inuse_space",
    "bytes",
    stacks.map((stack) => stack.space),
  );
  const objects = drawn(
    "inuse_objects",
    "count",
    stacks.map((stack) => stack.objects ?? 1),
  );
  const counter = (event: string, unit: string, total: number) => {
    const weights = stacks.map((_, i) => (i === 0 ? total : 0));
    return drawn(event, unit, weights).profile;
  };
  const counters =
    alloc === null ? [] : [counter("alloc_objects", "count", alloc[0]), counter("alloc_space", "bytes", alloc[1])];
  const { path = "/srv/demo/leakd", buildId = "15d0" } = snapshot;
  const capture: StackCapture = {
    kind: "pprof",
    arch: null,
    facts: {},
    losses: [],
    modules: [{ path, buildId, addressing: "file-offset", pid: -1, anchor: null }],
    mappings: [],
    codes: { length: 0, module: new Int32Array(), address: new Float64Array(), flags: new Uint8Array() },
    stacks: { length: 0, prefix: new Int32Array(), frame: new Int32Array() },
    given: null,
    profiles: [...counters, objects.profile, space.profile],
    perf: null,
    pprof: {
      timeNs: snapshot.timeNs ?? 0n,
      durationNs: snapshot.durationNs ?? 0n,
      periodType: "space",
      periodUnit: "bytes",
      period: snapshot.period ?? 4096,
      defaultSampleType: 0,
      mappingStarts: snapshot.mappingStarts ?? [0x400000],
      comments: [],
    },
  };
  const { id = 0, name = "heap.pb.gz", folder = "" } = snapshot;
  return { file: { id, name, folder }, capture, named: space.named };
}

function columns(stacks: Snapshot["stacks"], weights: readonly number[]): string {
  const depth = Math.max(0, ...stacks.map((stack) => stack.frames.length));
  const rows = [stacks.map((_, i) => String(weights[i]))];
  for (let i = 0; i < depth; i++) rows.push(stacks.map(({ frames }) => frames.at(-1 - i) ?? ""));
  const widths = stacks.map((_, i) => 2 + Math.max(...rows.map((row) => row[i].length)));
  return rows.map((row) => row.map((cell, i) => cell.padEnd(widths[i])).join("")).join("\n");
}
