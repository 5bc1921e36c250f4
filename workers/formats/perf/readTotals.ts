/**
 * READ fields hold running totals of counters; a sample stands for what has been counted since the one before
 * (tools/perf/util/session.c `deliver_sample_value`). Counters of inherited events run per thread.
 */
export class ReadTotals {
  readonly #last = new Map<number, Map<number, number>>();

  /** What the counter `id` has counted since it was read last; `thread` is -1 where all threads share one. */
  since(id: number, thread: number, total: number): number {
    let threads = this.#last.get(id);
    if (threads === undefined) {
      threads = new Map();
      this.#last.set(id, threads);
    }
    const before = threads.get(thread) ?? 0;
    threads.set(thread, total);
    return total - before;
  }
}
