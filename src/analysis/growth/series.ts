import type { NamedStacks } from "../../model/stacks";
import { naturalOrder } from "../fileOrder";
import type { FramePlace } from "../framePlace";
import type { HeapEntry, HeapFile } from "./heapFile";
import { heapFile } from "./heapFile";
import { counterOf, pointsOf, quanta, seriesColumns } from "./seriesColumns";

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
  /** What was allocated until each point, in the order of the totals and the sites' values; null where the profiles do not say. */
  readonly allocated: { readonly totals: Float64Array; readonly siteValues: Float64Array } | null;
  /** What one sample stands for in the total, in its unit; 0 when unknown. */
  readonly totalQuantum: number;
}

export interface SeriesSite extends FramePlace {
  readonly stack: readonly string[]; // the stack with the most growth over the judged points, leaf first
  readonly quantum: number; // what one sample of this site stands for
}

/** Each file's points are made once per naming: a series is asked for again whenever a file joins it. */
const made = new WeakMap<NamedStacks, HeapFile | null>();

export function heapSeriesInputs(entries: readonly HeapEntry[]): SeriesInput[] {
  return seriesOfFiles(entries.map(heapFileOnce).filter((file) => file !== null));
}

export function heapFileOnce(entry: HeapEntry): HeapFile | null {
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
    .map((points) => {
      const allocs = pointsOf(kept, counterOf(points[0].sampleType));
      return { ...shared, ...seriesColumns(points, allocs, shared.judged, quanta(points, spaces, objects, period)) };
    });
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
export function restartsOf(files: readonly Pick<HeapFile, "allocSpace" | "allocObjects">[]): number[] {
  const fell = (now: number | null, before: number | null) => now !== null && before !== null && now < before;
  const restarts: number[] = [];
  for (let i = 1; i < files.length; i++) {
    const [before, now] = [files[i - 1], files[i]];
    if (fell(now.allocSpace, before.allocSpace) || fell(now.allocObjects, before.allocObjects)) restarts.push(i);
  }
  return restarts;
}

/** Of the points [from, to) the longest run of one process, the latest of equally long ones, in the same form. */
export function longestSegment(restarts: readonly number[], to: number, from = 0): [number, number] {
  const edges = [from, ...restarts.filter((point) => point > from && point < to), to];
  let best: [number, number] = [from, edges[1]];
  for (let i = 1; i + 1 < edges.length; i++) {
    if (edges[i + 1] - edges[i] >= best[1] - best[0]) best = [edges[i], edges[i + 1]];
  }
  return best;
}
