import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { StackCapture } from "../../../src/model/capture";
import { bytesSource } from "../../io/byteSource";
import { assertCaptureIntegrity } from "../../profile/integrity";
import { perf } from "./index";
import { RECORD } from "./recordType";
import { concat, dataRange, type RawRecord, recordsOf, viewOf, withRecords } from "./testing/perfFile";

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));
const original = fixture("dwarf-zstd.perf.data");

async function decode(bytes: Uint8Array): Promise<StackCapture> {
  const capture = await perf.decode(bytesSource("test", bytes), { progress() {} });
  if (capture.kind !== "perf") throw new Error("no perf capture");
  assertCaptureIntegrity(capture);
  return capture;
}

/** The same stream in records with `sizes` bytes of it in turn, all where the first compressed record was. */
function repacked(type: number, sizes: readonly number[]): Uint8Array {
  const records = recordsOf(original);
  const stream = concat(records.filter((record) => record.type === RECORD.COMPRESSED).map(({ body }) => body));
  const packed: RawRecord[] = [];
  for (let at = 0, i = 0; at < stream.length; i++) {
    const payload = stream.subarray(at, at + (sizes[i % sizes.length] ?? 1));
    at += payload.length;
    packed.push({ type, misc: 0, body: type === RECORD.COMPRESSED ? payload : sized(payload) });
  }
  const first = records.findIndex((record) => record.type === RECORD.COMPRESSED);
  const others = records.filter((record) => record.type !== RECORD.COMPRESSED);
  return withRecords(original, [...others.slice(0, first), ...packed, ...others.slice(first)]);
}

/** COMPRESSED2: the payload's size before it, zeros up to a multiple of 8 behind it. */
function sized(payload: Uint8Array): Uint8Array {
  const body = new Uint8Array(8 + Math.ceil(payload.length / 8) * 8);
  viewOf(body).setUint32(0, payload.length, true);
  body.set(payload, 8);
  return body;
}

function firstFrames({ codes, stacks, profiles, perf: facts }: StackCapture): string[] {
  return profiles.flatMap(({ event, startNs, samples }) =>
    Array.from({ length: samples.length }, (_, i) => {
      const address = codes.address[stacks.frame[samples.stack[i] ?? 0] ?? 0] ?? 0;
      const tid = facts?.threads[samples.thread?.[i] ?? -1]?.tid;
      const timeNs = startNs + BigInt(samples.time?.[i] ?? 0);
      return [event, tid, timeNs, samples.weight[i], BigInt.asUintN(64, BigInt(address)).toString(16)].join(" ");
    }),
  );
}

describe("dwarf-zstd.perf.data", () => {
  it("has the samples that perf script prints, and the records that perf report -D counts", async () => {
    const text = gunzipSync(fixture("dwarf-zstd.leaf.script.txt.gz")).toString();
    const expected = [...text.matchAll(/\d+\/(\d+)\s+(\d+)\.(\d{9}):\s+(\d+) (\S+): \n\s+(\S+)/g)].map(
      ([, tid, seconds, ns, period, event, ip]) => [event, tid, `${seconds}${ns}`, period, ip].join(" "),
    );
    const capture = await decode(original);
    expect(expected).toHaveLength(120);
    expect(firstFrames(capture)).toEqual(expected);
    expect(capture.losses).toEqual([]);
    const lines = new TextDecoder().decode(fixture("dwarf-zstd.records.txt")).trim().split("\n");
    const counts = lines.map((line) => line.trim().split(/\s+/)).map(([n, name = ""]) => [name.slice(12), Number(n)]);
    expect(capture.perf?.records).toEqual(Object.fromEntries(counts));
  });

  it.each([
    ["COMPRESSED of odd sizes", RECORD.COMPRESSED, [1, 7, 1000, 3]],
    ["COMPRESSED, as large as records get", RECORD.COMPRESSED, [65527]],
    ["COMPRESSED2, padded", RECORD.COMPRESSED2, [13, 4001, 8]],
  ])("is the same with the stream cut elsewhere: %s", async (_, type, sizes) => {
    const [expected, capture] = [await decode(original), await decode(repacked(type, sizes))];
    expect(firstFrames(capture)).toEqual(firstFrames(expected));
    expect(capture.losses).toEqual([]);
    expect(capture.perf?.records).toEqual(expected.perf?.records);
  });
});

describe("damage in the stream", () => {
  it("keeps what comes before the end of a cut file, and says that a record is missing its end", async () => {
    const whole = firstFrames(await decode(original));
    const stream = repacked(RECORD.COMPRESSED, [500]);
    const places = new Set<string>();
    for (let length = stream.length >> 2; length < dataRange(stream).end; length += 997) {
      const capture = await decode(stream.slice(0, length));
      expect(whole.slice(0, firstFrames(capture).length)).toEqual(firstFrames(capture));
      for (const { first } of capture.losses) places.add(`${first.where} ${first.code}`);
    }
    expect([...places].sort()).toEqual([
      "COMPRESSED Truncated",
      "perf record Truncated",
      "perf.data feature table Truncated",
    ]);
  });

  it("says where the stream breaks", async () => {
    const broken = repacked(RECORD.COMPRESSED, [2000]);
    const at = broken.length >> 1;
    broken.fill(0xff, at, at + 64);
    const { losses } = await decode(broken);
    expect(losses.map(({ first }) => first.where)).toContain("zstd");
    const offset = losses.find(({ first }) => first.where === "zstd")?.first.offset ?? 0;
    expect(Math.abs(offset - at)).toBeLessThan(16_384); // a zstd block is checked as a whole
  });

  it("does not believe the size that COMPRESSED2 states", async () => {
    const records = recordsOf(repacked(RECORD.COMPRESSED2, [4000]));
    const lying = records.map((record) => {
      if (record.type !== RECORD.COMPRESSED2) return record;
      const body = record.body.slice();
      viewOf(body).setUint32(0, 0xffff_ffff, true);
      return { ...record, body };
    });
    const { losses } = await decode(withRecords(original, lying));
    expect(losses[0]?.first.message).toContain("the payload is longer than the record");
  });

  it("survives flipped bytes", async () => {
    let seed = 7;
    for (let i = 0; i < 60; i++) {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      const bytes = original.slice();
      const at = seed % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (i & 7));
      await decode(bytes).catch((error: unknown) => expect(error).toMatchObject({ name: "DecodeError" }));
    }
  });
});
