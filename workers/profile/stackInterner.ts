import type { StackTable } from "../../src/model/stacks";

/**
 * Builds the tree of call stacks: gives each distinct (caller's stack, frame) one row. The rows are found by a hash
 * table with open addressing that holds nothing but row numbers, so a stack costs 8 bytes and 5 to 11 of table.
 */
export class StackInterner {
  #length = 0;
  #prefix: Int32Array;
  #frame: Int32Array;
  /** Row + 1, 0 where free. The size is a power of two and at most 3/4 of it is taken. */
  #slots: Int32Array;
  /** What of a 32-bit hash is dropped to index #slots: its low bits, which are mixed worst. */
  #shift: number;
  #full: number;

  constructor(expectedLength = 1024) {
    const bits = Math.max(4, Math.ceil(Math.log2(expectedLength / 0.75)));
    this.#prefix = new Int32Array(Math.max(1, expectedLength));
    this.#frame = new Int32Array(this.#prefix.length);
    this.#slots = new Int32Array(2 ** bits);
    this.#shift = 32 - bits;
    this.#full = this.#slots.length * 0.75;
  }

  get length(): number {
    return this.#length;
  }

  /** The row of the stack that `frame` makes on top of `prefix`, a row itself or -1 for a root. */
  intern(prefix: number, frame: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = hash(prefix, frame) >>> this.#shift;
    for (let row = slots[slot]; row !== 0; row = slots[slot]) {
      if (this.#frame[row - 1] === frame && this.#prefix[row - 1] === prefix) return row - 1;
      slot = (slot + 1) & mask;
    }
    const row = this.#length++;
    if (row === this.#prefix.length) this.#growColumns();
    this.#prefix[row] = prefix;
    this.#frame[row] = frame;
    slots[slot] = row + 1;
    if (this.#length > this.#full) this.#growSlots();
    return row;
  }

  /** The rows so far, in columns of exactly their length. The interner cannot be used afterwards. */
  finish(): StackTable {
    const length = this.#length;
    this.#slots = new Int32Array(0);
    const prefix = this.#prefix.length === length ? this.#prefix : this.#prefix.slice(0, length);
    this.#prefix = prefix;
    const frame = this.#frame.length === length ? this.#frame : this.#frame.slice(0, length);
    this.#frame = frame;
    return { length, prefix, frame };
  }

  #growColumns(): void {
    this.#prefix = grown(this.#prefix);
    this.#frame = grown(this.#frame);
  }

  #growSlots(): void {
    const size = this.#slots.length * 2;
    this.#slots = new Int32Array(0); // lets go of the old table before the new one exists: the columns have it all
    const slots = new Int32Array(size);
    this.#slots = slots;
    this.#shift--;
    this.#full = size * 0.75;
    const shift = this.#shift;
    const [prefix, frame] = [this.#prefix, this.#frame];
    for (let row = 0; row < this.#length; row++) {
      let slot = hash(prefix[row], frame[row]) >>> shift;
      while (slots[slot] !== 0) slot = (slot + 1) & (size - 1);
      slots[slot] = row + 1;
    }
  }
}

/** All 32 bits depend on both numbers: two odd multipliers, and the high halves folded into the low ones between. */
function hash(prefix: number, frame: number): number {
  const mixed = Math.imul(prefix + 1, 0x9e3779b1) ^ Math.imul(frame + 1, 0x85ebca6b);
  return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
}

function grown(column: Int32Array): Int32Array {
  const larger = new Int32Array(column.length * 2);
  larger.set(column);
  return larger;
}
