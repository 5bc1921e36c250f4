/**
 * A column of unknown length, in chunks that double up to a limit: growing copies nothing, and an event with ten
 * samples takes no more than these need.
 */
export class GrowingColumn<T extends Float64Array | Int32Array> {
  length = 0;
  readonly #make: (length: number) => T;
  #chunks: T[] = [];
  #last: T;
  #used = 0;

  constructor(make: (length: number) => T) {
    this.#make = make;
    this.#last = make(FIRST_ROWS);
    this.#chunks.push(this.#last);
  }

  push(value: number): void {
    if (this.#used === this.#last.length) {
      this.#last = this.#make(Math.min(this.#last.length * 2, MOST_ROWS));
      this.#chunks.push(this.#last);
      this.#used = 0;
    }
    this.#last[this.#used++] = value;
    this.length++;
  }

  /** All rows, in the order that SampleColumns.finish has put the samples into. Empties this. */
  finish(order: Int32Array | null): T {
    const joined = this.#make(this.length);
    let at = 0;
    for (const chunk of this.#chunks) {
      joined.set(chunk.subarray(0, this.length - at), at);
      at += chunk.length;
    }
    this.#chunks = [];
    if (order === null) return joined;
    const sorted = this.#make(this.length);
    for (let row = 0; row < sorted.length; row++) sorted[row] = joined[order[row] as number] as number;
    return sorted;
  }
}

const FIRST_ROWS = 1 << 8;
const MOST_ROWS = 1 << 16;
