import { describe, expect, it } from "vitest";
import {
  differenceInterval,
  expandedInterval,
  grouped,
  groupsOf,
  MOST_GROUPS,
  RESAMPLES,
  resampledSums,
  resamplesOf,
} from "./clusterBootstrap";
import { Random, seeded } from "./random";
import { studentQuantile } from "./studentT";

it("the generator is xoshiro128**", () => {
  // the first numbers of the reference implementation (prng.di.unimi.it) from the state 1, 2, 3, 4
  const random = new Random(Uint32Array.of(1, 2, 3, 4));
  expect(Array.from({ length: 4 }, () => random.bits())).toEqual([11520, 0, 5927040, 70819200]);
});

it("its numbers are even, and its permutations hold every number once", () => {
  const random = seeded(7);
  const counts = new Float64Array(10);
  for (let i = 0; i < 100_000; i++) counts[random.below(10)]++;
  const chi2 = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
  expect(chi2).toBeLessThan(27.9); // p = 0.001 of 9 degrees of freedom
  expect([...random.permutation(50)].sort((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i));
});

// every table of t since Student 1908
it.each([
  [0.975, 1, 12.706],
  [0.975, 4, 2.776],
  [0.975, 28, 2.048],
  [0.9995, 9, 4.781],
])("Student's t below which %d lies, of %d degrees of freedom", (share, freedom, t) => {
  expect(studentQuantile(share, freedom)).toBeCloseTo(t, 2);
});

describe("resamples", () => {
  it("draw as many groups as there are, and are the same every time", () => {
    const { groups, counts } = resamplesOf(7);
    for (let at = 0; at < counts.length; at += groups) {
      expect(counts.subarray(at, at + groups).reduce((sum, count) => sum + count, 0)).toBe(7);
    }
    const first = counts.slice(0, 70);
    for (let other = 8; other < 40; other++) resamplesOf(other); // so that it is made anew
    expect(resamplesOf(7).counts.subarray(0, 70)).toEqual(first);
  });

  it("give a mean the standard error that the textbook gives it", () => {
    const values = Float64Array.from({ length: 200 }, (_, i) => (i * 37) % 101);
    const sums = resampledSums(resamplesOf(200), values);
    const [mean, error] = [sums, values].map((column) => column.reduce((sum, value) => sum + value, 0) / column.length);
    const spread = Math.sqrt(sums.reduce((sum, value) => sum + (value - mean) ** 2, 0) / RESAMPLES) / 200;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - error) ** 2, 0) / 200);
    expect(spread / (deviation / Math.sqrt(200))).toBeCloseTo(1, 1);
  });
});

it("more clusters than are drawn are dealt to groups of equal size, whose sums are theirs", () => {
  const { groups, group } = groupsOf(5000);
  expect(groups).toBe(MOST_GROUPS);
  const sizes = grouped(new Float64Array(5000).fill(1), group, groups);
  expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([9, 10]);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(5000);
});

describe("intervals", () => {
  const replicates = Float64Array.from({ length: RESAMPLES }, (_, i) => (i + 0.5) / RESAMPLES);

  it("are the percentiles of many clusters, and wider for few", () => {
    const [low = 0, high = 0] = expandedInterval(replicates, 100_000) ?? [];
    expect([low, high].map((value) => Number(value.toFixed(3)))).toEqual([0.025, 0.975]);
    const [few = 0] = expandedInterval(replicates, 6) ?? [];
    expect(few).toBeLessThan(0.004);
    expect(expandedInterval(replicates, 1)).toBeNull();
  });

  it("of a difference of proportions are as Newcombe 1998 has them", () => {
    // Statistics in Medicine 17, example (a): 56/70 against 48/80, method 10, from Wilson's intervals of each
    const [first, second] = [wilson(56, 70), wilson(48, 80)];
    const [low, high] = differenceInterval(48 / 80, second, 56 / 70, first);
    expect(low).toBeCloseTo(0.0524, 4);
    expect(high).toBeCloseTo(0.3339, 4);
  });
});

function wilson(hits: number, n: number): readonly [number, number] {
  const z = 1.959963984540054;
  const centre = 2 * hits + z * z;
  const half = z * Math.sqrt(z * z + 4 * hits * (1 - hits / n));
  return [(centre - half) / (2 * (n + z * z)), (centre + half) / (2 * (n + z * z))];
}
