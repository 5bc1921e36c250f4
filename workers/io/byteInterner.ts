/**
 * Distinct byte strings: each gets one row, found again by open addressing. Text formats say the same few thousand
 * frames millions of times; a string is made only of those that are new.
 */
export class ByteInterner {
  #length = 0;
  #bytes = new Uint8Array(INITIAL_ROWS * 32);
  #end = new Uint32Array(INITIAL_ROWS); // by row; a row begins where the one before it ends
  #hash = new Int32Array(INITIAL_ROWS);
  #slots = new Int32Array(INITIAL_ROWS * 2); // row + 1, 0 where free
  readonly #maxRows: number;
  readonly #maxBytes: number;

  /** `maxBytes` must be below 2^32. */
  constructor(maxRows: number, maxBytes: number) {
    this.#maxRows = maxRows;
    this.#maxBytes = maxBytes;
  }

  get length(): number {
    return this.#length;
  }

  /** The row of bytes [start, end); -1 when they are new and there is no room for more. */
  intern(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end);
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash & mask;
    for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const row = slots[slot] - 1;
      if (this.#hash[row] === hash && this.#equals(row, bytes, start, end)) return row;
    }
    return this.#add(bytes, start, end, hash, slot);
  }

  #equals(row: number, bytes: Uint8Array, start: number, end: number): boolean {
    const from = row === 0 ? 0 : this.#end[row - 1];
    if (this.#end[row] - from !== end - start) return false;
    const known = this.#bytes;
    for (let i = start, at = from; i < end; i++, at++) if (known[at] !== bytes[i]) return false;
    return true;
  }

  #add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const row = this.#length;
    const from = row === 0 ? 0 : this.#end[row - 1];
    const to = from + end - start;
    if (row >= this.#maxRows || to > this.#maxBytes) return -1;
    if (to > this.#bytes.length) {
      const larger = new Uint8Array(Math.min(this.#maxBytes, Math.max(to, this.#bytes.length * 2)));
      larger.set(this.#bytes.subarray(0, from));
      this.#bytes = larger;
    }
    this.#bytes.set(bytes.subarray(start, end), from);
    this.#end[row] = to;
    this.#hash[row] = hash;
    this.#slots[slot] = row + 1;
    this.#length++;
    if (this.#length === this.#end.length) this.#grow();
    return row;
  }

  #grow(): void {
    const rows = this.#length * 2;
    const [end, hash] = [this.#end, this.#hash];
    this.#end = new Uint32Array(rows);
    this.#end.set(end);
    this.#hash = new Int32Array(rows);
    this.#hash.set(hash);
    this.#slots = new Int32Array(rows * 2);
    const mask = this.#slots.length - 1;
    for (let row = 0; row < this.#length; row++) {
      let slot = hash[row] & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = row + 1;
    }
  }
}

const INITIAL_ROWS = 1 << 12;

/** FNV-1a, mixed once more because only its low bits are used. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let h = 0x811c_9dc5;
  for (let i = start; i < end; i++) h = Math.imul(h ^ bytes[i], 0x0100_0193);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b_3c6d);
  return h ^ (h >>> 13);
}
