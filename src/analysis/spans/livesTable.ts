import { GO_PAGE_BYTES, type SpanLives } from "../../model/spanLives";
import { Rows } from "../nativeHeap/rows";

/** Lives while they are being recorded: a row each, in the order of birth. */
export class LivesTable {
  length = 0;
  readonly #rows = new Rows((length) => ({
    address: new Float64Array(length),
    pages: new Int32Array(length),
    spanclass: new Int32Array(length),
    birthNs: new Float64Array(length),
    deathNs: new Float64Array(length),
    thread: new Int32Array(length),
    openedBy: new Int32Array(length),
  }));

  add(birthNs: number, address: number, pages: number, spanclass: number, thread: number, openedBy: number): number {
    const row = this.#rows.take();
    const { columns } = this.#rows;
    columns.address[row] = address;
    columns.pages[row] = pages;
    columns.spanclass[row] = spanclass;
    columns.birthNs[row] = birthNs;
    columns.deathNs[row] = Number.NaN;
    columns.thread[row] = thread;
    columns.openedBy[row] = openedBy;
    this.length = row + 1;
    return row;
  }

  end(row: number, deathNs: number): void {
    this.#rows.columns.deathNs[row] = deathNs;
  }

  firstPage(row: number): number {
    return this.#rows.columns.address[row] / GO_PAGE_BYTES;
  }

  pages(row: number): number {
    return this.#rows.columns.pages[row];
  }

  finish(startNs: bigint, endNs: number): SpanLives {
    const { length } = this;
    const { address, pages, spanclass, birthNs, deathNs, thread, openedBy } = this.#rows.columns;
    return {
      length,
      startNs,
      endNs,
      pageBytes: GO_PAGE_BYTES,
      isRelative: false,
      address: address.slice(0, length),
      pages: pages.slice(0, length),
      spanclass: Int16Array.from(spanclass.subarray(0, length)),
      birthNs: birthNs.slice(0, length),
      deathNs: deathNs.slice(0, length),
      existed: new Uint8Array(length),
      thread: thread.slice(0, length),
      openedBy: openedBy.slice(0, length),
    };
  }
}
