import type { TimedBatch } from "../merge";
import type { BatchHeader } from "./batch";

/** A batch of strings, stacks, samples or types, kept until its generation is whole: stacks come before their strings. */
export interface TableBatch {
  readonly bytes: Uint8Array;
  readonly offset: number; // in the file
}

/** What one generation consists of, in the file's order. */
export class Generation {
  readonly gen: number;
  readonly threads = new Map<number, TimedBatch[]>();
  readonly strings: TableBatch[] = [];
  readonly stacks: TableBatch[] = [];
  readonly cpuSamples: TableBatch[] = [];
  readonly types: TableBatch[] = [];
  /** Units of time per second, 0 while nothing has said it. */
  frequency = 0;
  leastTs = Number.POSITIVE_INFINITY;
  end = 0; // offset in the file behind its last batch
  #batches = 0;
  #tableBytes = 0;

  constructor(gen: number) {
    this.gen = gen;
  }

  get batches(): number {
    return this.#batches;
  }

  get tableBytes(): number {
    return this.#tableBytes;
  }

  addTimed({ thread, data, size, ts }: BatchHeader): void {
    const batches = this.threads.get(thread);
    if (batches === undefined) this.threads.set(thread, [{ data, size, ts }]);
    else batches.push({ data, size, ts });
    this.leastTs = Math.min(this.leastTs, ts);
    this.#batches++;
  }

  addTable(table: TableBatch[], bytes: Uint8Array, offset: number): void {
    table.push({ bytes, offset });
    this.#tableBytes += bytes.length;
    this.#batches++;
  }
}
