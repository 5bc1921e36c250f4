import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { GoTraceCapture } from "../../../src/model/capture";
import type { GoTrace } from "../../../src/model/goTrace";
import { bytesSource } from "../../io/byteSource";
import { assertCaptureIntegrity } from "../../profile/integrity";
import { gotrace } from "./index";
import { expectedStates, statesOf } from "./testing/goroutineStates";
import { collections, experimental, metric } from "./testing/parsedText";
import { replayText } from "./testing/replayText";

function fixture(name: string): Uint8Array {
  const bytes = readFileSync(new URL(`fixtures/${name}`, import.meta.url));
  return new Uint8Array(name.endsWith(".gz") ? gunzipSync(bytes) : bytes);
}

const fixtureText = (name: string): string => new TextDecoder().decode(fixture(name));

/** Where the heap begins, as the text of the AllocFree batch says; unknown (0) for a flight recorder's dump. */
function heapBase(name: string): bigint {
  const line = fixtureText("heap-base.txt").match(new RegExp(`^${name} (0x\\w+)$`, "m"));
  return BigInt(line?.[1] ?? 0);
}

async function decode(name: string): Promise<GoTraceCapture> {
  const capture = await gotrace.decode(bytesSource(name, fixture(name)), { progress: () => undefined });
  if (capture.kind !== "go-trace") throw new Error("not a trace");
  assertCaptureIntegrity(capture);
  return capture;
}

const WITH_ALLOC_FREE = ["1.23", "1.24", "1.26", "1.27", "generations-1.24", "generations-1.27"];
const FLIGHTS = ["flight-1.26", "flight-1.27"];
const ALL = ["1.22", ...WITH_ALLOC_FREE, ...FLIGHTS, "cpu-1.26", "leak-1.27"];

it.each([...ALL, "exec"])("%s: as many events of each name as go tool trace -d=wire prints", async (name) => {
  const capture = await decode(name === "exec" ? "exec.trace.gz" : `${name}.trace`);
  const expected = fixtureText(`${name}.wire.txt`)
    .trim()
    .split("\n")
    .map((line): [string, number] => {
      const [count, event = ""] = line.split(" ");
      return [event, Number(count)];
    });
  expect(Object.entries(capture.trace.events).sort()).toEqual(expected.sort());
  expect(capture.losses).toEqual([]);
});

/** Live spans as "address pages spanclass birth". */
function liveSpans({ spans, startNs }: GoTrace): string[] {
  if (spans === null) return [];
  return Array.from({ length: spans.length }, (_, row) => row)
    .filter((row) => Number.isNaN(spans.deathNs[row]))
    .map((row) => {
      const birth = spans.existed[row] === 1 ? "existed" : startNs + BigInt(spans.birthNs[row]);
      return `${spans.address[row]} ${spans.pages[row]} ${spans.spanclass[row]} ${birth}`;
    })
    .sort();
}

it.each([...WITH_ALLOC_FREE, ...FLIGHTS, "exec"])(
  "%s: live spans as the plain replay of go tool trace's text",
  async (name) => {
    const { trace } = await decode(name === "exec" ? "exec.trace.gz" : `${name}.trace`);
    const events = experimental(fixtureText(`${name}.parsed.txt.gz`));
    const existed = new Set(events.flatMap(({ name: event, ns }) => (event === "Span" ? [ns] : [])));
    const { spans } = replayText(events, heapBase(name));
    const expected = [...spans].map(([address, { pages, kindclass, birth }]) => {
      const spanclass = kindclass === 1n ? -2n : kindclass >> 1n;
      return `${BigInt.asIntN(64, address)} ${pages} ${spanclass} ${existed.has(birth) ? "existed" : birth}`;
    });
    expect(expected.length).toBeGreaterThan(50);
    expect(liveSpans(trace)).toEqual(expected.sort());
    expect(trace.isRelative).toBe(name.startsWith("flight"));
  },
);

describe.each([...WITH_ALLOC_FREE, ...FLIGHTS])("%s", (name) => {
  it("live objects and goroutine stacks, each in its place", async () => {
    const { trace } = await decode(`${name}.trace`);
    const { objects, goroutineStacks, spans } = trace;
    if (objects === null || goroutineStacks === null || spans === null) throw new Error("no AllocFree");
    const events = experimental(fixtureText(`${name}.parsed.txt.gz`));
    const plain = replayText(events, heapBase(name));
    expect(Array.from(objects.address, BigInt).sort()).toEqual(
      [...plain.objects.keys()].map((address) => BigInt.asIntN(64, address)).sort(),
    );
    expect(objects.shared).toBe(plain.shared);
    expect(goroutineStacks.live).toBe(plain.stacks.size);
    expect(BigInt(goroutineStacks.liveBytes)).toBe([...plain.stacks.values()].reduce((sum, bytes) => sum + bytes, 0n));
    for (let row = 0; row < objects.length; row++) {
      const span = objects.span[row];
      expect(objects.address[row]).toBeGreaterThanOrEqual(spans.address[span]);
      expect(objects.address[row]).toBeLessThan(spans.address[span] + spans.pages[span] * spans.pageBytes);
    }
    const { existed, allocated, freed, overwritten, length } = objects;
    expect(existed + allocated - freed - overwritten).toBe(length);
    expect(objects.spanLive.reduce((sum, live) => sum + live, 0)).toBe(length);
  });

  it("states of goroutines at the end", async () => {
    const { trace } = await decode(`${name}.trace`);
    expect(statesOf(trace, trace.startNs)).toEqual(expectedStates(fixtureText(`${name}.parsed.txt.gz`)));
  });
});

it.each(["1.22", "cpu-1.26"])("%s: states of goroutines at the end", async (name) => {
  const { trace } = await decode(`${name}.trace`);
  expect(statesOf(trace, trace.startNs)).toEqual(expectedStates(fixtureText(`${name}.parsed.txt.gz`)));
});

it.each(ALL)("%s: sizes of the heap and collections", async (name) => {
  const { trace } = await decode(`${name}.trace`);
  const text = fixtureText(`${name}.parsed.txt.gz`);
  const { timeNs, heapAlloc, heapGoal } = trace.heap;
  const rows = Array.from(timeNs, (ns, row) => ({ ns: trace.startNs + BigInt(ns), row }));
  const alloc = metric(text, "/memory/classes/heap/objects:bytes");
  const goal = metric(text, "/gc/heap/goal:bytes");
  const found = new Map(rows.map(({ ns, row }) => [ns, row]));
  expect(alloc.length + goal.length).toBe(timeNs.length);
  expect(alloc.map(({ ns }) => heapAlloc[found.get(ns) ?? -1])).toEqual(alloc.map(({ value }) => value));
  const goals = goal.map(({ value }) => (value === 0 ? Number.NaN : value)); // 0: GOGC is off
  expect(goal.map(({ ns }) => heapGoal[found.get(ns) ?? -1])).toEqual(goals);
  const { begin, end } = collections(text);
  const absolute = (times: Float64Array) => Array.from(times, (ns) => trace.startNs + BigInt(ns));
  expect(absolute(trace.gcs.beginNs)).toEqual(begin);
  expect(absolute(trace.gcs.endNs)).toEqual(end);
});
