import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderByTime, SampleColumns } from "./sampleColumns";

describe("orderByTime", () => {
  it("sorts stably, whatever the runs", () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.integer({ min: 0, max: 50 }))), (runs) => {
        const times = Float64Array.from(runs.flatMap((run) => run.sort((a, b) => a - b)));
        const order = orderByTime(times) ?? Int32Array.from(times, (_, i) => i);
        const expected = [...times.keys()].sort((a, b) => (times[a] ?? 0) - (times[b] ?? 0) || a - b);
        expect([...order]).toEqual(expected);
      }),
    );
  });

  it("leaves alone what ascends already", () => {
    expect(orderByTime(Float64Array.of(1, 2, 2, 3))).toBeNull();
    expect(orderByTime(new Float64Array(0))).toBeNull();
  });
});

describe("SampleColumns", () => {
  it("keeps rows together over many chunks", () => {
    const columns = new SampleColumns();
    const count = 150_000;
    for (let i = 0; i < count; i++) columns.push(count - i, i, i % 7, i % 3, i / 2);
    const sorted = columns.finish();
    expect(sorted.length).toBe(count);
    for (const row of [0, 1, 65_536, count - 1]) {
      const i = count - 1 - row;
      expect([sorted.time[row], sorted.stack[row], sorted.thread[row], sorted.cpu[row], sorted.weight[row]]).toEqual([
        count - i,
        i,
        i % 7,
        i % 3,
        i / 2,
      ]);
    }
  });
});
