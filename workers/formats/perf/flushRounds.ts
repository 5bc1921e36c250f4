/**
 * Counts the records that come too late. The kernel's buffers are one per processor, so file order is not time
 * order; perf sorts what lies between two FINISHED_ROUND records (tools/perf/util/ordered-events.c):
 *
 *   round k ends ─ everything up to the greatest time seen by the end of round k − 1 is released
 *
 * A record older than what was released before it came is out of order. It is kept at its place in time here:
 * samples are sorted over the whole file.
 */
export class FlushRounds {
  outOfOrder = 0;
  #maxTime = -Infinity;
  #nextFlush = -Infinity;
  #released = -Infinity;

  /** Another stream of records begins, whose order has nothing to do with the one before. */
  restart(): void {
    this.#maxTime = -Infinity;
    this.#nextFlush = -Infinity;
    this.#released = -Infinity;
  }

  seen(time: number): void {
    if (time < this.#released) this.outOfOrder++;
    if (time > this.#maxTime) this.#maxTime = time;
  }

  finishRound(): void {
    this.#released = this.#nextFlush;
    this.#nextFlush = this.#maxTime;
  }
}
