import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { content, int, message, packed, text } from "./profileBytes";
import { recognisesProfile } from "./recognise";

const sampleType = content(1, int(1, 1), int(2, 2));
const raw = gunzipSync(readFileSync(join(import.meta.dirname, "fixtures", "cpu.pb.gz")));

it("takes raw and gzipped profiles, and the beginning of one", () => {
  for (const length of [24, 40, 400, 4096, raw.length]) {
    expect(recognisesProfile(raw.subarray(0, length))).toBe(true);
    for (const level of [0, 1, 9]) {
      expect(recognisesProfile(gzipSync(raw.subarray(0, length), { level }).subarray(0, 4096))).toBe(true);
    }
  }
});

it("takes fields in any order, and a head that one message fills", () => {
  expect(recognisesProfile(message(text(6, ""), text(6, "cpu"), sampleType))).toBe(true);
  const longSample = content(2, packed(1, Array(9000).fill(1)), packed(2, [1]));
  expect(recognisesProfile(longSample.subarray(0, 4096))).toBe(true);
});

const others: Record<string, Uint8Array> = {
  nothing: new Uint8Array(),
  zeros: new Uint8Array(4096),
  "an empty message": content(1),
  ELF: Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0),
  "perf.data": ascii("PERFILE2hhhhhhhh"),
  "a Go trace": ascii("go 1.22 trace\0\0\0"),
  text: ascii("\n\n\nsome text that begins with newlines\n".repeat(20)),
  CSV: ascii("arch,sample,depth\nx86_64,1,2\n"),
  kallsyms: ascii("ffffffff81000000 T _text\n".repeat(200)),
  JSON: ascii('{"a": 1}'),
  "strings only": message(text(6, ""), text(6, "cpu")),
  "a first string": message(sampleType, text(6, "no"), text(6, "cpu")),
  "a message of another schema": message(content(1, int(8, 5), text(3, "x"))),
  "a group": message(sampleType, Uint8Array.of(0x0b)),
  "field 40": message(sampleType, int(40, 1)),
  "a string where a message belongs": content(4, ascii("hello, world")),
  "a cut message of another schema": content(2, int(9, 1), packed(1, Array(9000).fill(1))).subarray(0, 4096),
};

it.each(Object.keys(others))("leaves %s alone, also gzipped", (name) => {
  expect(recognisesProfile(others[name])).toBe(false);
  expect(recognisesProfile(gzipSync(others[name]))).toBe(false);
});

function ascii(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}
