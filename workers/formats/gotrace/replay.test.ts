import { expect, it } from "vitest";
import type { GoTrace } from "../../../src/model/goTrace";
import { bytesSource } from "../../io/byteSource";
import { gotrace } from "./index";
import {
  batch,
  clockAndStrings,
  event,
  experimentalBatch,
  header,
  heapLayout,
  NO_THREAD,
  strings,
  varint,
} from "./testing/wireBytes";

const [SPAN, SPAN_ALLOC, SPAN_FREE, OBJECT_ALLOC, OBJECT_FREE] = [128, 129, 130, 132, 133];
const BASE = 0xc000000000n;
const classOf = (sizeClass: number) => sizeClass << 2; // kindclass of a scannable span

async function decode(...parts: readonly number[][]): Promise<GoTrace> {
  const bytes = Uint8Array.from(parts.flat());
  const capture = await gotrace.decode(bytesSource("test", bytes), { progress: () => undefined });
  if (capture.kind !== "go-trace") throw new Error("not a trace");
  expect(capture.losses).toEqual([]);
  return capture.trace;
}

it("ids of spans and objects below the heap's first address wrap around", async () => {
  const below = 3n * 8192n; // an arena at BASE − 3 pages
  const span = ((1n << 64n) - below) / 8192n;
  const object = ((1n << 64n) - below + 48n) / 8n;
  const { spans, objects } = await decode(
    header(23),
    heapLayout(1, BASE),
    clockAndStrings(1),
    batch(1, 7, 100, event(SPAN_ALLOC, 0, span, 1, classOf(5)), event(OBJECT_ALLOC, 1, object, 0)),
  );
  expect(spans?.address).toEqual(Float64Array.of(Number(BASE - below)));
  expect(objects?.address).toEqual(Float64Array.of(Number(BASE - below + 48n)));
  expect(objects?.span).toEqual(Int32Array.of(0));
});

it("threads are merged, not sorted: a batch may begin before the last event of the one before it", async () => {
  // Thread 1 opens and frees a span at 110 and 111; its next batch opens it again at 105. Thread 2 is between.
  const trace = await decode(
    header(23),
    heapLayout(1, BASE),
    clockAndStrings(1),
    batch(1, 1, 100, event(SPAN_ALLOC, 10, 4, 1, 4), event(SPAN_FREE, 1, 4)),
    batch(1, 2, 107, event(SPAN_ALLOC, 0, 9, 1, 4)),
    batch(1, 1, 105, event(SPAN_ALLOC, 0, 4, 2, 8)),
  );
  expect(trace.spans?.pages).toEqual(Int32Array.of(1, 1, 2));
  expect(trace.spans?.thread).toEqual(Int32Array.of(2, 1, 1));
  // Units of 64 ns since the first batch; strictly one after another.
  expect(trace.spans?.birthNs).toEqual(Float64Array.of(7 * 64, 10 * 64, 11 * 64 + 1));
  expect(trace.spans?.deathNs).toEqual(Float64Array.of(Number.NaN, 11 * 64, Number.NaN));
  expect(trace.spanCounts).toEqual({ existed: 0, allocated: 3, freed: 1, unknownFrees: 0, overwritten: 0 });
});

it("tiny objects share a slot, large ones have a header in it, a free is of the slot", async () => {
  const { objects, spans } = await decode(
    header(23),
    heapLayout(1, BASE),
    clockAndStrings(1),
    batch(
      1,
      1,
      0,
      event(SPAN_ALLOC, 0, 0, 1, classOf(2)), // 16 bytes
      event(OBJECT_ALLOC, 1, 2, 0), // 16
      event(OBJECT_ALLOC, 1, 3, 0), // 24: the same slot
      event(SPAN_ALLOC, 1, 1, 1, classOf(32)), // 1,024 bytes
      event(OBJECT_ALLOC, 1, 1024 + 1, 0), // behind its header
      event(OBJECT_ALLOC, 1, 1024 + 128 + 1, 0),
      event(OBJECT_FREE, 1, 1024),
      event(OBJECT_FREE, 1, 8), // nothing is there
    ),
  );
  expect(objects).toMatchObject({ allocated: 3, shared: 1, freed: 1, unknownFrees: 1, overwritten: 0, length: 2 });
  expect(objects?.address).toEqual(Float64Array.of(Number(BASE) + 16, Number(BASE) + 8192 + 1024));
  expect(objects?.spanLive).toEqual(Int32Array.of(1, 1));
  expect(objects?.spanMost).toEqual(Int32Array.of(1, 2));
  expect(spans?.spanclass).toEqual(Int16Array.of(4, 64));
});

it("what goes unsaid: a span in the place of another, objects of a span that is gone", async () => {
  const { objects, spanCounts, spans } = await decode(
    header(23),
    heapLayout(1, BASE),
    clockAndStrings(1),
    batch(
      1,
      1,
      0,
      event(SPAN, 0, 4, 2, classOf(19)),
      event(OBJECT_ALLOC, 1, 4 * 1024, 0),
      event(SPAN_ALLOC, 1, 5, 1, classOf(2)), // the second page of the first
      event(OBJECT_ALLOC, 1, 5 * 1024, 0),
      event(SPAN_FREE, 1, 5),
      event(SPAN_ALLOC, 1, 5, 1, 1),
    ),
  );
  expect(spanCounts).toEqual({ existed: 1, allocated: 2, freed: 1, unknownFrees: 0, overwritten: 1 });
  expect(spans?.spanclass).toEqual(Int16Array.of(38, 4, -2));
  expect(spans?.deathNs).toEqual(Float64Array.of(2 * 64, 4 * 64, Number.NaN));
  expect(objects).toMatchObject({ allocated: 2, freed: 0, overwritten: 2, length: 0 });
});

it("a recording that begins late: what was there before is unknown when it is freed, and addresses are offsets", async () => {
  const { objects, spanCounts, spans, goroutineStacks, isRelative } = await decode(
    header(26),
    batch(1, NO_THREAD, 0, [50], event(8, 15_625_000)),
    strings(1),
    batch(
      1,
      1,
      0,
      event(OBJECT_FREE, 0, 4096),
      event(SPAN_FREE, 1, 7),
      event(136, 1, 3), // GoroutineStackFree
      event(SPAN_ALLOC, 1, 7, 1, classOf(5)),
      event(OBJECT_ALLOC, 1, 7 * 1024 + 6, 0),
    ),
    [52],
  );
  expect(isRelative).toBe(true);
  expect(spanCounts).toMatchObject({ allocated: 1, freed: 0, unknownFrees: 1 });
  expect(objects).toMatchObject({ allocated: 1, freed: 0, unknownFrees: 1 });
  expect(goroutineStacks).toMatchObject({ freed: 0, unknownFrees: 1, live: 0 });
  expect(spans).toMatchObject({ isRelative: true, address: Float64Array.of(7 * 8192) });
  expect(objects?.address).toEqual(Float64Array.of(7 * 8192 + 48));
});

it("types are named by the generation of their events", async () => {
  const type = (id: number, address: number, name: string) =>
    [id, address, 16, 8, name.length].flatMap(varint).concat([...new TextEncoder().encode(name)]);
  const { objects } = await decode(
    header(23),
    heapLayout(1, BASE),
    clockAndStrings(1),
    batch(1, 1, 0, event(SPAN_ALLOC, 0, 0, 1, classOf(2)), event(OBJECT_ALLOC, 0, 0, 1), event(OBJECT_ALLOC, 0, 2, 2)),
    experimentalBatch(1, 0, ...type(1, 0x500, "main.a"), ...type(2, 0x600, "main.b")),
    clockAndStrings(2),
    batch(2, 1, 90, event(OBJECT_ALLOC, 0, 4, 1), event(OBJECT_ALLOC, 0, 6, 0), event(OBJECT_FREE, 0, 0)),
    experimentalBatch(2, 0, ...type(1, 0x600, "main.b")),
  );
  expect(objects?.types.names).toEqual(["main.a", "main.b"]);
  expect(objects?.types.allocated).toEqual(Float64Array.of(1, 2));
  expect(objects?.types.live).toEqual(Float64Array.of(0, 2));
  expect(objects?.type).toEqual(Int32Array.of(1, 1, -1));
});
