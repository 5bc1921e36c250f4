import type { GoroutineFacts, GoroutineSeries } from "../../model/goroutines";
import type { NamedStacks } from "../../model/stacks";
import { inOrder, longestSegment } from "../growth/series";
import { type GoroutineEntry, type GoroutineFile, goroutineFiles } from "./goroutineFile";
import type { PointGroup } from "./goroutinePoint";
import { groupFacts, isSameStack } from "./groupFacts";
import { goroutineRestarts, type HeapRestart, heapRestarts } from "./restarts";

/** The goroutines of one process over time, ready to be judged. Plain data: it is sent to a worker. */
export interface GoroutineInput extends Omit<GoroutineSeries, "total" | "groups"> {
  readonly totals: Float64Array; // per point
  readonly groups: readonly GoroutineFacts[];
  readonly groupCounts: Float64Array; // group by group, a count per point
}

/** Each file is counted once per naming. */
const made = new WeakMap<NamedStacks, readonly GoroutineFile[]>();

export function goroutineInputs(entries: readonly GoroutineEntry[]): GoroutineInput[] {
  const files = entries.flatMap(goroutineFilesOnce);
  const folders = grouped(files, ({ folder }) => folder);
  const restarts = heapRestarts(entries);
  return folders.flatMap((folder) => inputsOfFolder(folder, restarts));
}

function goroutineFilesOnce(entry: GoroutineEntry): readonly GoroutineFile[] {
  const known = made.get(entry.named);
  if (known !== undefined) return known;
  const files = goroutineFiles(entry);
  made.set(entry.named, files);
  return files;
}

/**
 * The points are the profiles of all goroutines, a series per process. What else lies in the folder lends them what they
 * do not say: a text dump of whole stacks takes the program down for seconds, so there is one or two of them, made at
 * another moment. Where the folder has no such profile, the next source makes the points.
 */
function inputsOfFolder(files: readonly GoroutineFile[], restarts: ReturnType<typeof heapRestarts>): GoroutineInput[] {
  const source = SOURCES.find((candidate) => files.some((file) => file.source === candidate));
  const points = files.filter((file) => file.source === source);
  const lenders = files.filter((file) => file.source !== source && file.lends);
  return grouped(points, ({ identity }) => identity).map((process) =>
    inputOf(process, inOrder(lenders).ordered, restarts.get(process[0].identity) ?? []),
  );
}

const SOURCES: readonly GoroutineSeries["source"][] = ["goroutine", "goroutineleak", "trace", "text"];

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return [...groups.values()];
}

function inputOf(
  files: readonly GoroutineFile[],
  lenders: readonly GoroutineFile[],
  byHeap: readonly HeapRestart[],
): GoroutineInput {
  const { ordered, timed } = inOrder(files);
  const kept = withoutCopies(ordered, timed);
  const rows = new Map<string, PointGroup[]>(); // per key, at most one of each point
  const totals = new Float64Array(kept.length);
  const byPoint = kept.map(({ groups }) => new Map(groups.map((group) => [group.key, group])));
  for (const groups of byPoint) for (const [key, group] of groups) rows.set(key, [...(rows.get(key) ?? []), group]);
  const groupCounts = new Float64Array(rows.size * kept.length);
  [...rows.keys()].forEach((key, row) => {
    byPoint.forEach((groups, point) => {
      const count = groups.get(key)?.count ?? 0;
      groupCounts[row * kept.length + point] = count;
      totals[point] += count;
    });
  });
  const [first] = kept;
  const restarts = goroutineRestarts(kept, timed, byHeap);
  return {
    program: first.program,
    source: first.source,
    fileIds: kept.map(({ fileId }) => fileId),
    lenderIds: lenders.filter((file) => lendsTo([...rows.values()], file)).map(({ fileId }) => fileId),
    timesNs: kept.map(({ timeNs }, point) => (timed ? timeNs : BigInt(point) * 1_000_000_000n)),
    timed,
    isSinceStart: first.isSinceStart,
    mergedPoints: files.length - kept.length,
    restarts,
    judged: longestSegment(restarts, kept.length),
    totals,
    groups: [...rows.values()].map((groups) => groupFacts(groups, lenders)),
    groupCounts,
  };
}

function lendsTo(rows: readonly (readonly PointGroup[])[], { groups }: GoroutineFile): boolean {
  return rows.some(([own]) => groups.some(({ frames }) => isSameStack(frames, own)));
}

/** Files of one moment with the same groups are copies. */
function withoutCopies(ordered: readonly GoroutineFile[], timed: boolean): GoroutineFile[] {
  const shape = ({ groups }: GoroutineFile) => groups.map(({ key, count }) => `${count} ${key}`).join("\n\n");
  return ordered.filter((file, i) => {
    const before = ordered[i - 1];
    return !timed || before === undefined || before.timeNs !== file.timeNs || shape(before) !== shape(file);
  });
}
