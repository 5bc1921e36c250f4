import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { GoTraceCapture } from "../../../src/model/capture";
import { bytesSource } from "../../io/byteSource";
import { assertCaptureIntegrity } from "../../profile/integrity";
import { gotrace } from "./index";
import { batch, clockAndStrings, event, header, heapLayout, NO_THREAD, strings } from "./testing/wireBytes";

async function decode(bytes: Uint8Array): Promise<GoTraceCapture> {
  const capture = await gotrace.decode(bytesSource("test", bytes), { progress: () => undefined });
  if (capture.kind !== "go-trace") throw new Error("not a trace");
  assertCaptureIntegrity(capture);
  return capture;
}

const TRACES = [
  "1.19",
  "1.21",
  "cpu-1.21",
  "1.22",
  "1.23",
  "1.24",
  "1.26",
  "1.27",
  "generations-1.24",
  "generations-1.27",
  "leak-1.27",
  "flight-1.26",
  "flight-1.27",
  "cpu-1.26",
];

describe.each(TRACES)("%s", (name) => {
  const whole = new Uint8Array(readFileSync(new URL(`fixtures/${name}.trace`, import.meta.url)));

  it("cut at 100 lengths: what was whole is there, the rest is said", async () => {
    const { trace } = await decode(whole);
    let before = 0;
    for (let i = 1; i <= 100; i++) {
      const length = Math.floor((whole.length * i) / 101);
      const cut = await decode(whole.subarray(0, length)).catch((error: unknown) => {
        expect(error).toMatchObject({ name: "DecodeError" });
        return null;
      });
      if (cut === null) continue;
      const { events } = cut.trace;
      const count = Object.values(events).reduce((sum, events) => sum + events, 0);
      for (const [event, times] of Object.entries(events)) expect(times).toBeLessThanOrEqual(trace.events[event] ?? 0);
      expect(count).toBeGreaterThanOrEqual(before);
      before = count;
      const places = cut.losses.map(({ first }) => first);
      expect(places.length).toBeGreaterThan(0);
      for (const { offset } of places) expect(offset).toBeLessThanOrEqual(length);
    }
    expect(before).toBeGreaterThan(100);
  });

  it("throws nothing but DecodeError, whatever has become of its bytes", async () => {
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const bytes = whole.slice();
        for (const [at, value] of changes) bytes[at] = value;
        await decode(bytes).catch((error: unknown) => expect(error).toMatchObject({ name: "DecodeError" }));
      }),
      { numRuns: 60 },
    );
  });
});

it("a trace of one long generation, cut at 30 lengths, keeps the spans that were whole", {
  timeout: 60_000,
}, async () => {
  const whole = new Uint8Array(gunzipSync(readFileSync(new URL("fixtures/exec.trace.gz", import.meta.url))));
  const { trace } = await decode(whole);
  let before = 0;
  for (let i = 1; i <= 30; i++) {
    const cut = await decode(whole.subarray(0, Math.floor((whole.length * i) / 31)));
    const spans = cut.trace.spans?.length ?? 0;
    expect(spans).toBeGreaterThanOrEqual(before);
    before = spans;
    expect(cut.losses.length).toBeGreaterThan(0);
  }
  expect(before).toBeLessThanOrEqual(trace.spans?.length ?? 0);
  expect(before).toBeGreaterThan(2000);
});

it("an event that cannot be read ends its batch and no other", async () => {
  const bad = batch(1, 7, 100, event(129, 0, 1, 1, 4), [99, 1, 2, 3], event(129, 0, 2, 1, 4));
  const good = batch(1, 7, 200, event(129, 0, 3, 1, 4));
  const start = [...header(23), ...heapLayout(1, 0xc000000000n), ...clockAndStrings(1)];
  const capture = await decode(Uint8Array.from([...start, ...bad, ...good]));
  expect(capture.trace.spans?.address).toEqual(Float64Array.of(0xc000002000, 0xc000006000));
  expect(capture.losses).toMatchObject([{ count: 1, first: { code: "Malformed", where: "trace events" } }]);
  expect(bad[(capture.losses[0]?.first.offset ?? 0) - start.length - 1]).toBe(99);
});

it("a clock beyond all calendars, and stacks that are not there, are losses with their count", async () => {
  const clock = batch(1, NO_THREAD, 0, [50], event(8, 15_625_000), event(51, 0, 1, 2n ** 63n, 0));
  const create = Array.from({ length: 5 }, (_, i) => event(14, 1, i + 10, 77, 78)); // GoCreate
  const bytes = Uint8Array.from([...header(26), ...clock, ...strings(1), ...batch(1, 7, 100, ...create), 52]);
  const { trace, losses } = await decode(bytes);
  expect(trace.goroutines).toMatchObject({ length: 5, created: 5 });
  expect(trace.clock).toBeNull();
  const found = losses.map(({ count, first: { code, where } }) => [count, code, where]).sort();
  expect(found).toEqual([
    [1, "Malformed", "trace batch"],
    [1, "Malformed", "trace clock"],
    [10, "Truncated", "trace stacks"],
  ]);
});

it("says what it does not know", async () => {
  const unknown = Uint8Array.from([...header(28), ...clockAndStrings(1)]);
  await expect(decode(unknown)).rejects.toMatchObject({ failure: { code: "Unsupported" } });
  await expect(decode(Uint8Array.from(header(26)))).rejects.toMatchObject({ failure: { code: "Truncated" } });
  const experiment = [49, 2, 1, 1, 0, 1, 0];
  const capture = await decode(Uint8Array.from([...header(23), ...clockAndStrings(1), ...experiment]));
  expect(capture.losses[0]?.first.message).toContain("experiment 2");
});
