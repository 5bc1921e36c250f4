import { extremeRows } from "../model/extremes";
import type { GoTrace, HeapSizes } from "../model/goTrace";
import type { SessionData } from "../model/session";

export interface TracedHeap {
  readonly file: string;
  readonly trace: GoTrace;
}

/** The dropped execution traces that say how large the heap was. */
export function tracedHeaps({ files }: Pick<SessionData, "files">): TracedHeap[] {
  return files.flatMap(({ name, capture }) =>
    capture?.kind === "go-trace" && capture.trace.heap.timeNs.length > 0 ? [{ file: name, trace: capture.trace }] : [],
  );
}

/** Rows that a picture or a report shows of one trace. */
const MOST_ROWS = 2000;

/** Rows of its HeapAlloc and HeapGoal that are shown: all, or the least and greatest HeapAlloc of each few. */
export function shownRows({ heapAlloc }: HeapSizes): Int32Array {
  const { length } = heapAlloc;
  if (length <= MOST_ROWS) return Int32Array.from(heapAlloc, (_, row) => row);
  return extremeRows(heapAlloc, length, Math.ceil((2 * length) / MOST_ROWS));
}
