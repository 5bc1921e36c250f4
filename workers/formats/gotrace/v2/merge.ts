import type { ByteSource } from "../../../io/byteSource";
import type { LossLog } from "../../../io/lossLog";
import { ThreadCursor } from "./cursor";
import type { Generation } from "./generation";

/** Takes an event: its number, time in the trace's units, arguments (valid during the call) and OS thread. */
export type OnEvent = (type: number, raw: number, args: Float64Array, thread: number) => void;

/**
 * The timed events of one generation. Each thread's events are in order, as they stand in its batches; the thread whose
 * next event is the earliest goes first (a binary heap of cursors). Never sorted by time as a whole: a thread's clock may
 * step back at the begin of a batch, because events are forced apart by one unit, and then its order is the truth.
 */
export async function mergeThreads(
  source: ByteSource,
  generation: Generation,
  argCounts: Int8Array,
  idBits: Uint8Array,
  losses: LossLog,
  onEvent: OnEvent,
  progress: (bytes: number) => void,
): Promise<void> {
  const heap: ThreadCursor[] = [];
  let bytesRead = 0;
  const loaded = async (cursor: ThreadCursor): Promise<boolean> => {
    for (;;) {
      const batch = cursor.wanted;
      if (batch === null) return false;
      cursor.load(await source.read(batch.data, batch.data + batch.size), batch);
      bytesRead += batch.size;
      progress(bytesRead);
      if (cursor.advance(argCounts, losses)) return true;
    }
  };
  for (const [thread, batches] of generation.threads) {
    const cursor = new ThreadCursor(thread, batches);
    if (!(await loaded(cursor))) continue;
    heap.push(cursor);
    siftUp(heap, heap.length - 1);
  }
  while (heap.length > 0) {
    const cursor = heap[0];
    const { type } = cursor;
    if (cursor.readArgs(argCounts[type], idBits[type], losses)) onEvent(type, cursor.raw, cursor.args, cursor.thread);
    if (!cursor.advance(argCounts, losses) && !(await loaded(cursor))) {
      const last = heap.pop();
      if (last === undefined || heap.length === 0) continue;
      heap[0] = last;
    }
    siftDown(heap);
  }
}

function siftUp(heap: ThreadCursor[], at: number): void {
  for (let child = at; child > 0; ) {
    const parent = (child - 1) >> 1;
    if (heap[parent].raw <= heap[child].raw) return;
    [heap[parent], heap[child]] = [heap[child], heap[parent]];
    child = parent;
  }
}

function siftDown(heap: ThreadCursor[]): void {
  const { length } = heap;
  for (let parent = 0; ; ) {
    const left = 2 * parent + 1;
    if (left >= length) return;
    const child = left + 1 < length && heap[left + 1].raw < heap[left].raw ? left + 1 : left;
    if (heap[parent].raw <= heap[child].raw) return;
    [heap[parent], heap[child]] = [heap[child], heap[parent]];
    parent = child;
  }
}
