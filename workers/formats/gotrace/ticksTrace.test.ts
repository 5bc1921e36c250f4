import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { GoTraceCapture } from "../../../src/model/capture";
import { bytesSource } from "../../io/byteSource";
import { assertCaptureIntegrity } from "../../profile/integrity";
import { gotrace } from "./index";
import { expectedStates, statesOf } from "./testing/goroutineStates";
import { collections, metric } from "./testing/parsedText";

function fixture(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));
}

async function decode(name: string): Promise<GoTraceCapture> {
  const capture = await gotrace.decode(bytesSource(name, fixture(name)), { progress: () => undefined });
  if (capture.kind !== "go-trace") throw new Error("not a trace");
  assertCaptureIntegrity(capture);
  expect(capture.losses).toEqual([]);
  return capture;
}

describe.each(["1.19", "1.21", "cpu-1.21"])("%s", (name) => {
  const text = new TextDecoder().decode(gunzipSync(fixture(`${name}.parsed.txt.gz`)));

  it("as many events of each name as go tool trace -d prints", async () => {
    const { events } = (await decode(`${name}.trace`)).trace;
    const lines = new TextDecoder()
      .decode(fixture(`${name}.events.txt`))
      .trim()
      .split("\n");
    const expected = Object.fromEntries(
      lines.map((line): [string, number] => {
        const [count, event = ""] = line.split(" ");
        return [event.replace(/^GCSTW/, "STW"), Number(count)]; // as Go 1.19's tool calls it
      }),
    );
    // Go's tool prints "Local" events as the others, and neither tables nor batches.
    const found: Record<string, number> = {};
    for (const [event, count] of Object.entries(events)) {
      const plain = event.replace(/Local$/, "");
      if (!["Batch", "String", "Stack", "Frequency", "TimerGoroutine"].includes(event))
        found[plain] = (found[plain] ?? 0) + count;
    }
    expect(found).toEqual(expected);
  });

  it("states of goroutines at the end", async () => {
    const { trace } = await decode(`${name}.trace`);
    expect(statesOf(trace, 0n)).toEqual(expectedStates(text));
  });

  it("sizes of the heap and collections", async () => {
    const { heap, gcs } = (await decode(`${name}.trace`)).trace;
    const rows = new Map(Array.from(heap.timeNs, (ns, row) => [BigInt(ns), row]));
    const alloc = metric(text, "/memory/classes/heap/objects:bytes");
    const goal = metric(text, "/gc/heap/goal:bytes");
    expect(alloc.length + goal.length).toBe(heap.timeNs.length);
    expect(alloc.map(({ ns }) => heap.heapAlloc[rows.get(ns) ?? -1])).toEqual(alloc.map(({ value }) => value));
    expect(goal.map(({ ns }) => heap.heapGoal[rows.get(ns) ?? -1])).toEqual(goal.map(({ value }) => value));
    const { begin, end } = collections(text);
    expect(Array.from(gcs.beginNs, BigInt)).toEqual(begin);
    expect(Array.from(gcs.endNs, BigInt)).toEqual(end);
  });
});
