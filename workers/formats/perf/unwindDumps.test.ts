import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { concernedRows, dumpsOfRows, withRows } from "../../../src/analysis/unwinding/concerned";
import type { StackCapture } from "../../../src/model/capture";
import { recordedStacks, withUnwound } from "../../../src/model/recordedStacks";
import type { StackDumps } from "../../../src/model/stackDumps";
import { type ByteSource, bytesSource } from "../../io/byteSource";
import { assertCaptureIntegrity } from "../../profile/integrity";
import { joinUnwound } from "../../profile/joinUnwound";
import { type Binaries, dumpsIn, perfScriptFrames, samplesOf, unwindPart, unwound } from "./testing/unwound";

function file(path: string): Uint8Array {
  const bytes = readFileSync(new URL(path, import.meta.url));
  return new Uint8Array(path.endsWith(".gz") ? gunzipSync(bytes) : bytes);
}

const source = (path: string) => bytesSource(path, file(path));
const text = (path: string): string => new TextDecoder().decode(file(path));
const kinds = { kinds: file("fixtures/unwind/kinds") };

describe("stacks unwound from dumps", () => {
  it("are perf's: realigned and variable-length frames, a signal handler, frames without frame pointer", async () => {
    const capture = await unwound(source("fixtures/unwind/kinds.perf.data.gz"), kinds);
    assertCaptureIntegrity(capture);
    const samples = samplesOf(capture);
    expect(samples.map(({ frames }) => frames)).toEqual(perfScriptFrames(text("fixtures/unwind/kinds.script.txt.gz")));
    expect(samples).toHaveLength(67);
    // All end at _start, but for recursions deeper than the 8 KiB that were dumped.
    const ends = new Map([
      [true, "RootReached"],
      [false, "StackDumpExhausted"],
    ]);
    for (const { frames, stop } of samples) expect(stop).toBe(ends.get(frames.at(-1) === "193 kinds"));
    expect(samples.filter(({ stop }) => stop === "StackDumpExhausted").length).toBeGreaterThan(3);
    expect(samples.some(({ kernelFrames }) => kernelFrames > 0)).toBe(true);
    expect(new Set(samples.flatMap(({ origins }) => origins))).toEqual(new Set(["callchain", "cfi"]));
  });

  it("are the same whether one worker or three read the file", async () => {
    const path = "fixtures/unwind/kinds.perf.data.gz";
    const whole = samplesOf(await unwound(source(path), kinds));
    const inThree = await unwound(source(path), kinds, (capture) => {
      const offsets = Float64Array.from(dumpsIn(capture)[0]?.offset ?? []).sort();
      const [a = 0, b = 0] = [offsets[20], offsets[45]];
      return [[0, a] as const, [a, b] as const, [b, Number.MAX_SAFE_INTEGER] as const].map(([start, end]) =>
        dumpsIn(capture).map((dumps): StackDumps => {
          const streams = dumps.streams.map((stream) => ({
            ...stream,
            start: Math.max(stream.start, start),
            end: Math.min(stream.end, end),
          }));
          return { ...dumps, streams };
        }),
      );
    });
    expect(samplesOf(inThree)).toEqual(whole);
  });

  it("end where a binary is missing, and are perf's up to there", async () => {
    const capture = await unwound(source("fixtures/dwarf-zstd.perf.data"), {
      tree: file("../../object/elf/fixtures/tree"),
    });
    const expected = perfScriptFrames(text("fixtures/unwind/dwarf-zstd.script.txt.gz"));
    let inTree = 0;
    for (const [i, { frames, stop, kernelFrames }] of samplesOf(capture).entries()) {
      const known = expected[i]?.findIndex((frame, at) => at >= kernelFrames && !frame.endsWith(" tree")) ?? -1;
      // The frame where it ends is found, what called it is not; frame pointers are not used in these libraries.
      expect(frames).toEqual(expected[i]?.slice(0, known + 1));
      expect(stop).toBe("NoUnwindInfo");
      inTree += known - kernelFrames;
    }
    expect(inTree).toBeGreaterThan(300);
  });

  it("are the same whether the binaries come at once or one by one, which only changes what goes through them", async () => {
    const path = "fixtures/go-dwarf.perf.data.gz";
    const go = { leakd: file("../../../public/samples/leakd") };
    const atOnce = await unwound(source(path), go);
    const without = await unwound(source(path), {});
    const module = without.modules.findIndex((one) => one.path.endsWith("/leakd"));
    const again = await unwoundAgain(source(path), without, go, new Set([module]));
    expect(samplesOf(again.capture)).toEqual(samplesOf(atOnce));
    expect(again.samples).toBeGreaterThan(300);
    const nothing = await unwoundAgain(source(path), again.capture, go, new Set([again.capture.modules.length]));
    expect(nothing.samples).toBe(0);
    expect(samplesOf(nothing.capture)).toEqual(samplesOf(atOnce));
  });

  it("of SW64 are those that the program was in: return addresses in ra, frames by r15, gcc's CIEs", async () => {
    const own = { "own.gp": file("../../object/elf/fixtures/own.gp") };
    const samples = samplesOf(await unwound(source("fixtures/unwind/own.gp.perf.data.gz"), own));
    const truth: { time: number; pcs: string[] }[] = JSON.parse(text("fixtures/unwind/own.gp.truth.json.gz"));
    const byTime = new Map(truth.map(({ time, pcs }) => [BigInt(time), pcs.map(Number)]));
    expect(samples).toHaveLength(120);
    for (const { timeNs, raw, stop } of samples) {
      expect(raw.map((offset) => offset + 0x1_2000_0000)).toEqual(byTime.get(timeNs));
      expect(stop).toBe("RootReached");
    }
  });

  it("of Go follow its own tables to goexit or to where it switches stacks", async () => {
    const go = { leakd: file("../../../public/samples/leakd") };
    const samples = samplesOf(await unwound(source("fixtures/go-dwarf.perf.data.gz"), go));
    const oracle: { time_ns: string; frames: [string, string][]; stop: string }[] = JSON.parse(
      text("fixtures/unwind/go-dwarf.stacks.json.gz"),
    );
    const byTime = new Map(oracle.map((stack) => [stack.time_ns, stack]));
    const different: string[][] = [];
    for (const { timeNs, raw, stop, frames, kernelFrames } of samples) {
      const expected = byTime.get(String(timeNs));
      const user = raw.slice(kernelFrames).map((offset) => `0x${(offset + 0x40_0000).toString(16)}`);
      if (user.join() !== expected?.frames.map(([pc]) => pc).join()) different.push([...frames, stop]);
      else if (stop !== expected.stop) expect([stop, expected.stop]).toEqual(["StackSwitch", "NoModule"]);
    }
    expect(samples).toHaveLength(329);
    // The oracle does not look into the vdso. perf does, by the vdso's CFI, and finds time.now there like we do:
    // 7730d and 7731f are what it prints, and time.now has moved to another stack.
    expect(different).toEqual([
      ["b46 [vdso]", "7730d leakd", "StackSwitch"],
      ["b7c [vdso]", "7731f leakd", "StackSwitch"],
    ]);
  });

  it("are given up, not the capture, whatever the dumps and the binary hold", async () => {
    const bytes = file("fixtures/unwind/kinds.perf.data.gz");
    const binary = file("fixtures/unwind/kinds");
    let seed = 1;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 0x41c64e6d) + 12345) >>> 0;
      return Math.floor((seed / 0x1_0000_0000) * below);
    };
    for (let run = 0; run < 60; run++) {
      const [damaged, elf] = [bytes.slice(0, run % 3 === 0 ? random(bytes.length) : bytes.length), binary.slice()];
      for (let flip = 0; flip < 400; flip++) damaged[4096 + random(damaged.length)] = random(256);
      for (let flip = 0; run % 2 === 0 && flip < 10; flip++) elf[64 + random(elf.length - 64)] = random(256);
      try {
        assertCaptureIntegrity(await unwound(bytesSource("damaged", damaged), { kinds: elf }));
      } catch (error) {
        expect(String(error)).toMatch(/DecodeError/);
      }
    }
  });
});

/** What one more binary changes of a capture that has been unwound with fewer. */
async function unwoundAgain(
  source: ByteSource,
  capture: StackCapture,
  binaries: Binaries,
  changed: ReadonlySet<number>,
): Promise<{ readonly capture: StackCapture; readonly samples: number }> {
  const rows = concernedRows(capture, changed);
  const dumps = dumpsIn(capture).map((one, index) => dumpsOfRows(one, rows[index] ?? new Int32Array(0)));
  const part = withRows(await unwindPart(source, capture, binaries, dumps), rows);
  const samples = rows.reduce((sum, { length }) => sum + length, 0);
  return { capture: withUnwound(capture, joinUnwound(recordedStacks(capture), [part])), samples };
}
