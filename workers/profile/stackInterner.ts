import type { StackTable } from "../../src/model/stacks";

/**
 * Builds the tree of call stacks: gives each distinct (caller's stack, frame) one row. Most stacks are called from by
 * one callee only, so every row knows its first child, and only further children and the roots are found by hashing:
 * 12 bytes a row, little of them in a hash table, and a new stack is written without a search.
 */
export class StackInterner {
  #length = 0;
  #prefix: Int32Array;
  #frame: Int32Array;
  /** By row: its first child, 0 where it has none (row 0 is nobody's child). */
  #child: Int32Array;
  readonly #others = new RowTable();

  constructor(expectedLength = 1024) {
    this.#prefix = new Int32Array(Math.max(1, expectedLength));
    this.#frame = new Int32Array(this.#prefix.length);
    this.#child = new Int32Array(this.#prefix.length);
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
    if (prefix >= 0) {
      const child = this.#child[prefix];
      if (child === 0) {
        const row = this.#append(prefix, frame);
        this.#child[prefix] = row;
        return row;
      }
      if (this.#frame[child] === frame) return child;
    }
    const found = this.#others.find(prefix, frame, this.#prefix, this.#frame);
    if (found >= 0) return found;
    const row = this.#append(prefix, frame);
    this.#others.add(row, this.#prefix, this.#frame);
    return row;
  }

  /** How many frames a row's stack has. */
  depth(row: number): number {
    let frames = 0;
    for (let at = row; at >= 0; at = this.#prefix[at] as number) frames++;
    return frames;
  }

  /** The rows so far, in columns of exactly their length. The interner cannot be used afterwards. */
  finish(): StackTable {
    const length = this.#length;
    this.#child = EMPTY;
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
      this.#child = grown(this.#child);
    }
    this.#prefix[row] = prefix;
    this.#frame[row] = frame;
    return row;
  }
}

const EMPTY = new Int32Array(0);

/** Rows by (prefix, frame): open addressing, at most half full, that holds nothing but row numbers. */
class RowTable {
  #slots = new Int32Array(1024); // row + 1, 0 where free
  #taken = 0;

  /** -1 when it is not in here. */
  find(prefix: number, frame: number, prefixes: Int32Array, frames: Int32Array): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = hash(prefix, frame) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const row = slots[slot] - 1;
      if (frames[row] === frame && prefixes[row] === prefix) return row;
    }
    return -1;
  }

  /** Adds a row that is not in here yet. */
  add(row: number, prefixes: Int32Array, frames: Int32Array): void {
    if (this.#taken === this.#slots.length / 2) {
      const old = this.#slots;
      this.#slots = new Int32Array(old.length * 2);
      for (const taken of old) if (taken !== 0) this.#put(taken - 1, prefixes, frames);
    }
    this.#put(row, prefixes, frames);
    this.#taken++;
  }

  clear(): void {
    this.#slots = EMPTY;
  }

  #put(row: number, prefixes: Int32Array, frames: Int32Array): void {
    const mask = this.#slots.length - 1;
    let slot = hash(prefixes[row], frames[row]) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = row + 1;
  }
}

function hash(prefix: number, frame: number): number {
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
  return column.length === length ? column : column.slice(0, length);
}
