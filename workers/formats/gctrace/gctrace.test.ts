import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GcTraceCapture } from "../../../src/model/capture";
import { bytesSource } from "../../io/byteSource";
import { parseGcLine } from "./gcLine";
import { gctrace } from "./index";
import { parseScavLine } from "./scavLine";

const log = readFileSync(new URL("./fixtures/gctrace.txt", import.meta.url), "utf8");
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function decode(text: string): Promise<GcTraceCapture> {
  const capture = await gctrace.decode(bytesSource("x", bytesOf(text)), { progress() {} });
  if (capture.kind !== "gctrace") throw new Error("no gctrace");
  return capture;
}

it("reads every collection of a log", async () => {
  const { trace, losses } = await decode(log);
  const lines = log.trim().split("\n");
  expect(losses).toEqual([]);
  expect(trace.cycles.length).toBe(89);
  // by field number, as cut would
  const field = (line: string, number: number): string => line.split(" ")[number] ?? "";
  expect([...trace.cycles.gc].map(String)).toEqual(lines.map((line) => field(line, 1)));
  expect([...trace.cycles.atS]).toEqual(lines.map((line) => Number(field(line, 2).slice(1, -1))));
  const sizes = lines.map((line) => field(line, 10).split("->"));
  expect([...trace.cycles.startMib].map(String)).toEqual(sizes.map(([start]) => start));
  expect([...trace.cycles.endMib].map(String)).toEqual(sizes.map(([, end]) => end));
  expect([...trace.cycles.liveMib].map(String)).toEqual(sizes.map(([, , live]) => live));
  expect([...trace.cycles.goalMib].map(String)).toEqual(lines.map((line) => field(line, 12)));
  expect(trace.restarts).toEqual([]);
});

const TIMES = "0.12+0.30+0.052 ms clock, 0.24+0.092/0.10/0+0.10 ms cpu";

describe("a line of a collection", () => {
  it.each([
    ["Go 1.16", `gc 7 @12.5s 3%: ${TIMES}, 30->31->20 MB, 32 MB goal, 8 P`, Number.NaN, false],
    ["Go 1.19", `gc 7 @12.5s 3%: ${TIMES}, 30->31->20 MB, 32 MB goal, 1 MB stacks, 2 MB globals, 8 P`, 1, false],
    ["forced", `gc 7 @12.5s 3%: ${TIMES}, 30->31->20 MB, 32 MB goal, 1 MB stacks, 2 MB globals, 8 P (forced)`, 1, true],
    [
      "Go 1.26",
      `gc 7 @12.5s 3% (checking for goroutine leaks): ${TIMES}, 30->31->20 MB, 32 MB goal, 1 MB stacks, 2 MB globals, 8 P`,
      1,
      false,
    ],
  ])("of %s", (_, text, stacksMib, forced) => {
    expect(parseGcLine(text)).toMatchObject({
      gc: 7,
      atS: 12.5,
      cpuPercent: 3,
      startMib: 30,
      endMib: 31,
      liveMib: 20,
      goalMib: 32,
      stacksMib,
      forced,
    });
  });

  it.each([
    "gc 7 @12.5s 3%: 0.12+0.30+0.052 ms clock",
    `gc 7 @12.5s 3%: ${TIMES}, 30->31->20 MB, 32 MB goal, 8 Pgc 8 @`,
    `xgc 7 @12.5s 3%: ${TIMES}, 30->31->20 MB, 32 MB goal, 8 P`,
    "gc started",
  ])("is not %j", (text) => {
    expect(parseGcLine(text)).toBeNull();
  });
});

describe("a line of the scavenger", () => {
  it.each([
    ["scav 0 72 KiB work, 4336 KiB total, 92% util", [72, Number.NaN, 4336, 92]],
    ["scav 72 KiB work, 4336 KiB total, 92% util", [72, Number.NaN, 4336, 92]],
    ["scav 72 KiB work, 4336 KiB total, 92% util (forced)", [72, Number.NaN, 4336, 92]],
    ["scav 5040 KiB work (bg), 3 KiB work (eager), 10656 KiB now, 79% util", [5040, 3, 10656, 79]],
    ["scav 5040 KiB work (bg), 3 KiB work (eager), 10656 KiB now, 79% util (forced)", [5040, 3, 10656, 79]],
    ["scav 5040 KiB work (bg), 3 KiB work (eager), 10656 KiB now, 79% util [controller reset]", [5040, 3, 10656, 79]],
  ])("%s", (text, expected) => {
    const line = parseScavLine(text);
    expect([line?.backgroundKib, line?.eagerKib, line?.retainedKib, line?.utilPercent]).toEqual(expected);
  });

  it("is not something that begins so", () => {
    expect(parseScavLine("scavenging")).toBeNull();
  });
});

it("finds its lines between other output, and counts those that were broken", async () => {
  const [first = "", second = ""] = log.split("\n");
  const text = `starting\n\x1b[31mwarn\x1b[0m\n${first}\r\nscav 72 KiB work, 4336 KiB total, 92% util\ngc 5 @0.034s 7%: 0.025hello\n${second}\n${first}\n`;
  expect(gctrace.recognises(bytesOf(text))).toBe(true);
  const { trace, losses, facts } = await decode(text);
  expect([...trace.cycles.gc]).toEqual([1, 2, 1]);
  expect(trace.restarts).toEqual([2]);
  expect([...trace.scavenges.cyclesBefore]).toEqual([1]);
  expect(facts).toMatchObject({ collections: 3, scavenges: 1, restarts: 1, broken_lines: 1 });
  expect(losses).toMatchObject([{ count: 1, first: { code: "Malformed" } }]);
});

it.each(["", "gc 1", "a;b 3\n", "leakd 3937 4804.296142: cpu-clock:\n"])("does not recognise %j", (text) => {
  expect(gctrace.recognises(bytesOf(text))).toBe(false);
});

it("throws nothing but DecodeErrors, whatever the bytes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 80 }), fc.nat(4000), async (noise, at) => {
      const bytes = bytesOf(log).slice(0, 4096);
      bytes.set(noise, Math.min(at, 4096 - noise.length));
      await gctrace
        .decode(bytesSource("x", bytes), { progress() {} })
        .catch((error: Error) => expect(error.name).toBe("DecodeError"));
    }),
    { numRuns: 50 },
  );
});
