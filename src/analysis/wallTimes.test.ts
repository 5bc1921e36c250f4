import { expect, it } from "vitest";
import type { SessionData } from "../model/session";
import { pointsChosenBy, pointsWithin, wallTimes } from "./wallTimes";

/** Points at these seconds since the epoch. */
const timed = (...seconds: readonly number[]) => ({
  timed: true,
  timesNs: seconds.map((s) => BigInt(s) * 1_000_000_000n),
});
const node = { node: 0, timesS: Float64Array.of(0, 60, 120, 180), values: Float64Array.of(1, 2, 3, 4) };
const session = {
  heapSeries: [timed(1000, 1060, 1120, 1180), { timed: false, timesNs: [0n, 1n, 2n] }],
  goroutineSeries: [
    { ...timed(990, 1059, 1061, 1119, 1121, 1300), isSinceStart: false },
    { ...timed(1000, 1060, 1120), isSinceStart: true },
  ],
  numa: { series: [{ timed: true, startS: 1000, nodes: [node], free: [] }] },
} as unknown as Pick<SessionData, "heapSeries" | "goroutineSeries" | "numa">;

it("series with a clock of the day say when their points were", () => {
  expect(wallTimes(session, "heapGrowth", 0)).toEqual(Float64Array.of(1_000_000, 1_060_000, 1_120_000, 1_180_000));
  expect(wallTimes(session, "numa", 0)).toEqual(Float64Array.of(1_000_000, 1_060_000, 1_120_000, 1_180_000));
  expect(wallTimes(session, "heapGrowth", 1)).toBeNull();
  expect(wallTimes(session, "goroutines", 1)).toBeNull(); // since the start of a trace
  expect(wallTimes(session, "heapGrowth", 9)).toBeNull();
});

it("points that were chosen in one series are a time in the others on the same clock", () => {
  const chosen = { of: "heapGrowth", series: 0, first: 1, last: 2 } as const; // 1060 to 1120 s
  expect(pointsChosenBy(chosen, session, "heapGrowth", 0, 4)).toEqual([1, 2]);
  expect(pointsChosenBy(chosen, session, "goroutines", 0, 6)).toEqual([2, 3]);
  expect(pointsChosenBy(chosen, session, "numa", 0, 4)).toEqual([1, 2]);
  expect(pointsChosenBy(chosen, session, "goroutines", 1, 3)).toBeNull();
  expect(pointsChosenBy(chosen, session, "heapGrowth", 1, 3)).toBeNull();
  expect(pointsChosenBy(null, session, "heapGrowth", 0, 4)).toBeNull();
  // a link made for other files
  expect(pointsChosenBy({ ...chosen, last: 7 }, session, "heapGrowth", 0, 4)).toBeNull();
  expect(pointsChosenBy({ ...chosen, last: 7 }, session, "goroutines", 0, 6)).toBeNull();
});

it("a time with less than two points, or all of them, chooses nothing", () => {
  expect(pointsWithin([1, 2, 3, 4], 2, 3)).toEqual([1, 2]);
  expect(pointsWithin([1, 2, 3, 4], 1.5, 9)).toEqual([1, 3]);
  for (const [from, to] of [
    [0, 9],
    [2, 2.5],
    [2.2, 2.5],
    [9, 10],
    [Number.NaN, 3],
  ])
    expect(pointsWithin([1, 2, 3, 4], from, to)).toBeNull();
});
