type Column = Float64Array | Int32Array | Int16Array | Uint8Array;

const CHUNK_SHIFT = 14;
const CHUNK_ROWS = 1 << CHUNK_SHIFT;

/** A column whose rows are written in any order, in chunks: growing copies nothing. */
export class RowColumn<T extends Column> {
  readonly #make: (length: number) => T;
  #chunks: T[] = [];

  constructor(make: (length: number) => T) {
    this.#make = make;
  }

  get(row: number): number {
    return this.#chunks[row >> CHUNK_SHIFT][row & (CHUNK_ROWS - 1)];
  }

  set(row: number, value: number): void {
    while (row >> CHUNK_SHIFT >= this.#chunks.length) this.#chunks.push(this.#make(CHUNK_ROWS));
    this.#chunks[row >> CHUNK_SHIFT][row & (CHUNK_ROWS - 1)] = value;
  }

  /** The first `length` rows as one. Empties this, chunk by chunk. */
  finish(length: number): T {
    const joined = this.#make(length);
    const chunks = this.#chunks;
    this.#chunks = [];
    for (let at = 0; at < length; at += CHUNK_ROWS) {
      const chunk = chunks.shift();
      if (chunk !== undefined) joined.set(chunk.subarray(0, length - at), at);
    }
    return joined;
  }

  /** Row `order[i]` as row i. Empties this. */
  pick(order: Int32Array): T {
    const picked = this.#make(order.length);
    for (let i = 0; i < order.length; i++) picked[i] = this.get(order[i]);
    this.#chunks = [];
    return picked;
  }
}

export const doubles = () => new RowColumn((length) => new Float64Array(length));
export const integers = () => new RowColumn((length) => new Int32Array(length));
export const shorts = () => new RowColumn((length) => new Int16Array(length));
export const bytes = () => new RowColumn((length) => new Uint8Array(length));
