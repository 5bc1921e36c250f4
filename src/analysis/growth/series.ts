import type { NamedStacks } from "../../model/stacks";
import type { HeapEntry, HeapFile } from "./heapFile";
import { heapFile } from "./heapFile";
import type { HeapPoint } from "./heapPoint";
import { type Site, siteOfKey } from "./heapPoint";

/** One gauge of one process over time, ready to be judged. Plain data: it is sent to a worker. */
export interface SeriesInput {
  readonly program: string;
  readonly sampleType: string;
  readonly unit: string;
  readonly fileIds: readonly number[]; // per point
  readonly timesNs: readonly bigint[];
  readonly timed: boolean;
  readonly mergedPoints: number;
  readonly restarts: readonly number[];
  readonly judged: readonly [number, number];
  readonly totals: Float64Array; // per point
  readonly sites: readonly SeriesSite[];
  readonly siteValues: Float64Array; // site by site, a value per point
  /** What one sample stands for in the total, in its unit; 0 when unknown. */
  readonly totalQuantum: number;
}

export interface SeriesSite extends Site {
  readonly stack: readonly string[]; // the stack with the most growth over the judged points, leaf first
  readonly quantum: number; // what one sample of this site stands for
}

/** Each file's points are made once per naming: a series is asked for again whenever a file joins it. */
const made = new WeakMap<NamedStacks, HeapFile | null>();

export function heapSeriesInputs(entries: readonly HeapEntry[]): SeriesInput[] {
  return seriesOfFiles(entries.map(heapFileOnce).filter((file) => file !== null));
}

function heapFileOnce(entry: HeapEntry): HeapFile | null {
  const known = made.get(entry.named);
  if (known !== undefined) return known;
  const file = heapFile(entry);
  made.set(entry.named, file);
  return file;
}

/** Series of at least two points, in the order of their first files. One per process and gauge. */
export function seriesOfFiles(files: readonly HeapFile[]): SeriesInput[] {
  const processes = new Map<string, HeapFile[]>();
  for (const file of files) processes.set(file.identity, [...(processes.get(file.identity) ?? []), file]);
  return [...processes.values()].flatMap(seriesOfProcess);
}

function seriesOfProcess(files: readonly HeapFile[]): SeriesInput[] {
  const { ordered, timed } = inOrder(files);
  const kept = withoutEqualCycles(ordered);
  if (kept.length < 2) return [];
  const restarts = restartsOf(kept);
  const shared = {
    program: kept[0].program,
    fileIds: kept.map((file) => file.fileId),
    timesNs: kept.map((file, i) => (timed ? file.timeNs : BigInt(i) * 1_000_000_000n)),
    timed,
    mergedPoints: files.length - kept.length,
    restarts,
    judged: longestSegment(restarts, kept.length),
  };
  const period = kept[kept.length - 1].period;
  const spaces = pointsOf(kept, "inuse_space");
  const objects = pointsOf(kept, "inuse_objects");
  return [spaces, objects]
    .filter((points) => points !== null)
    .map((points) => ({ ...shared, ...columns(points, shared.judged, quanta(points, spaces, objects, period)) }));
}

/** By time where every profile has one, else by name as people number files: heap-2 before heap-10. */
export function inOrder<File extends Pick<HeapFile, "timeNs" | "name">>(
  files: readonly File[],
): { ordered: File[]; timed: boolean } {
  const timed = files.every((file) => file.timeNs > 0n);
  const byName = (a: File, b: File) => naturalOrder(a.name, b.name);
  const byTime = (a: File, b: File) => (a.timeNs < b.timeNs ? -1 : a.timeNs > b.timeNs ? 1 : byName(a, b));
  return { ordered: [...files].sort(timed ? byTime : byName), timed };
}

export function naturalOrder(a: string, b: string): number {
  const [left, right] = [a, b].map((name) => name.match(/\d+|\D+/g) ?? []);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i], right[i]];
    if (x === y) continue;
    const byNumber = /^\d/.test(x) && /^\d/.test(y) ? Number(x) - Number(y) : 0;
    if (byNumber !== 0) return byNumber;
    return x < y ? -1 : 1;
  }
  return left.length - right.length;
}

/**
 * A heap profile is as of the last completed GC cycle, so two profiles with equal alloc totals show the same one: they
 * are one measurement. The earlier is kept, its time is the nearer to that cycle. This also drops copies of a file.
 */
function withoutEqualCycles(ordered: readonly HeapFile[]): HeapFile[] {
  const kept: HeapFile[] = [];
  for (const file of ordered) {
    const before = kept.at(-1);
    const same =
      before !== undefined &&
      (file.allocSpace !== null || file.allocObjects !== null) &&
      file.allocSpace === before.allocSpace &&
      file.allocObjects === before.allocObjects;
    if (!same) kept.push(file);
  }
  return kept;
}

/** Points whose alloc counters are lower than the point's before: counters only fall when a new process starts. */
function restartsOf(files: readonly HeapFile[]): number[] {
  const fell = (now: number | null, before: number | null) => now !== null && before !== null && now < before;
  const restarts: number[] = [];
  for (let i = 1; i < files.length; i++) {
    const [before, now] = [files[i - 1], files[i]];
    if (fell(now.allocSpace, before.allocSpace) || fell(now.allocObjects, before.allocObjects)) restarts.push(i);
  }
  return restarts;
}

/** The longest run of points of one process, the latest of equally long ones: [from, to). */
function longestSegment(restarts: readonly number[], points: number): [number, number] {
  const edges = [0, ...restarts, points];
  let best: [number, number] = [0, edges[1]];
  for (let i = 1; i + 1 < edges.length; i++) {
    if (edges[i + 1] - edges[i] >= best[1] - best[0]) best = [edges[i], edges[i + 1]];
  }
  return best;
}

/** The points of one gauge; null unless every file has it. */
function pointsOf(files: readonly HeapFile[], sampleType: string): HeapPoint[] | null {
  const points = files.flatMap((file) => file.points.filter((point) => point.sampleType === sampleType));
  return points.length === files.length ? points : null;
}

/** What one sample stands for: the sampling period in bytes, or as many objects as fill one period. */
function quanta(
  points: readonly HeapPoint[],
  spaces: readonly HeapPoint[] | null,
  objects: readonly HeapPoint[] | null,
  period: number,
): (siteKey: string | null) => number {
  if (points !== objects) return () => period;
  const [bytes, counts] = [spaces ?? [], objects].map(sumBySite);
  return (key) => {
    const count = counts.get(key) ?? 0;
    const objectBytes = count > 0 ? (bytes.get(key) ?? 0) / count : 0;
    return objectBytes > 0 ? Math.max(1, period / objectBytes) : 0;
  };
}

/** Sum over all points by site, and under null over all sites: only ever used as a ratio of two such sums. */
function sumBySite(points: readonly HeapPoint[]): Map<string | null, number> {
  const sums = new Map<string | null, number>();
  for (const point of points) {
    sums.set(null, (sums.get(null) ?? 0) + point.total);
    for (const [i, key] of point.siteKeys.entries()) sums.set(key, (sums.get(key) ?? 0) + point.siteValues[i]);
  }
  return sums;
}

function columns(
  points: readonly HeapPoint[],
  judged: readonly [number, number],
  quantumOf: (siteKey: string | null) => number,
) {
  const ids = new Map<string, number>();
  for (const point of points)
    for (const [i, key] of point.siteKeys.entries())
      if (point.siteValues[i] !== 0 && !ids.has(key)) ids.set(key, ids.size);
  const siteValues = new Float64Array(ids.size * points.length);
  for (const [at, point] of points.entries()) {
    for (const [i, key] of point.siteKeys.entries()) {
      const site = ids.get(key);
      if (site !== undefined) siteValues[site * points.length + at] = point.siteValues[i];
    }
  }
  const stacks = growingStacks(points[judged[0]], points[judged[1] - 1]);
  return {
    sampleType: points[0].sampleType,
    unit: points[0].unit,
    totals: Float64Array.from(points, (point) => point.total),
    sites: [...ids.keys()].map((key) => ({
      ...siteOfKey(key),
      stack: stacks.get(key)?.stack.split("\n").slice(0, -1) ?? [siteOfKey(key).func],
      quantum: quantumOf(key),
    })),
    siteValues,
    totalQuantum: quantumOf(null),
  };
}

/** Per site the stack whose value grew most from one point to the other. */
function growingStacks(first: HeapPoint, last: HeapPoint): Map<string, { stack: string; growth: number }> {
  const growth = new Map<string, Map<string, number>>();
  for (const [point, sign] of [
    [last, 1],
    [first, -1],
  ] as const) {
    for (const [i, stack] of point.stackKeys.entries()) {
      const key = point.siteKeys[point.stackSites[i]];
      const stacks = growth.get(key) ?? new Map<string, number>();
      stacks.set(stack, (stacks.get(stack) ?? 0) + sign * point.stackValues[i]);
      growth.set(key, stacks);
    }
  }
  const best = new Map<string, { stack: string; growth: number }>();
  for (const [key, stacks] of growth)
    for (const [stack, grown] of stacks)
      if (grown > (best.get(key)?.growth ?? -Infinity)) best.set(key, { stack, growth: grown });
  return best;
}
