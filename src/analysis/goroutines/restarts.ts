import type { HeapEntry } from "../growth/heapFile";
import { heapFileOnce, inOrder, restartsOf } from "../growth/series";
import type { GoroutineEntry, GoroutineFile } from "./goroutineFile";

/**
 * Where a series of goroutines passes from one process to the next. Profiles of goroutines count nothing that only grows,
 * so heap profiles of the same processes tell it, by their alloc counters; text dumps tell it by their ids: a goroutine
 * keeps its id and who created it, so one id of two creators is of two processes.
 */
export interface HeapRestart {
  readonly beforeNs: bigint; // the last heap profile of the one process
  readonly afterNs: bigint; // the first of the next
}

/** By the identity of the processes (see processOf). */
export function heapRestarts(entries: readonly GoroutineEntry[]): ReadonlyMap<string, readonly HeapRestart[]> {
  const heaps = entries.filter((entry): entry is HeapEntry => entry.capture.kind === "pprof").map(heapFileOnce);
  const processes = new Map<string, NonNullable<(typeof heaps)[number]>[]>();
  for (const file of heaps)
    if (file !== null) processes.set(file.identity, [...(processes.get(file.identity) ?? []), file]);
  return new Map(
    [...processes].map(([identity, files]) => {
      const { ordered, timed } = inOrder(files);
      const restarts = timed ? restartsOf(ordered) : [];
      return [
        identity,
        restarts.map((point) => ({ beforeNs: ordered[point - 1].timeNs, afterNs: ordered[point].timeNs })),
      ];
    }),
  );
}

/** Points of a series, in order, that begin another process. */
export function goroutineRestarts(
  files: readonly GoroutineFile[],
  timed: boolean,
  byHeap: readonly HeapRestart[],
): number[] {
  const ends = timed ? byHeap.map(({ beforeNs, afterNs }) => (beforeNs + afterNs) / 2n) : [];
  return [...files.keys()].filter((point) => {
    if (point === 0) return false;
    const [before, now] = [files[point - 1], files[point]];
    return ends.some((end) => before.timeNs <= end && now.timeNs > end) || isOfAnother(before, now);
  });
}

function isOfAnother({ creators: before }: GoroutineFile, { creators: now }: GoroutineFile): boolean {
  for (const [id, creator] of now) {
    const other = before.get(id);
    if (other !== undefined && other !== creator) return true;
  }
  return false;
}
