import type { Pagemap } from "../../../src/model/pagemap";
import { PAGEMAP_MAX_PAGES } from "../../io/limits";

const DIGITS = 16; // of a value
const SPACE = 0x20;

/** The values of a dump while it is read. */
export class PagemapColumns {
  readonly #kind: Pagemap["values"];
  readonly #pageBytes: number;
  readonly #start: number[] = [];
  readonly #first: number[] = [];
  #end = -1; // of the last range
  #low = new Uint32Array(FIRST_VALUES);
  #high = new Uint32Array(FIRST_VALUES);
  #length = 0;
  #due = 0; // values of the last range that have not come
  #missing = 0;
  #surplus = 0;
  #left = 0;

  constructor(kind: Pagemap["values"], pageBytes: number) {
    this.#kind = kind;
    this.#pageBytes = pageBytes;
  }

  /** Begins a range; false for one that is none, or not behind the last: its values are left out. */
  range(start: number, end: number): boolean {
    const pages = (end - start) / this.#pageBytes;
    const isAligned = Number.isSafeInteger(end) && start % this.#pageBytes === 0 && Number.isInteger(pages);
    this.#missing += this.#due;
    this.#due = 0;
    if (!isAligned || pages <= 0 || start < this.#end) return false;
    this.#start.push(start);
    this.#first.push(this.#length);
    this.#end = end;
    this.#due = pages;
    return true;
  }

  /** Reads a line of values; false for one that holds something else, of which nothing is kept. */
  values(bytes: Uint8Array, start: number, end: number): boolean {
    const before = this.#length;
    const due = this.#due;
    for (let at = start; at < end; ) {
      if (bytes[at] === SPACE) {
        at++;
        continue;
      }
      const high = hex(bytes, at, end);
      const low = hex(bytes, at + DIGITS / 2, end);
      const isWhole = at + DIGITS >= end || bytes[at + DIGITS] === SPACE;
      if (high < 0 || low < 0 || !isWhole) {
        this.#length = before;
        this.#due = due;
        return false;
      }
      this.#push(high, low);
      at += DIGITS;
    }
    return true;
  }

  finish(): { readonly dump: Pagemap; readonly missing: number; readonly surplus: number; readonly left: number } {
    const dump: Pagemap = {
      pageBytes: this.#pageBytes,
      values: this.#kind,
      start: Float64Array.from(this.#start),
      first: Int32Array.of(...this.#first, this.#length),
      low: this.#low.slice(0, this.#length),
      high: this.#high.slice(0, this.#length),
    };
    return { dump, missing: this.#missing + this.#due, surplus: this.#surplus, left: this.#left };
  }

  #push(high: number, low: number): void {
    if (this.#due === 0) {
      this.#surplus++;
      return;
    }
    this.#due--;
    if (this.#length === PAGEMAP_MAX_PAGES) {
      this.#left++;
      return;
    }
    if (this.#length === this.#low.length) {
      this.#low = doubled(this.#low);
      this.#high = doubled(this.#high);
    }
    this.#high[this.#length] = high;
    this.#low[this.#length++] = low;
  }
}

const FIRST_VALUES = 1 << 10;

function doubled(column: Uint32Array<ArrayBuffer>): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(column.length * 2);
  larger.set(column);
  return larger;
}

/** Eight digits of lower-case hex; -1 where these are not there. */
function hex(bytes: Uint8Array, start: number, end: number): number {
  if (start + DIGITS / 2 > end) return -1;
  let value = 0;
  for (let at = start; at < start + DIGITS / 2; at++) {
    const byte = bytes[at] ?? 0;
    const digit = byte >= 0x30 && byte <= 0x39 ? byte - 0x30 : byte >= 0x61 && byte <= 0x66 ? byte - 0x57 : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}
