import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import { unwound } from "../../../workers/formats/perf/testing/unwound";
import { codePlaces } from "../../../workers/inspect/codePlaces";
import { bytesSource } from "../../../workers/io/byteSource";
import { nameStacks } from "../../../workers/profile/testing/nameStacks";
import { symbolizeModule } from "../../../workers/symbolize/symbolizeModule";
import type { StackCapture } from "../../model/capture";
import type { Deviation } from "../../model/deviation";
import type { Side } from "../../model/session";
import { type Compared, compared, onSide, rowOf } from "./testing/compared";

/**
 * The project's own C program as SW64 code, sampled on an emulator with its registers and stack. The truths were found by another
 * unwinder and checked against what the program itself keeps of its recursion (fixtures/README.md).
 */

function file(path: string): Uint8Array {
  const bytes = readFileSync(new URL(path, import.meta.url));
  return new Uint8Array(path.endsWith(".gz") ? gunzipSync(bytes) : bytes);
}

async function symbolized(capturePath: string, binary: string, side: Side): Promise<Compared> {
  const elf = file(`../../../workers/object/elf/fixtures/${binary}`);
  const capture = await unwound(bytesSource(capturePath, file(capturePath)), { [binary]: elf });
  const sources = { runtime: bytesSource(binary, elf), debug: null, alt: null, split: [], symbols: null };
  const byModule = [];
  const places = { length: capture.codes.length, ...unknownPlaces(capture) };
  for (const [module, mapped] of capture.modules.entries()) {
    if (!mapped.path.endsWith(`/${binary}`)) continue;
    const codes = Int32Array.from(
      [...capture.codes.module.keys()].filter((code) => capture.codes.module[code] === module),
    );
    const of = {
      addresses: Float64Array.from(codes, (code) => capture.codes.address[code]),
      flags: Uint8Array.from(codes, (code) => capture.codes.flags[code]),
    };
    const mappings = capture.mappings.filter((mapping) => mapping.module === module);
    byModule.push({ codes, names: await symbolizeModule(mapped, mappings, of, sources) });
    const found = await codePlaces(mapped, mappings, of, sources, null);
    codes.forEach((code, i) => {
      places.entry[code] = found.entry[i];
      places.size[code] = found.size[i];
      places.error[code] = found.error[i];
    });
  }
  const { modules, codes, stacks, given } = capture;
  return { ...onSide(capturePath, capture, nameStacks(modules, codes, stacks, given, byModule), side), places };
}

function unknownPlaces({ codes: { length } }: StackCapture) {
  const unknown = () => new Float64Array(length).fill(Number.NaN);
  return { entry: unknown(), size: unknown(), error: unknown() };
}

interface Truth {
  readonly time: number;
  readonly end: string;
  readonly depth: number;
  readonly cfa: number; // of the outermost frame
}

const CAPTURES = [
  ["baseline", "./fixtures/own/own.perf.data.gz", "own.d4", "own.truth.json.gz"],
  ["candidate", "../../../workers/formats/perf/fixtures/unwind/own.gp.perf.data.gz", "own.gp", "own.gp.truth.json.gz"],
] as const;

let deviation: Deviation;

beforeAll(async () => {
  deviation = compared(await Promise.all(CAPTURES.map(([side, path, binary]) => symbolized(path, binary, side))));
});

describe.each(CAPTURES)("%s: %s", (side, _, __, truthPath) => {
  const truth = JSON.parse(new TextDecoder().decode(file(`./fixtures/own/${truthPath}`))) as Truth[];
  const source = "perf cpu-clock";

  it("has the truncation and the incompleteness of the truth", () => {
    const limits = truth.filter(({ end }) => end === "dump").length;
    const broken = truth.filter(({ end }) => end !== "root").length;
    const truncation = rowOf(deviation, "truncation_rate", "share", source)[side];
    const incomplete = rowOf(deviation, "incomplete_rate", "share", source)[side];
    expect([truncation?.n, truncation?.estimate]).toEqual([truth.length, limits / truth.length]);
    expect([incomplete?.n, incomplete?.estimate]).toEqual([truth.length, broken / truth.length]);
  });

  it("begins its stacks where the truth does", () => {
    const counts = new Map<number, number>();
    for (const { cfa } of truth) counts.set(cfa, (counts.get(cfa) ?? 0) + 1);
    const atMode = Math.max(...counts.values());
    const off = rowOf(deviation, "stack_top_deviation", "off_mode_share", source)[side];
    expect([off?.n, off?.estimate]).toEqual([truth.length, 1 - atMode / truth.length]);
    expect(rowOf(deviation, "stack_top_deviation", "median_absolute", source)[side]?.estimate).toBe(0);
    expect(rowOf(deviation, "stack_top_deviation", "variance", source)[side]?.estimate).toBe(0);
  });

  it("returns behind calls, in every caller frame of the truth", () => {
    const callers = truth.reduce((sum, { depth }) => sum + depth - 1, 0);
    const error = rowOf(deviation, "call_site_error", "mean_distance", source)[side];
    expect([error?.n, error?.estimate]).toEqual([callers, 0]);
    const leaves = rowOf(deviation, "call_site_error", "leaf_off_share", source)[side];
    expect([leaves?.n, leaves?.estimate]).toEqual([truth.length, 0]);
  });
});

it("has the offsets from the entries of the symbol table, over all frames of the truth", () => {
  const path = "../../../workers/formats/perf/fixtures/unwind/own.gp.truth.json.gz";
  const truth = JSON.parse(new TextDecoder().decode(file(path))) as { readonly pcs: readonly string[] }[];
  const table = new TextDecoder()
    .decode(file("../../../workers/arch/sw64/fixtures/own.gp.funcs.tsv"))
    .trim()
    .split("\n");
  const functions = table.slice(1).map((line) =>
    line
      .split("\t")
      .slice(0, 2)
      .map((hex) => Number.parseInt(hex, 16)),
  );
  const offsets = truth.flatMap(({ pcs }) =>
    pcs.map((pc, i) => {
      const called = Number(pc) - Number(i > 0); // a call may be the last instruction of its function
      const [low = Number.NaN] = functions.find(([from = 0, to = 0]) => called >= from && called < to) ?? [];
      return Number(pc) - low;
    }),
  );
  const sorted = Float64Array.from(offsets).sort();
  const middle = (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
  const mean = offsets.reduce((sum, offset) => sum + offset, 0) / offsets.length;
  const medianRow = rowOf(deviation, "pc_offset", "median", "perf cpu-clock").candidate;
  const meanRow = rowOf(deviation, "pc_offset", "mean", "perf cpu-clock").candidate;
  expect([medianRow?.n, medianRow?.estimate]).toEqual([offsets.length, middle]);
  expect(meanRow?.estimate).toBeCloseTo(mean, 6);
});

it("says that nothing parts the two", () => {
  for (const { name, headline, distinguishable } of deviation.metrics) {
    if (headline && name !== "profile_distance" && name !== "pc_offset" && name !== "symbol_coverage")
      expect([name, distinguishable]).toEqual([name, false]);
  }
});
