import { lowerBound } from "./ascending";
import type { Tombstones } from "./tombstones";

const NONE = -1;

/**
 * The rows of one sequence of a line program, and what they say of some addresses. A row covers what lies between it
 * and the next one; of several at one address that is the last. Of two sequences the first one wins.
 */
export class LineSequence {
  readonly lines: { readonly file: Int32Array; readonly line: Int32Array; readonly column: Int32Array };
  readonly #addresses: Float64Array; // ascending
  readonly #tombstones: Tombstones;
  #rows = 0;
  #isAscending = true;
  #address = new Float64Array(1024);
  #file = new Int32Array(1024);
  #line = new Int32Array(1024);
  #column = new Int32Array(1024);

  constructor(addresses: Float64Array, tombstones: Tombstones) {
    const { length } = addresses;
    this.#addresses = addresses;
    this.#tombstones = tombstones;
    this.lines = {
      file: new Int32Array(length).fill(NONE),
      line: new Int32Array(length),
      column: new Int32Array(length),
    };
  }

  get isEmpty(): boolean {
    return this.#rows === 0;
  }

  row(address: number, file: number, line: number, column: number): void {
    const row = this.#rows++;
    if (row === this.#address.length) this.#grow();
    if (row > 0 && address < this.#address[row - 1]) this.#isAscending = false;
    this.#address[row] = address;
    this.#file[row] = file;
    this.#line[row] = line;
    this.#column[row] = column;
  }

  /** Ends the sequence before `address`. */
  end(address: number): void {
    if (this.#rows > 0 && !this.#tombstones.has(this.#address[0])) {
      if (this.#isAscending && address >= this.#address[this.#rows - 1]) this.#cover(address, null);
      else this.#cover(Math.max(address, this.#highest()), this.#sorted());
    }
    this.#rows = 0;
    this.#isAscending = true;
  }

  #cover(end: number, order: Int32Array | null): void {
    const addresses = this.#addresses;
    const rowAt = (i: number): number => (order === null ? i : order[i]);
    let at = lowerBound(this.#addresses, this.#address[rowAt(0)]);
    for (let i = 0; i < this.#rows && at < addresses.length; i++) {
      const row = rowAt(i);
      const next = i + 1 < this.#rows ? this.#address[rowAt(i + 1)] : end;
      for (; at < addresses.length && addresses[at] < next; at++) {
        if (this.lines.file[at] !== NONE) continue;
        this.lines.file[at] = this.#file[row];
        this.lines.line[at] = Math.max(0, this.#line[row]);
        this.lines.column[at] = this.#column[row];
      }
    }
  }

  #highest(): number {
    return this.#address.subarray(0, this.#rows).reduce((most, address) => Math.max(most, address));
  }

  /** Rows by ascending address, in their order where that is equal: addresses may go back in what LTO made. */
  #sorted(): Int32Array {
    const address = this.#address;
    const rows = Int32Array.from({ length: this.#rows }, (_, row) => row);
    return rows.sort((a, b) => address[a] - address[b] || a - b);
  }

  #grow(): void {
    const length = 2 * this.#address.length;
    const grown = <T extends Int32Array | Float64Array>(to: T, from: T): T => {
      to.set(from);
      return to;
    };
    this.#address = grown(new Float64Array(length), this.#address);
    this.#file = grown(new Int32Array(length), this.#file);
    this.#line = grown(new Int32Array(length), this.#line);
    this.#column = grown(new Int32Array(length), this.#column);
  }
}
