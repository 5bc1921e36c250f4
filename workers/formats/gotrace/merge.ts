import type { ByteSource } from "../../io/byteSource";
import type { LossLog } from "../../io/lossLog";

/** A batch whose bytes are read when its events are due. */
export interface TimedBatch {
  readonly data: number; // offset in the file
  readonly size: number;
  readonly ts: number;
}

/** The events of one thread (or processor of Go, before Go 1.22), one at a time: its batches in the file's order. */
export interface EventCursor {
  readonly thread: number;
  /** Of the event it stands at: number, time in the trace's units, and arguments once they have been read. */
  readonly type: number;
  readonly raw: number;
  readonly args: Float64Array;
  /** The batch whose bytes `load` is to be given; null after the last. */
  readonly wanted: TimedBatch | null;
  load(bytes: Uint8Array, batch: TimedBatch): void;
  /** Goes to the next event of the batch; false at its end. What cannot be read ends it. */
  advance(losses: LossLog): boolean;
  readArgs(losses: LossLog): boolean;
}

/** Takes an event: its number, time in the trace's units, arguments (valid during the call) and OS thread. */
export type OnEvent = (type: number, raw: number, args: Float64Array, thread: number) => void;

/**
 * The timed events of a trace, or of one of its generations. Each thread's events are in order, as they stand in its batches; the thread whose
 * next event is the earliest goes first (a binary heap of cursors). Never sorted by time as a whole: a thread's clock may
 * step back at the begin of a batch, because events are forced apart by one unit, and then its order is the truth.
 */
export async function mergeThreads(
  source: ByteSource,
  cursors: readonly EventCursor[],
  losses: LossLog,
  onEvent: OnEvent,
  progress: (bytes: number) => void,
): Promise<void> {
  const heap: EventCursor[] = [];
  let bytesRead = 0;
  const loaded = async (cursor: EventCursor): Promise<boolean> => {
    for (;;) {
      const batch = cursor.wanted;
      if (batch === null) return false;
      cursor.load(await source.read(batch.data, batch.data + batch.size), batch);
      bytesRead += batch.size;
      progress(bytesRead);
      if (cursor.advance(losses)) return true;
    }
  };
  for (const cursor of cursors) {
    if (!(await loaded(cursor))) continue;
    heap.push(cursor);
    siftUp(heap, heap.length - 1);
  }
  while (heap.length > 0) {
    const cursor = heap[0];
    if (cursor.readArgs(losses)) onEvent(cursor.type, cursor.raw, cursor.args, cursor.thread);
    if (!cursor.advance(losses) && !(await loaded(cursor))) {
      const last = heap.pop();
      if (last === undefined || heap.length === 0) continue;
      heap[0] = last;
    }
    siftDown(heap);
  }
}

function siftUp(heap: EventCursor[], at: number): void {
  for (let child = at; child > 0; ) {
    const parent = (child - 1) >> 1;
    if (heap[parent].raw <= heap[child].raw) return;
    [heap[parent], heap[child]] = [heap[child], heap[parent]];
    child = parent;
  }
}

function siftDown(heap: EventCursor[]): void {
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
