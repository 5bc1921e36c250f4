import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { StackCapture } from "../../../src/model/capture";
import { RUNGS } from "../../../src/model/stacks";
import { bytesSource } from "../../io/byteSource";
import { assertCaptureIntegrity } from "../../profile/integrity";
import { perf } from "./index";
import { RECORD } from "./recordType";
import { concat, type RawRecord, recordsOf, withFeature, withRecords } from "./testing/perfFile";

function fixture(name: string): Uint8Array {
  const bytes = readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
  return new Uint8Array(name.endsWith(".gz") ? gunzipSync(bytes) : bytes);
}

const text = (name: string): string => new TextDecoder().decode(fixture(name));
const cpuFp = fixture("cpu-fp.perf.data");

async function decode(bytes: Uint8Array): Promise<StackCapture> {
  const capture = await perf.decode(bytesSource("test", bytes), { progress() {} });
  if (capture.kind !== "perf") throw new Error("no perf capture");
  assertCaptureIntegrity(capture);
  return capture;
}

/** How many frames of samples have each name that the file brings. */
function namedFrames({ given, profiles, stacks }: StackCapture): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { samples } of profiles) {
    for (const leaf of samples.stack) {
      for (let row = leaf; row >= 0; row = stacks.prefix[row] ?? -1) {
        const name = given?.strings[given.symbol[stacks.frame[row] ?? 0] ?? -1];
        if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
      }
    }
  }
  return counts;
}

describe("KSYMBOL", () => {
  it("names code that the kernel made while recording, as perf script does", async () => {
    const capture = await decode(fixture("ksymbol.perf.data.gz"));
    const expected = text("ksymbol.names.txt")
      .trim()
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .map(([count, , name]) => [name, Number(count)]);
    expect(Object.fromEntries(namedFrames(capture))).toEqual(Object.fromEntries(expected));
    const rungs = new Set(Array.from(capture.given?.rung ?? [], (rung) => RUNGS[rung]));
    expect([...rungs].sort()).toEqual(["capture", "none"]);
  });
});

const LEAKD = "/srv/demo/leakd";

describe("simpleperf", () => {
  const hit = [...text("cpu-fp.script.txt.gz").matchAll(/^\s+([0-9a-f]{5,6})$/gm)].map(([, ip]) => Number(`0x${ip}`));
  const address =
    [...hit].sort((a, b) => hit.filter((x) => x === b).length - hit.filter((x) => x === a).length)[0] ?? 0;
  const BIAS = 0x400000;

  function u32(value: number): Uint8Array {
    return new Uint8Array(Uint32Array.of(value).buffer);
  }
  function u64(value: number): Uint8Array {
    return new Uint8Array(BigUint64Array.of(BigInt(value)).buffer);
  }
  const name = (value: string): Uint8Array => new TextEncoder().encode(`${value}\0`);
  const sized = (body: Uint8Array): Uint8Array => concat([u32(body.length), body]);

  function varint(value: number): Uint8Array {
    const bytes: number[] = [];
    for (let left = value; ; left = Math.floor(left / 128)) {
      bytes.push((left % 128) | (left >= 128 ? 0x80 : 0));
      if (left < 128) return Uint8Array.from(bytes);
    }
  }
  const number = (field: number, value: number): Uint8Array => concat([varint(field * 8), varint(value)]);
  const bytes = (field: number, body: Uint8Array): Uint8Array =>
    concat([varint(field * 8 + 2), varint(body.length), body]);
  const string = (field: number, value: string): Uint8Array => bytes(field, new TextEncoder().encode(value));

  const [start, length] = [address - 4 + BIAS, 8];
  const FILE = sized(
    concat([name(LEAKD), u32(2), u64(BIAS + 0x1000), u32(1), u64(start), u32(length), name("main.found"), u64(0x1000)]),
  );
  const symbol = concat([number(1, start), number(2, length), string(3, "main.found")]);
  const FILE2 = sized(
    concat([string(1, LEAKD), number(2, 2), number(3, BIAS + 0x1000), bytes(4, symbol), bytes(6, number(1, 0x1000))]),
  );

  it.each([
    ["FILE", 128, FILE],
    ["FILE2", 132, FILE2],
  ])("%s: its symbols name what lies in its files", async (_, bit, body) => {
    const names = namedFrames(await decode(withFeature(cpuFp, bit, body)));
    const near = hit.filter((ip) => ip >= address - 4 && ip < address + 4).length;
    expect(near).toBeGreaterThan(10);
    expect([...names.keys()]).toEqual(["main.found"]);
    // a return address is looked up one byte before, so the two differ at the borders of the range
    expect(Math.abs((names.get("main.found") ?? 0) - near)).toBeLessThanOrEqual(near / 2);
  });

  it.each([
    ["FILE", 128, FILE],
    ["FILE2", 132, FILE2],
  ])("%s cut anywhere costs names, no samples", async (_, bit, body) => {
    for (let end = 0; end < body.length; end += 3) {
      const capture = await decode(withFeature(cpuFp, bit, body.subarray(0, end)));
      expect(capture.perf?.records["SAMPLE"]).toBe(1232);
    }
  });

  it("has records of its own, which are passed over", async () => {
    const own = Array.from(
      { length: 9 },
      (_, i): RawRecord => ({ type: 32769 + i, misc: 0, body: new Uint8Array(16) }),
    );
    const capture = await decode(withRecords(cpuFp, [...own, ...recordsOf(cpuFp)]));
    expect(capture.losses).toEqual([]);
    expect(capture.perf?.records["SAMPLE"]).toBe(1232);
    expect(capture.perf?.records["32776"]).toBe(1);
  });
});

describe("facts from records", () => {
  it("tells the time of day of the first and the last sample", async () => {
    const printed = text("clock.tod.txt")
      .trim()
      .split("\n")
      .map((line) => line.trim());
    const iso = (line = ""): string => `${line.slice(0, 10)}T${line.slice(11, 23)}Z`;
    const { facts } = await decode(fixture("clock.perf.data.gz"));
    expect(facts["clock"]).toBe("monotonic");
    expect([facts["start_time"], facts["end_time"]]).toEqual([iso(printed[0]), iso(printed.at(-1))]);
    const without = await decode(cpuFp);
    expect([without.facts["clock"], without.facts["start_time"]]).toEqual(["perf", null]);
  });

  it("counts the bytes of AUX data and passes over them", async () => {
    const payload = new Uint8Array(4000).fill(0xff);
    const auxtrace = { type: RECORD.AUXTRACE, misc: 0, body: words(4000, 0, 0, 0, 0) };
    // what follows the record is no record
    const records = recordsOf(cpuFp);
    const trailer = new Uint8Array(24);
    const aux = { type: RECORD.AUX, misc: 0, body: concat([words(0, 4000, 0), trailer]) };
    const made = withRecords(cpuFp, [aux, auxtrace, ...records], (record) => (record === auxtrace ? payload : null));
    const capture = await decode(made);
    expect(capture.facts["aux_bytes"]).toBe(4000);
    expect(capture.perf?.records["SAMPLE"]).toBe(1232);
    expect(capture.losses).toEqual([]);
  });

  it("names threads by THREAD_MAP where no COMM does", async () => {
    const [, pid = ""] = /^\s*(\d+)\//m.exec(text("cpu-fp.script.txt.gz")) ?? [];
    const comm = new Uint8Array(16);
    comm.set(new TextEncoder().encode("leakd-map"));
    const map = { type: RECORD.THREAD_MAP, misc: 0, body: concat([words(1, Number(pid)), comm]) };
    const records = recordsOf(cpuFp).filter(({ type }) => type !== RECORD.COMM && type !== RECORD.FORK);
    const capture = await decode(withRecords(cpuFp, [map, ...records]));
    expect(capture.perf?.threads.find(({ tid }) => tid === Number(pid))?.comm).toBe("leakd-map");
  });
});

function words(...values: readonly number[]): Uint8Array {
  return new Uint8Array(BigUint64Array.from(values, BigInt).buffer);
}
