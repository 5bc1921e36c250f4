/**
 * Ids of mappings, functions or locations to row numbers. An id is any 64-bit number, neither dense nor sorted, but
 * nearly every producer counts from 1: small ids index an array, others are hashed.
 */
export class IdMap {
  /** By id: row + 1, 0 where none. For hot loops that look small ids up themselves. */
  readonly small: Int32Array;
  #large: LargeIds | null = null;
  readonly #count: number;

  /** `count` is how many ids there will be at most. */
  constructor(count: number) {
    this.#count = count;
    this.small = new Int32Array(4 * count + 1024);
  }

  /** False when the id is there already; it then keeps its row. */
  set(lo: number, hi: number, row: number): boolean {
    if (this.get(lo, hi) >= 0) return false;
    if (this.#isSmall(lo, hi)) {
      this.small[lo] = row + 1;
    } else {
      this.#large ??= new LargeIds(this.#count);
      this.#large.set(lo, hi, row);
    }
    return true;
  }

  /** -1 when there is no such id. */
  get(lo: number, hi: number): number {
    if (this.#isSmall(lo, hi)) return this.small[lo] - 1;
    return this.#large?.get(lo, hi) ?? -1;
  }

  #isSmall(lo: number, hi: number): boolean {
    return hi === 0 && lo >= 0 && lo < this.small.length;
  }
}

/** Open addressing at half load; ids in two halves, since a double would confuse those beyond 2^53. */
class LargeIds {
  readonly #lo: Int32Array;
  readonly #hi: Int32Array;
  readonly #row: Int32Array; // row + 1
  readonly #mask: number;

  constructor(count: number) {
    const size = 2 ** Math.ceil(Math.log2(2 * count + 2));
    this.#lo = new Int32Array(size);
    this.#hi = new Int32Array(size);
    this.#row = new Int32Array(size);
    this.#mask = size - 1;
  }

  set(lo: number, hi: number, row: number): void {
    const slot = this.#find(lo, hi);
    this.#lo[slot] = lo;
    this.#hi[slot] = hi;
    this.#row[slot] = row + 1;
  }

  get(lo: number, hi: number): number {
    return this.#row[this.#find(lo, hi)] - 1;
  }

  /** The slot of an id, or the free one where it would go. */
  #find(lo: number, hi: number): number {
    let hash = Math.imul(lo, 0x9e3779b1) ^ Math.imul(hi, 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    let slot = (hash ^ (hash >>> 13)) & this.#mask;
    while (this.#row[slot] !== 0 && (this.#lo[slot] !== lo || this.#hi[slot] !== hi)) slot = (slot + 1) & this.#mask;
    return slot;
  }
}
