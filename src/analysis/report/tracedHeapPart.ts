import type { ReportTracedHeap } from "../../model/report";
import { shownRows, type TracedHeap } from "../tracedHeaps";

/** One trace of `heap.traces` of the report. */
export function tracedHeapPart({ file, trace: { heap, gcs } }: TracedHeap): ReportTracedHeap {
  const rows = [...shownRows(heap)];
  const known = (value: number): number | null => (Number.isNaN(value) ? null : value);
  return {
    file,
    collections: gcs.beginNs.length,
    times_s: rows.map((row) => heap.timeNs[row] / 1e9),
    heap_alloc: rows.map((row) => known(heap.heapAlloc[row])),
    heap_goal: rows.map((row) => known(heap.heapGoal[row])),
  };
}
