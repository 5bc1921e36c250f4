import type { StackTable } from "../../src/model/stacks";

/**
 * Builds the tree of call stacks: gives each distinct (caller's stack, frame) one row. A new stack is written without a
 * search, row behind row, so that most callers have what they first called right behind them; only what comes elsewhere
 * is found by hashing. That makes 8 bytes a row and little in a hash table.
 */
export class StackInterner {
  #length = 0;
  #prefix: Int32Array;
  #frame: Int32Array;
  /** Rows that are not right behind their caller. */
  readonly #others = new RowTable();

  constructor(expectedLength = 1024) {
    this.#prefix = new Int32Array(Math.max(1, expectedLength));
    this.#frame = new Int32Array(this.#prefix.length);
  }

  get length(): number {
    return this.#length;
  }

  prefixOf(row: number): number {
    return this.#prefix[row];
  }

  frameOf(row: number): number {
    return this.#frame[row];
  }

  /** The row of the stack that `frame` makes on top of `prefix`: an earlier row, or -1 for a root. */
  intern(prefix: number, frame: number): number {
    const behind = prefix + 1;
    if (behind === this.#length) return this.#append(prefix, frame); // the last row has called nothing yet
    if (this.#prefix[behind] === prefix && this.#frame[behind] === frame) return behind;
    const hash = hashOf(prefix, frame);
    const found = this.#others.find(hash, prefix, frame, this.#prefix, this.#frame);
    if (found >= 0) return found;
    const row = this.#append(prefix, frame);
    this.#others.add(hash, row);
    return row;
  }

  /** How many frames a row's stack has. */
  depth(row: number): number {
    let frames = 0;
    for (let at = row; at >= 0; at = this.#prefix[at] as number) frames++;
    return frames;
  }

  /**
   * The rows so far. The interner cannot be used afterwards. Where the columns are nearly full they are not copied: the
   * part behind the rows was never written, so that no memory stands behind it.
   */
  finish(): StackTable {
    const length = this.#length;
    this.#others.clear();
    this.#prefix = exactly(this.#prefix, length);
    this.#frame = exactly(this.#frame, length);
    return { length, prefix: this.#prefix, frame: this.#frame };
  }

  #append(prefix: number, frame: number): number {
    const row = this.#length++;
    if (row === this.#prefix.length) {
      this.#prefix = grown(this.#prefix);
      this.#frame = grown(this.#frame);
    }
    this.#prefix[row] = prefix;
    this.#frame[row] = frame;
    return row;
  }
}

const EMPTY = new Int32Array(0);

/**
 * Rows by (prefix, frame): open addressing, at most half full. A slot has the row and its hash, so that rows are looked
 * at only where they are what is sought.
 */
class RowTable {
  #slots = new Int32Array(2 * 1024); // row + 1, or 0 where free, and the hash
  #taken = 0;

  /** -1 when it is not in here. */
  find(hash: number, prefix: number, frame: number, prefixes: Int32Array, frames: Int32Array): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = (hash << 1) & mask; slots[slot] !== 0; slot = (slot + 2) & mask) {
      if (slots[slot + 1] !== hash) continue;
      const row = slots[slot] - 1;
      if (frames[row] === frame && prefixes[row] === prefix) return row;
    }
    return -1;
  }

  /** Adds a row that is not in here yet. */
  add(hash: number, row: number): void {
    if (4 * this.#taken === this.#slots.length) {
      const old = this.#slots;
      this.#slots = new Int32Array(2 * old.length);
      for (let slot = 0; slot < old.length; slot += 2) if (old[slot] !== 0) this.#put(old[slot + 1], old[slot]);
    }
    this.#put(hash, row + 1);
    this.#taken++;
  }

  clear(): void {
    this.#slots = EMPTY;
  }

  #put(hash: number, entry: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = (hash << 1) & mask;
    while (slots[slot] !== 0) slot = (slot + 2) & mask;
    slots[slot] = entry;
    slots[slot + 1] = hash;
  }
}

function hashOf(prefix: number, frame: number): number {
  const mixed = Math.imul(prefix + 1, 0x9e3779b1) ^ Math.imul(frame + 1, 0x85ebca6b);
  const again = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return again ^ (again >>> 13);
}

function grown(column: Int32Array): Int32Array {
  const larger = new Int32Array(column.length * 2);
  larger.set(column);
  return larger;
}

function exactly(column: Int32Array, length: number): Int32Array {
  return 4 * length > 3 * column.length ? column.subarray(0, length) : column.slice(0, length);
}
