import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { perf } from "../../../workers/formats/perf";
import { bytesSource } from "../../../workers/io/byteSource";
import { nameStacks } from "../../../workers/profile/testing/nameStacks";
import type { HarnessCapture, StackCapture } from "../../model/capture";
import type { HarnessRows } from "../../model/harness";
import type { Side } from "../../model/session";
import { seeded } from "../statistics/random";
import { artefacts } from "./artefacts";
import { medianFigure } from "./medianFigure";
import { pairedSources } from "./sources";
import { type Compared, compared, inputOf, onSide, rowOf } from "./testing/compared";
import { planted } from "./testing/planted";

const OFF_CPU = "../../../workers/formats/perf/offCpu/fixtures";

async function recorded(name: string, side: Side): Promise<Compared> {
  const bytes = new Uint8Array(readFileSync(new URL(`${OFF_CPU}/${name}.perf.data`, import.meta.url)));
  const capture = (await perf.decode(bytesSource(name, bytes), { progress() {} })) as StackCapture;
  const { modules, codes, stacks, given } = capture;
  return onSide(name, capture, nameStacks(modules, codes, stacks, given, []), side);
}

/** Gaps between samples of a thread less the time between OUT and the next IN, by the lines of perf script. */
function gapsOnCpu(name: string, event: string): number[] {
  const text = gunzipSync(readFileSync(new URL(`${OFF_CPU}/${name}.script.txt.gz`, import.meta.url))).toString();
  const threads = new Map<string, { last: bigint | null; left: bigint | null; away: bigint }>();
  const gaps: number[] = [];
  for (const line of text.split("\n")) {
    const [, tid = "", seconds = "", ns = "", what = ""] = /^\s*\d+\/(\d+)\s+(\d+)\.(\d{9}):\s+(.*)/.exec(line) ?? [];
    if (tid === "") continue;
    const now = BigInt(`${seconds}${ns}`);
    const thread = threads.get(tid) ?? { last: null, left: null, away: 0n };
    threads.set(tid, thread);
    if (what.startsWith("PERF_RECORD_SWITCH OUT")) thread.left = now;
    else if (what.startsWith("PERF_RECORD_SWITCH IN")) {
      if (thread.left !== null) thread.away += now - thread.left;
      thread.left = null;
    } else if (what.startsWith(event)) {
      if (thread.last !== null) gaps.push(Number(now - thread.last - thread.away));
      thread.last = now;
      thread.away = 0n;
    }
  }
  return gaps;
}

it("gaps on the CPU are those that perf script's switches leave", async () => {
  const deviation = compared([await recorded("switch", "baseline"), await recorded("switch", "candidate")]);
  const gaps = gapsOnCpu("switch", "cpu-clock");
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / (gaps.length - 1);
  const { baseline } = rowOf(deviation, "sampling_regularity", "gap_variation", "perf cpu-clock");
  expect(gaps.length).toBeGreaterThan(10);
  expect(baseline?.n).toBe(gaps.length);
  expect(baseline?.estimate).toBeCloseTo(Math.sqrt(variance) / mean, 6);
});

describe("a median's interval", () => {
  it("is that of the values where there are few of them, and holds counted rows as if they stood there", () => {
    const values = Float64Array.of(1, 2, 3, 4, 5, 6);
    const cluster = Int32Array.of(0, 1, 2, 3, 4, 5);
    expect(medianFigure(values, cluster, 6)?.estimate).toBe(3.5);
    const counted = medianFigure(Float64Array.of(10, 20), Int32Array.of(0, 1), 2, Float64Array.of(3, 1));
    const spelt = medianFigure(Float64Array.of(10, 10, 10, 20), Int32Array.of(0, 0, 0, 1), 2);
    expect(counted).toEqual(spelt);
    expect(counted?.estimate).toBe(10);
  });

  it("covers the median of many clusters", () => {
    const random = seeded(51);
    const values = Float64Array.from({ length: 4000 }, () => random.below(1000));
    const figure = medianFigure(
      values,
      Int32Array.from(values, (_, i) => i % 100),
      100,
    );
    const [low = 0, high = 0] = figure?.ci ?? [];
    expect(low).toBeLessThan(500);
    expect(high).toBeGreaterThan(499);
    expect(high - low).toBeLessThan(100);
  });
});

function harness(change: Partial<HarnessRows>, side: Side): Compared {
  const depth = change.depth ?? Float64Array.of(5, 5);
  const rows: HarnessRows = {
    length: depth.length,
    limit: 32,
    depth,
    truncated: new Uint8Array(depth.length),
    fullDepth: null,
    medianOffset: null,
    call: Int32Array.from(depth.keys()),
    calls: depth.length,
    sp: null,
    stackLow: null,
    stackHigh: null,
    entryNs: null,
    goid: null,
    labels: [],
    ...change,
  };
  const capture: HarnessCapture = { kind: "harness-csv", arch: null, facts: {}, losses: [], rows };
  return onSide("rows.csv", capture, null, side);
}

describe("a harness", () => {
  const bounds = { stackLow: Float64Array.of(100, 100), stackHigh: Float64Array.of(200, 200) };
  const rows = { sp: Float64Array.of(150, 250), entryNs: Float64Array.of(100, 300), ...bounds };
  const deviation = compared([harness(rows, "baseline"), harness({}, "candidate")]);

  it("says which stack pointers lie outside of their stack, and what looking up an entry takes", () => {
    const outside = rowOf(deviation, "stack_top_deviation", "out_of_bounds_share", "csv limit 32");
    expect([outside.baseline?.estimate, outside.missing.candidate?.reason]).toEqual([0.5, "no-stack-bounds"]);
    const entry = rowOf(deviation, "symbol_coverage", "entry_ns", "csv limit 32");
    expect(entry.baseline).toMatchObject({ n: 2, estimate: 200 });
  });

  it("is cut where the user says that the limit is", () => {
    const deep = { depth: Float64Array.of(20, 5) };
    const files = [harness(deep, "baseline"), harness(deep, "candidate")];
    const limits = { "csv limit 32": 16 };
    const row = rowOf(compared(files, { limits, rules: [] }), "truncation_rate", "share", "csv limit 32");
    expect(row.baseline?.estimate).toBe(0.5);
  });
});

it("a manual rule makes two functions one", () => {
  const sides = (["baseline", "candidate"] as const).map((side) => {
    const stack = [side === "baseline" ? "old" : "renamed", "_start"];
    const { capture, named } = planted([stack], [{ thread: 1, timeNs: 0, stack: 0 }]);
    return onSide(side, capture, named, side);
  });
  const apart = (rules: readonly (readonly [string, string])[]) =>
    rowOf(compared(sides, { limits: {}, rules }), "profile_distance", "total_variation", "perf cpu-clock").difference;
  expect([apart([]), apart([["old", "renamed"]])]).toEqual([1, 0]);
  expect(compared(sides).unmatched.map(({ func, side }) => [func, side])).toEqual([
    ["old", "baseline"],
    ["renamed", "candidate"],
  ]);
});

describe("artefacts of SW64", () => {
  /** On a processor, with stacks and what of the attr is not as usual. */
  function found(arch: string, stacks: readonly (readonly string[])[], attr: Parameters<typeof planted>[2] = {}) {
    const samples = stacks.map((_, stack) => ({ thread: 1, timeNs: stack * 1e6, stack }));
    const sides = (["baseline", "candidate"] as const).map((side) => {
      const { capture, named } = planted(stacks, samples, attr);
      return onSide(side, { ...capture, arch }, named, side);
    });
    const input = inputOf(sides);
    const sources = pairedSources(input).flatMap(({ candidate }) => candidate ?? []);
    return artefacts([], sources).map(({ rule, params }) => ({ rule, params }));
  }

  it("are said of a capture that shows them", () => {
    const stacks = [["runtime.udiv"], ["main.f", "runtime.goexit"], ["runtime.futex", "runtime.systemstack"]];
    expect(found("sw_64", stacks)).toEqual([
      { rule: "sw64-division", params: { leafShare: 1 / 3, brokenShare: 1 } },
      { rule: "sw64-frame-pointer-callers", params: {} },
      { rule: "sw64-system-stack", params: { switchShare: 1 / 3 } },
    ]);
  });

  it("are not said of one that does not, or of another processor", () => {
    expect(found("sw_64", [["main"]])).toEqual([]);
    expect(found("x86_64", [["runtime.udiv"], ["main.f", "runtime.goexit"]])).toEqual([]);
  });
});

it("says where a limit of frames comes from, and compares the limits alone", () => {
  const sides = (["baseline", "candidate"] as const).map((side) => {
    const { capture, named } = planted([["f", "_start"]], [{ thread: 1, timeNs: 0, stack: 0 }], {
      maxStack: side === "baseline" ? 0 : 127,
    });
    return onSide(side, capture, named, side);
  });
  const row = compared(sides).comparability.find(({ rule }) => rule === "frame_limit");
  expect(row).toMatchObject({ baseline: "127 (default)", candidate: "127", differs: false });
});
