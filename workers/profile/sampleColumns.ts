/**
 * The samples of one event while they are read. Rows go into chunks of fixed size, so that growing copies nothing
 * and the memory held is what the rows need.
 */
export class SampleColumns {
  length = 0;
  #chunks: Chunk[] = [];
  #last: Chunk | null = null;
  #used = CHUNK_ROWS;

  /** A `cpu` that is no number of a processor is unknown. */
  push(time: number, stack: number, thread: number, cpu: number, weight: number): void {
    if (this.#used === CHUNK_ROWS || this.#last === null) {
      this.#last = newChunk();
      this.#chunks.push(this.#last);
      this.#used = 0;
    }
    const row = this.#used++;
    const chunk = this.#last;
    chunk.time[row] = time;
    chunk.stack[row] = stack;
    chunk.thread[row] = thread;
    chunk.cpu[row] = cpu >= 0 && cpu <= MOST_CPU ? cpu : -1;
    chunk.weight[row] = weight;
    this.length++;
  }

  /** Another stack for a row that is there already. */
  restack(row: number, stack: number): void {
    const chunk = this.#chunks[Math.floor(row / CHUNK_ROWS)];
    if (chunk !== undefined) chunk.stack[row % CHUNK_ROWS] = stack;
  }

  /** The rows as one array per column, by ascending time; rows of equal time keep their order. Empties this. */
  finish(): SortedColumns {
    return this.finishWithOrder().columns;
  }

  /** Also which row went where, for columns kept elsewhere: row i was row order[i]; null when none has moved. */
  finishWithOrder(): { readonly columns: SortedColumns; readonly order: Int32Array | null } {
    const { length } = this;
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#last = null;
    this.length = 0;
    const unsorted = joined(chunks, "time", new Float64Array(length));
    const order = orderByTime(unsorted);
    const sorted = <T extends Column>(column: T): T => (order === null ? column : permuted(column, order));
    const columns = {
      length,
      time: sorted(unsorted),
      stack: sorted(joined(chunks, "stack", new Int32Array(length))),
      thread: sorted(joined(chunks, "thread", new Int32Array(length))),
      cpu: sorted(joined(chunks, "cpu", new Int16Array(length))),
      weight: sorted(joined(chunks, "weight", new Float64Array(length))),
    };
    return { columns, order };
  }
}

export interface SortedColumns {
  readonly length: number;
  readonly time: Float64Array;
  readonly stack: Int32Array;
  readonly thread: Int32Array;
  readonly cpu: Int16Array;
  readonly weight: Float64Array;
}

const CHUNK_ROWS = 1 << 16;
const MOST_CPU = 0x7fff; // Int16; Linux has at most 8,192 of them

type Column = Float64Array | Int32Array | Int16Array;

interface Chunk {
  time: Float64Array;
  stack: Int32Array;
  thread: Int32Array;
  cpu: Int16Array;
  weight: Float64Array;
}

const EMPTY = new Int16Array(0);

function newChunk(): Chunk {
  return {
    time: new Float64Array(CHUNK_ROWS),
    stack: new Int32Array(CHUNK_ROWS),
    thread: new Int32Array(CHUNK_ROWS),
    cpu: new Int16Array(CHUNK_ROWS),
    weight: new Float64Array(CHUNK_ROWS),
  };
}

/** Copies one column out of the chunks and lets go of their parts of it. */
function joined<T extends Column>(chunks: readonly Chunk[], name: keyof Chunk, into: T): T {
  let at = 0;
  for (const chunk of chunks) {
    const rows = Math.min(CHUNK_ROWS, into.length - at);
    into.set(chunk[name].subarray(0, rows), at);
    at += rows;
    (chunk as Record<keyof Chunk, Column>)[name] = EMPTY;
  }
  return into;
}

function permuted<T extends Column>(column: T, order: Int32Array): T {
  const result = new (column.constructor as new (length: number) => T)(order.length);
  for (let i = 0; i < order.length; i++) result[i] = column[order[i] as number] as number;
  return result;
}

/**
 * The stable order of ascending times; null when they ascend already. A recording is a sequence of ascending runs
 * (one per processor and flush), and only neighbouring runs overlap: a natural merge sort that skips what is in
 * order touches little.
 */
export function orderByTime(time: Float64Array): Int32Array | null {
  let bounds = runBounds(time);
  if (bounds.length <= 2) return null;
  let from = new Int32Array(time.length); // Int32Array.from makes a list of objects first
  for (let i = 0; i < from.length; i++) from[i] = i;
  let to = new Int32Array(from.length);
  while (bounds.length > 2) {
    const merged: number[] = [0];
    for (let run = 0; run + 1 < bounds.length; run += 2) {
      const start = bounds[run] as number;
      const middle = bounds[run + 1] as number;
      const end = bounds[run + 2] ?? middle;
      mergeRuns(time, from, to, start, middle, end);
      merged.push(end);
    }
    bounds = merged;
    [from, to] = [to, from];
  }
  return from;
}

/** Where ascending runs begin, and the end of the last one. */
function runBounds(time: Float64Array): number[] {
  const bounds = [0];
  for (let i = 1; i < time.length; i++) {
    if ((time[i] as number) < (time[i - 1] as number)) bounds.push(i);
  }
  bounds.push(time.length);
  return bounds;
}

function mergeRuns(
  time: Float64Array,
  from: Int32Array,
  to: Int32Array,
  start: number,
  middle: number,
  end: number,
): void {
  let left = start;
  let right = middle;
  const apart =
    middle === end || (time[from[middle - 1] as number] as number) <= (time[from[middle] as number] as number);
  if (apart) {
    to.set(from.subarray(start, end), start);
    return;
  }
  for (let out = start; out < end; out++) {
    const takeLeft =
      right >= end ||
      (left < middle && (time[from[left] as number] as number) <= (time[from[right] as number] as number));
    to[out] = from[takeLeft ? left++ : right++] as number;
  }
}
