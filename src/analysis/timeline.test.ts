import fc from "fast-check";
import { expect, it } from "vitest";
import type { SampleTable } from "../model/profile";
import { exampleThreads } from "./testing/exampleThreads";
import { profileFromText } from "./testing/profileFromText";
import { spanOf, timeline } from "./timeline";

function samplesAt(time: readonly number[], weight: readonly number[]): SampleTable {
  return {
    length: time.length,
    stack: new Int32Array(time.length),
    weight: Float64Array.from(weight),
    time: Float64Array.from(time),
    thread: null,
    cpu: null,
  };
}

it("adds up weights in bins of equal length, the end in the last one", () => {
  const samples = samplesAt([0, 9, 10, 25, 40, 41, -1, Number.NaN], [1, 2, 4, 8, 16, 32, 64, 128]);
  expect([...timeline(samples, 40, 4)]).toEqual([3, 4, 8, 16]);
  expect([...timeline(samples, 40, 1)]).toEqual([31]);
  expect([...timeline(samples, 40, 0)]).toEqual([]);
});

it("keeps groups apart and leaves out what is of none", () => {
  const samples = samplesAt([0, 10, 20, 30], [1, 2, 4, 8]);
  expect([...timeline(samples, 40, 2, [0, 1, 1, 0], 2)]).toEqual([1, 8, 2, 4]);
  expect([...timeline(samples, 40, 2, [0, 2, -1, 0], 2)]).toEqual([1, 8, 0, 0]);
});

it("of one moment, or without times", () => {
  expect([...timeline(samplesAt([0, 0], [1, 2]), 0, 3)]).toEqual([3, 0, 0]);
  expect([...timeline({ ...samplesAt([0], [1]), time: null }, 10, 2)]).toEqual([0, 0]);
});

it("loses no weight, whatever the bins", () => {
  const sample = fc.tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 0, max: 9 }));
  fc.assert(
    fc.property(fc.array(sample), fc.integer({ min: 1, max: 50 }), (pairs, binCount) => {
      const samples = samplesAt(
        pairs.map(([ns]) => ns),
        pairs.map(([, weight]) => weight),
      );
      const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
      expect(sum([...timeline(samples, 1000, binCount)])).toBe(sum([...samples.weight]));
    }),
  );
});

it("the axis is as long as the capture, or as its samples", () => {
  const { profile } = profileFromText("main  main");
  expect(spanOf(profile, exampleThreads([], 70n))).toBe(70);
  expect(spanOf(profile, null)).toBe(0);
  expect(spanOf({ ...profile, samples: samplesAt([5, 30, 20], [1, 1, 1]) }, null)).toBe(30);
});
