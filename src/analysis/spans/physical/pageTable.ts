import { BlockTable } from "../../nativeHeap/blockTable";

/** What is known of a page of the system at one moment. */
export const PAGE_STATES = [
  "unknown", // touched before the recording began, or never
  "held", // touched since it was last given back: a frame is under it
  "returned", // given back to the system and not touched since
  "lazy", // given back by MADV_FREE: the system takes the frame when it needs one
  "huge", // held, as part of a huge page
] as const;
export type PageState = (typeof PAGE_STATES)[number];

const UNKNOWN = 0;
const HELD = 1;
const RETURNED = 2;
const LAZY = 3;
const HUGE = 4;

/**
 * The pages of the system under Go's heap, while what happens to them goes by. Only some areas of memory, each as large
 * as a huge page, are looked at:
 *
 *   area ─▶ its first row; a row per page: state u8 | frame f64, NaN unknown | last touched f64, NaN never
 */
export class PageTable {
  readonly #pagesPerArea: number;
  readonly #rowOfArea = new Map<number, number>();
  readonly #states: Uint8Array;
  readonly #frames: Float64Array;
  readonly #touchedNs: Float64Array;
  readonly #inSpans: Uint8Array; // 1: a span has been there
  readonly #touches: Int32Array; // per area: since some of it was given back
  readonly #rowOfFrame = new BlockTable();

  /** `areas`: numbers of areas; MAX_AREAS of them at most. */
  constructor(areas: Iterable<number>, pagesPerArea: number) {
    this.#pagesPerArea = pagesPerArea;
    for (const area of areas) {
      if (this.#rowOfArea.size < MAX_AREAS) this.#rowOfArea.set(area, this.#rowOfArea.size * pagesPerArea);
    }
    const rows = this.#rowOfArea.size * pagesPerArea;
    this.#touches = new Int32Array(this.#rowOfArea.size);
    this.#states = new Uint8Array(rows);
    this.#inSpans = new Uint8Array(rows);
    this.#frames = new Float64Array(rows).fill(Number.NaN);
    this.#touchedNs = new Float64Array(rows).fill(Number.NaN);
  }

  /** Row of a page, by its number; -1 for one outside the areas. */
  row(page: number): number {
    const area = Math.floor(page / this.#pagesPerArea);
    const first = this.#rowOfArea.get(area);
    return first === undefined ? -1 : first + page - area * this.#pagesPerArea;
  }

  /** Visits the pages where spans have been. */
  eachInSpans(visit: (page: number, state: number, frame: number) => void): void {
    for (const [area, first] of this.#rowOfArea) {
      for (let i = 0; i < this.#pagesPerArea; i++) {
        const row = first + i;
        if (this.#inSpans[row] === 1) visit(area * this.#pagesPerArea + i, this.#states[row], this.#frames[row]);
      }
    }
  }

  /**
   * A page was touched. `frame` is under it, NaN where that is not known: one of 2^order that the kernel handed out
   * together, which are then under the pages around it.
   */
  touch(page: number, frame: number, order: number, timeNs: number): void {
    const row = this.row(page);
    if (row < 0) return;
    const pages = Math.min(2 ** order, this.#pagesPerArea);
    const state = pages === this.#pagesPerArea ? HUGE : HELD;
    const first = row - (row % pages); // areas begin at multiples of their size
    this.#touches[Math.floor(row / this.#pagesPerArea)]++;
    for (let each = first; each < first + pages; each++) {
      this.#hold(each, frame - row + each, state);
      this.#touchedNs[each] = timeNs;
    }
  }

  /** Memory was given back to the system: at once, or lazily. */
  giveBack(page: number, pages: number, isLazy: boolean): void {
    this.#each(page, pages, (from, to) => {
      if (to - from < this.#pagesPerArea) this.#split(from);
      this.#touches[Math.floor(from / this.#pagesPerArea)] = 0;
      for (let row = from; row < to; row++) {
        if (isLazy && this.#states[row] === RETURNED) continue;
        this.#states[row] = isLazy ? LAZY : RETURNED;
        if (!isLazy) this.#forget(row);
      }
    });
  }

  /** A span begins on these pages: one that was given back lazily may be used again without a fault. */
  use(page: number, pages: number): void {
    this.#each(page, pages, (from, to) => {
      this.#inSpans.fill(1, from, to);
      for (let row = from; row < to; row++) if (this.#states[row] === LAZY) this.#states[row] = UNKNOWN;
    });
  }

  /** The kernel has frames back: seen giving up pages, or not seen but handing them out again. */
  loseFrames(frame: number, order: number, isSeen: boolean): void {
    const end = frame + 2 ** Math.min(order, MAX_ORDER);
    for (let each = frame; each < end; each++) {
      const row = this.#rowOfFrame.find(0, each);
      if (row < 0) continue;
      this.#states[row] = isSeen ? RETURNED : UNKNOWN;
      this.#forget(row);
    }
  }

  /**
   * Where the kernel's allocations were not recorded, a huge page shows by this: one fault in its area, whose frame is
   * as far from the start of a huge frame as its page is from that of the area, and more pages in use than that one.
   */
  findHuge(used: (firstPage: number, pages: number) => number): void {
    for (const [area, first] of this.#rowOfArea) {
      if (this.#touches[first / this.#pagesPerArea] !== 1) continue;
      const rows = this.#states.subarray(first, first + this.#pagesPerArea);
      const touched = rows.indexOf(HELD);
      const frame = this.#frames[first + touched] - touched;
      if (touched < 0 || frame % this.#pagesPerArea !== 0 || rows.includes(RETURNED) || rows.includes(LAZY)) continue;
      if (used(area * this.#pagesPerArea, this.#pagesPerArea) < LEAST_USED) continue;
      for (let i = 0; i < rows.length; i++) this.#hold(first + i, frame + i, HUGE);
    }
  }

  /** Adds pages by state to `counts`, in the order of PAGE_STATES; those outside the areas are left out. */
  count(page: number, pages: number, counts: Int32Array): void {
    this.#each(page, pages, (from, to) => {
      for (let row = from; row < to; row++) counts[this.#states[row]]++;
    });
  }

  stateOf(row: number): number {
    return row < 0 ? UNKNOWN : this.#states[row];
  }

  frameOf(row: number): number {
    return row < 0 ? Number.NaN : this.#frames[row];
  }

  touchedNsOf(row: number): number {
    return row < 0 ? Number.NaN : this.#touchedNs[row];
  }

  /** Visits the rows of the pages that are in an area, a run per area. */
  #each(page: number, pages: number, visit: (from: number, to: number) => void): void {
    const end = page + pages;
    const [first, last] = [Math.floor(page / this.#pagesPerArea), Math.floor((end - 1) / this.#pagesPerArea)];
    const visitArea = (area: number): void => {
      const row = this.#rowOfArea.get(area);
      if (row === undefined) return;
      const start = area * this.#pagesPerArea;
      visit(row + Math.max(page, start) - start, row + Math.min(end, start + this.#pagesPerArea) - start);
    };
    if (last - first < this.#rowOfArea.size) for (let area = first; area <= last; area++) visitArea(area);
    else for (const area of this.#rowOfArea.keys()) if (area >= first && area <= last) visitArea(area);
  }

  /** A huge page of which a part is given back goes on as small ones. */
  #split(row: number): void {
    const first = row - (row % this.#pagesPerArea);
    for (let each = first; each < first + this.#pagesPerArea; each++) {
      if (this.#states[each] === HUGE) this.#states[each] = HELD;
    }
  }

  #hold(row: number, frame: number, state: number): void {
    this.#forget(row);
    this.#states[row] = state;
    if (Number.isNaN(frame)) return;
    const other = this.#rowOfFrame.find(0, frame);
    if (other >= 0) {
      this.#states[other] = UNKNOWN; // it must have lost the frame, unseen
      this.#frames[other] = Number.NaN;
    }
    this.#frames[row] = frame;
    this.#rowOfFrame.set(0, frame, row);
  }

  #forget(row: number): void {
    const frame = this.#frames[row];
    if (Number.isNaN(frame)) return;
    this.#frames[row] = Number.NaN;
    this.#rowOfFrame.set(0, frame, -1);
  }
}

export const MAX_AREAS = 1 << 15; // 64 GiB on x86_64
const MAX_ORDER = 20;
/** Pages in use around a single fault that make it one of a huge page. */
const LEAST_USED = 16;
