import type { HeapSeries } from "../../model/growth";

/** Where the points of a series lie on the time axis: seconds since the first, their numbers where there are no times. */
export function timesOf({ timesNs, timed }: Pick<HeapSeries, "timesNs" | "timed">): Float64Array {
  const [first = 0n] = timesNs;
  return Float64Array.from(timesNs, (timeNs, point) => (timed ? Number(timeNs - first) / 1e9 : point + 1));
}

/** Distances between marks of a time axis, in seconds. */
export const TIME_STEPS = [
  0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 172800,
  604800,
];

/** The same of a recording that may be short: 1, 2, 5 times a power of 10 seconds, from 1 µs. */
export const SHORT_TIME_STEPS = Array.from({ length: 36 }, (_, i) => [1, 2, 5][i % 3] * 10 ** (Math.floor(i / 3) - 6));

/** Distances between marks of an axis of amounts: powers of 2 for bytes, 1 2 5 for counts. */
export function amountSteps(unit: string): readonly number[] {
  if (unit === "bytes") return Array.from({ length: 50 }, (_, power) => 2 ** power);
  return Array.from({ length: 45 }, (_, i) => [1, 2, 5][i % 3] * 10 ** Math.floor(i / 3));
}
