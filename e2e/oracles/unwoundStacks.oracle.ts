import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { perfScriptFrames, samplesOf, unwound } from "../../workers/formats/perf/testing/unwound.ts";
import { bytesSource } from "../../workers/io/byteSource.ts";

// Captures with the libraries of the machine they were recorded on, which are not ours to keep here: a folder with
// perf/, elf/, lib/, oracle/ and sw64/own/, named by SWSCOPE_CAPTURES.
const folder = process.env["SWSCOPE_CAPTURES"] ?? "";

function file(path: string): Uint8Array {
  const bytes = readFileSync(`${folder}/${path}`);
  return path.endsWith(".gz") ? gunzipSync(bytes) : bytes;
}

it.each(["dwarf", "dwarf-zstd"])("stacks of %s, through libc and ld.so, are perf's", async (name) => {
  const binaries = {
    tree: file("elf/tree"),
    "libc.so.6": file("lib/libc.so.6"),
    "ld-linux-x86-64.so.2": file("lib/ld-linux-x86-64.so.2"),
  };
  const started = performance.now();
  const samples = samplesOf(await unwound(bytesSource(name, file(`perf/${name}.perf.data`)), binaries));
  const ms = performance.now() - started;
  const expected = perfScriptFrames(new TextDecoder().decode(file(`oracle/${name}.script.txt.gz`)));
  const same = samples.filter(({ frames }, i) => frames.join("|") === expected[i]?.join("|")).length;
  console.log(`${name}: ${same} of ${samples.length} stacks are equal, ${Math.round(ms)} ms`);
  expect(samples.length).toBe(expected.length);
  expect(same / samples.length).toBeGreaterThanOrEqual(0.99);
});

it.each([
  ["own", "own.d4"],
  ["own.gp", "own.gp"],
])("stacks of %s on SW64 are those that the program was in", async (name, binary) => {
  const source = bytesSource(name, file(`sw64/own/perf/${name}.perf.data`));
  const samples = samplesOf(await unwound(source, { [binary]: file(`sw64/own/out/${binary}`) }));
  const truth: { samples: { time: number; pcs: string[] }[] } = JSON.parse(
    new TextDecoder().decode(file(`sw64/own/perf/${name}.perf.data.truth.json`)),
  );
  const byTime = new Map(truth.samples.map(({ time, pcs }) => [BigInt(time), pcs.map(Number).join()]));
  const same = samples.filter(
    ({ timeNs, raw }) => raw.map((offset) => offset + 0x1_2000_0000).join() === byTime.get(timeNs),
  );
  console.log(`${name}: ${same.length} of ${samples.length} stacks are equal`);
  expect(same.length).toBe(samples.length);
});
