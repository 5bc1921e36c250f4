import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { judgeGoroutines } from "../../../src/analysis/goroutines/judgeGoroutines";
import { goroutineInputs } from "../../../src/analysis/goroutines/series";
import type { GoTraceCapture } from "../../../src/model/capture";
import type { GoroutineSeries } from "../../../src/model/goroutines";
import { bytesSource } from "../../io/byteSource";
import { nameStacks } from "../../profile/testing/nameStacks";
import { gotrace } from "./index";
import { transitions } from "./testing/parsedText";

const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));

async function decode(name: string): Promise<GoTraceCapture> {
  const capture = await gotrace.decode(bytesSource(name, fixture(name)), { progress: () => undefined });
  if (capture.kind !== "go-trace") throw new Error("not a trace");
  return capture;
}

async function seriesOf(name: string): Promise<GoroutineSeries> {
  const capture = await decode(name);
  const named = nameStacks(capture.modules, capture.codes, capture.stacks, capture.given, []);
  const [input, ...others] = goroutineInputs([{ file: { id: 3, name, folder: "" }, capture, named }]);
  expect(others).toEqual([]);
  return judgeGoroutines(input);
}

describe.each(["generations-1.24", "generations-1.27", "leak-1.27"])("%s", (name) => {
  it("at the end of each generation as many goroutines wait for each reason as Go's text says", async () => {
    const { trace } = await decode(`${name}.trace`);
    const { timeNs, kinds, point, kind, count } = trace.goroutineCounts;
    const text = new TextDecoder().decode(gunzipSync(fixture(`${name}.parsed.txt.gz`)));
    const found = Array.from(timeNs, () => new Map<string, number>());
    for (let row = 0; row < point.length; row++) {
      if (kinds.state[kind[row]] !== 3) continue;
      const reason = trace.goroutines.reasons[kinds.reason[kind[row]]] ?? "";
      found[point[row]].set(reason, (found[point[row]].get(reason) ?? 0) + count[row]);
    }
    expect(found.map((reasons) => [...reasons].sort())).toEqual(
      Array.from(timeNs, (ns) => waitingUntil(text, trace.startNs + BigInt(ns))),
    );
  });
});

/** By reason, how many goroutines wait at a time. */
function waitingUntil(text: string, end: bigint): [string, number][] {
  const waiting = new Map<number, string>();
  for (const { ns, id, from, to, reason } of transitions(text)) {
    if (ns > end || from === to) continue;
    if (to === "Waiting") waiting.set(id, reason);
    else waiting.delete(id);
  }
  const counts = new Map<string, number>();
  for (const reason of waiting.values()) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort();
}

it("a leak of goroutines is found in a trace alone: who creates them, what they wait for, since when", async () => {
  const series = await seriesOf("leak-1.27.trace");
  const [first] = series.groups;
  expect(first).toMatchObject({
    verdict: "leaking",
    creators: [{ func: "main.spawn", place: "example.com/tracedemo/main.go:47", count: 72 }],
    reasons: [{ text: "chan receive", count: 72 }],
    isConcluded: false,
    last: 72, // 24 rounds of 3
  });
  expect(first.stack.find(({ func }) => func === "main.waiter")).toMatchObject({
    file: "example.com/tracedemo/main.go",
    line: 43,
  });
  const seconds = Number((series.timesNs.at(-1) ?? 0n) - (series.timesNs[0] ?? 0n)) / 1e9;
  expect(seconds).toBeGreaterThan(12);
  expect(first.maxMinutes).toBeGreaterThan(seconds / 60); // the first round's have waited since the first second
  expect(series).toMatchObject({ source: "trace", timed: true, isSinceStart: false, lenderIds: [] });
  expect(series.fileIds.every((id) => id === 3)).toBe(true);
  const { trace } = await decode("leak-1.27.trace");
  const clock = trace.clock;
  expect(clock).not.toBeNull();
  // The wall clock's day is that of the recording; the trace began within a second of the snapshot.
  expect(new Date(Number((series.timesNs[0] ?? 0n) / 1_000_000n)).toISOString()).toMatch(/^2026-11-25T/);
});

it("goroutines that were there before have no creator; the runtime's own are left out", async () => {
  const series = await seriesOf("generations-1.24.trace");
  expect(series.isSinceStart).toBe(true);
  const waiters = series.groups.filter(({ stack }) => stack.some(({ func }) => func === "main.waiter"));
  expect(waiters.map(({ creators, last }) => [creators[0]?.func ?? null, last]).sort()).toEqual([
    [null, 1],
    ["main.spawn", 12],
  ]);
  const names = series.groups.flatMap(({ stack }) => stack.map(({ func }) => func));
  expect(names).not.toContain("runtime.bgsweep");
});
