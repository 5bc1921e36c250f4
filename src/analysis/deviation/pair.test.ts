import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { formats } from "../../../workers/formats/registry";
import { bytesSource } from "../../../workers/io/byteSource";
import { nameStacks } from "../../../workers/profile/testing/nameStacks";
import type { Deviation, Figure } from "../../model/deviation";
import type { Side } from "../../model/session";
import { type Compared, compared, onSide, rowOf } from "./testing/compared";

/** One program on both architectures, without its binaries (fixtures/README.md). */

function fixture(path: string): Uint8Array {
  const bytes = readFileSync(new URL(`./fixtures/pair/${path}`, import.meta.url));
  return new Uint8Array(/(?<!\.pb)\.gz$/.test(path) ? gunzipSync(bytes) : bytes);
}

async function decoded(path: string, side: Side): Promise<Compared> {
  const bytes = fixture(path);
  const format = formats.find(({ recognises }) => recognises(bytes.subarray(0, 1 << 16), path));
  const capture = await format?.decode(bytesSource(path, bytes), { progress() {} });
  if (capture === undefined) throw new Error(`${path} is of no format`);
  if (!("stacks" in capture)) return onSide(path, capture, null, side);
  const { modules, codes, stacks, given } = capture;
  return onSide(path, capture, nameStacks(modules, codes, stacks, given, []), side);
}

const CAPTURES = [
  "callers.csv.gz",
  "goroutineprofile.csv.gz",
  "deep.perf.data.gz",
  "cpu.pb.gz",
  "heap.pb.gz",
  "goroutine.pb.gz",
  "goroutine-debug2.txt.gz",
];

let pair: Deviation;

beforeAll(async () => {
  const baseline = CAPTURES.map((name) => decoded(`amd64/${name}`, "baseline"));
  const candidate = CAPTURES.map((name) => decoded(`sw64/${name}`, "candidate"));
  const framePointers = decoded("amd64/deep-fp.perf.data.gz", "baseline");
  pair = compared(await Promise.all([...baseline, ...candidate, framePointers]));
});

function figure(row: { readonly baseline: Figure | null; readonly candidate: Figure | null }, side: Side): Figure {
  const found = row[side];
  if (found === null) throw new Error(`no figure of the ${side}`);
  return found;
}

interface CsvOracle {
  readonly rows: number;
  readonly clusters: number;
  readonly limit: number;
  readonly truncation_rate: number;
  readonly pc_offset_median_of_row_medians: number;
  readonly pc_offset_mean: number;
  readonly pc_offset_sd: number;
}

describe("the harness's CSV files", () => {
  const oracle = JSON.parse(new TextDecoder().decode(fixture("oracle.json"))) as Record<string, CsvOracle>;
  it.each([
    ["amd64/callers.csv", "baseline"],
    ["amd64/goroutineprofile.csv", "baseline"],
    ["sw64/callers.csv", "candidate"],
    ["sw64/goroutineprofile.csv", "candidate"],
  ] as const)("give the figures of Python's csv and statistics: %s", (path, side) => {
    const known = oracle[path];
    const source = `csv limit ${known.limit}`;
    const truncation = figure(rowOf(pair, "truncation_rate", "share", source), side);
    const median = figure(rowOf(pair, "pc_offset", "median", source), side);
    const mean = figure(rowOf(pair, "pc_offset", "mean", source), side);
    expect([truncation.n, truncation.clusters]).toEqual([known.rows, known.clusters]);
    expect(truncation.estimate).toBeCloseTo(known.truncation_rate, 6);
    expect(median.estimate).toBe(known.pc_offset_median_of_row_medians);
    expect(mean.estimate).toBeCloseTo(known.pc_offset_mean, 4);
    expect(mean.sd).toBeCloseTo(known.pc_offset_sd, 3);
  });
});

it("has no figure that is no number, and says of every one that is missing what to record", () => {
  for (const { name, source, baseline, candidate, missing, difference, differenceCi } of pair.metrics) {
    for (const [side, reason] of [
      [baseline, missing.baseline],
      [candidate, missing.candidate],
    ] as const) {
      const isThere = side !== null || (name === "profile_distance" && difference !== null);
      expect([name, source, isThere]).toEqual([name, source, reason === null]);
      if (side !== null) expect([side.n, side.estimate, side.sd, ...(side.ci ?? [])].every(Number.isFinite)).toBe(true);
    }
    expect([difference ?? 0, ...(differenceCi ?? [])].every(Number.isFinite)).toBe(true);
  }
});

it("tells what the sides do not have in common", () => {
  const differing = pair.comparability.filter(({ differs }) => differs).map(({ rule, source }) => `${rule} ${source}`);
  expect(differing).toContain("rate perf cpu-clock dwarf");
  expect(differing).toContain("arch ");
  expect(differing).not.toContain("dump_size perf cpu-clock dwarf");
});

it("the same capture on both sides differs by exactly 0 in everything, and by nothing in any part", async () => {
  const names = [...CAPTURES, "deep-fp.perf.data.gz"].map((name) => `amd64/${name}`);
  const sides = (["baseline", "candidate"] as const).map((side) => names.map((name) => decoded(name, side)));
  const same = compared(await Promise.all(sides.flat()));
  const measured = same.metrics.filter(({ measure, missing: { baseline, candidate } }) => {
    return measure !== "ms_per_1000" && baseline === null && candidate === null; // time that this page takes has no sides
  });
  expect(measured.length).toBeGreaterThan(9);
  for (const { name, difference, distinguishable } of measured) {
    expect([name, difference]).toEqual([name, 0]);
    expect(distinguishable).not.toBe(true);
  }
  expect(same.comparability.filter(({ differs }) => differs)).toEqual([]);
  expect(same.functions.every(({ difference }) => difference === 0)).toBe(true);
  expect(same.unmatched).toEqual([]);
  expect(same.attribution.every(({ contribution }) => contribution === 0)).toBe(true);
});

it("truncated frame-pointer chains are those that are as long as the kernel keeps", () => {
  const lines = new TextDecoder().decode(fixture("amd64/deep-fp.samples.txt.gz")).trim().split("\n");
  const atLimit = lines.filter((line) => Number(line.split(" ")[2]) >= 127).length;
  const { baseline } = rowOf(pair, "truncation_rate", "share", "perf cpu-clock fp");
  expect([baseline?.n, baseline?.estimate]).toEqual([lines.length, atLimit / lines.length]);
});

it.each([
  ["amd64/deep.samples.txt.gz", "baseline", "perf cpu-clock dwarf"],
  ["amd64/deep-fp.samples.txt.gz", "baseline", "perf cpu-clock fp"],
  ["sw64/deep.samples.txt.gz", "candidate", "perf cpu-clock dwarf"],
] as const)("gaps between samples vary as perf script's times do: %s", (path, side, source) => {
  const last = new Map<string, bigint>();
  const gaps: number[] = [];
  for (const line of new TextDecoder().decode(fixture(path)).trim().split("\n")) {
    const [tid = "", time = ""] = line.split(" ");
    const ns = BigInt(time.replace(".", ""));
    const before = last.get(tid);
    if (before !== undefined) gaps.push(Number(ns - before));
    last.set(tid, ns);
  }
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const variance = gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / (gaps.length - 1);
  const all = figure(rowOf(pair, "sampling_regularity", "gap_variation_all", source), side);
  expect(all.n).toBe(gaps.length);
  expect(all.estimate).toBeCloseTo(Math.sqrt(variance) / mean, 9);
  const onCpu = rowOf(pair, "sampling_regularity", "gap_variation", source);
  expect([onCpu[side], onCpu.missing[side]?.reason]).toEqual([null, "no-switches"]);
});

/** Self time by function, of what `go tool pprof -top` prints. */
function pprofTop(path: string): ReadonlyMap<string, number> {
  const lines = new TextDecoder().decode(fixture(path)).split("\n");
  const rows = lines.flatMap((line) => {
    const [, flat = "", func = ""] = /^\s*(\d+)(?:ns)?\s+\S+\s+\S+\s+\S+\s+\S+\s+(.*)$/.exec(line) ?? [];
    return flat === "" ? [] : [[func.replace(/ \(inline\)$/, ""), Number(flat)] as const];
  });
  const total = rows.reduce((sum, [, flat]) => sum + flat, 0);
  return new Map(rows.map(([func, flat]) => [func, flat / total]));
}

it("functions have the shares that go tool pprof prints, and the distance between them", () => {
  const [base, later] = [pprofTop("amd64/cpu.top.txt"), pprofTop("sw64/cpu.top.txt")];
  const cpu = pair.functions.filter(({ source }) => source === "pprof cpu");
  for (const func of ["main.spin", "main.descend", "main.(*wide).hop"]) {
    const row = cpu.find((one) => one.func === func);
    expect(row?.baselineShare).toBeCloseTo(base.get(func) ?? 0, 9);
    expect(row?.candidateShare).toBeCloseTo(later.get(func) ?? 0, 9);
  }
  const names = [...new Set([...base.keys(), ...later.keys()])];
  const apart = names.reduce((sum, name) => sum + Math.abs((base.get(name) ?? 0) - (later.get(name) ?? 0)), 0) / 2;
  const row = rowOf(pair, "profile_distance", "total_variation", "pprof cpu");
  expect(row.difference).toBeCloseTo(apart, 2); // this page matches what the two architectures call differently
  expect([row.distinguishable, row.chance]).toEqual([null, null]); // one file a side: nothing tells chance
});
