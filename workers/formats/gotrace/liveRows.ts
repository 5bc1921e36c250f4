import { doubles } from "./rowColumn";

/**
 * Rows of things that come and go, each with an id of its own: found by open addressing over a table of row numbers
 * (their ids are looked up), at most half full. What has gone leaves its row to the next.
 */
export class LiveRows {
  /** Rows that have ever been: columns beside have as many. */
  length = 0;
  readonly #id = doubles(); // NaN in a free row
  readonly #max: number;
  #slots = new Int32Array(1024); // row + 1, 0 where free
  #free = new Int32Array(64);
  #freeRows = 0;

  /** At most `max` at a time. */
  constructor(max: number) {
    this.#max = max;
  }

  get live(): number {
    return this.length - this.#freeRows;
  }

  idOf(row: number): number {
    return this.#id.get(row);
  }

  isLive(row: number): boolean {
    return !Number.isNaN(this.#id.get(row));
  }

  /** -1 when there is none. */
  find(id: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = hash(id) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const row = slots[slot] - 1;
      if (this.#id.get(row) === id) return row;
    }
    return -1;
  }

  /** A row for an id that is not in here; -1 when there is no room. */
  add(id: number): number {
    if (this.live >= this.#max) return -1;
    const row = this.#freeRows > 0 ? this.#free[--this.#freeRows] : this.length++;
    this.#id.set(row, id);
    if (this.live > this.#slots.length / 2) this.#grow();
    else this.#put(row, id);
    return row;
  }

  remove(row: number): void {
    this.#unlink(this.#id.get(row));
    this.#id.set(row, Number.NaN);
    if (this.#freeRows === this.#free.length) {
      const larger = new Int32Array(this.#free.length * 2);
      larger.set(this.#free);
      this.#free = larger;
    }
    this.#free[this.#freeRows++] = row;
  }

  /** The live rows, in the order of their numbers. */
  rows(): Int32Array {
    const rows = new Int32Array(this.live);
    let at = 0;
    for (let row = 0; row < this.length; row++) if (this.isLive(row)) rows[at++] = row;
    return rows;
  }

  /** Lets go of the table: nothing can be found any more. */
  close(): void {
    this.#slots = new Int32Array(0);
    this.#free = new Int32Array(0);
  }

  #put(row: number, id: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash(id) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = row + 1;
  }

  /** Empties the slot of an id, and moves up what had to go past it (Knuth 6.4, algorithm R). */
  #unlink(id: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let hole = hash(id) & mask;
    while (this.#id.get(slots[hole] - 1) !== id) hole = (hole + 1) & mask;
    for (let slot = (hole + 1) & mask; slots[slot] !== 0; slot = (slot + 1) & mask) {
      const home = hash(this.#id.get(slots[slot] - 1)) & mask;
      if (((slot - home) & mask) < ((slot - hole) & mask)) continue;
      slots[hole] = slots[slot];
      hole = slot;
    }
    slots[hole] = 0;
  }

  #grow(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (let row = 0; row < this.length; row++) {
      const id = this.#id.get(row);
      if (!Number.isNaN(id)) this.#put(row, id);
    }
  }
}

function hash(id: number): number {
  const mixed = Math.imul(id | 0, 0x9e3779b1) ^ Math.imul(Math.floor(id / 2 ** 32) | 0, 0x85ebca6b);
  const again = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return again ^ (again >>> 13);
}
