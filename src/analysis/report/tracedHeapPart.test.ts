import { expect, it } from "vitest";
import { exampleFile } from "../findings/examples";
import { EMPTY_SESSION } from "../testing/exampleSession";
import { exampleTrace } from "../testing/exampleTrace";
import { heapPart } from "./heapPart";

const reported = (trace: Parameters<typeof exampleTrace>[0]) => {
  const file = exampleFile({ name: "exec.trace", kind: "go-trace", capture: exampleTrace(trace) });
  return heapPart({ ...EMPTY_SESSION, files: [file] });
};

it("HeapAlloc and HeapGoal of a trace are in the report, and what is not known is null", () => {
  expect(reported({})).toMatchObject({
    series: [],
    traces: [
      {
        file: "exec.trace",
        collections: 2,
        times_s: [0, 1, 1.1, 2, 3, 3.1, 4],
        heap_alloc: [2, 4, 2, 3, 6, 3, 4].map((mib) => mib * 2 ** 20),
        heap_goal: [null, 4, 4, 4, 4, 6, 6].map((mib) => (mib === null ? null : mib * 2 ** 20)),
      },
    ],
  });
});

it("a long one is thinned without losing its peaks", () => {
  const heapAlloc = Float64Array.from({ length: 100_000 }, (_, row) => (row === 54_321 ? 1e9 : row % 1000));
  const timeNs = Float64Array.from(heapAlloc, (_, row) => row * 1e6);
  const heap = { timeNs, heapAlloc, heapGoal: heapAlloc, thinned: 0 };
  const [trace] = reported({ heap })?.traces ?? [];
  expect(trace?.times_s.length).toBeLessThanOrEqual(2000);
  expect(trace?.times_s[trace.heap_alloc.indexOf(1e9)]).toBe(54.321);
});

it("a trace that says nothing of the heap is no part of it", () => {
  const none = new Float64Array(0);
  expect(reported({ heap: { timeNs: none, heapAlloc: none, heapGoal: none, thinned: 0 } })).toBeNull();
});
