import type { SpanLives } from "../../../model/spanLives";

const PAGE = 8192;

/** Lives drawn as "address pages birth death", addresses in pages of 8 KiB; "-" for alive. The recording ends at 10. */
export function livesOf(...lines: string[]): SpanLives {
  const rows = lines.map((line) => line.split(" ").map((word) => (word === "-" ? Number.NaN : Number(word))));
  const column = (at: number): Float64Array => Float64Array.from(rows, (row) => row[at] as number);
  return {
    length: rows.length,
    startNs: 0n,
    endNs: 10,
    pageBytes: PAGE,
    isRelative: false,
    address: column(0).map((page) => page * PAGE),
    pages: Int32Array.from(column(1)),
    spanclass: new Int16Array(rows.length),
    birthNs: column(2),
    deathNs: column(3),
    existed: new Uint8Array(rows.length),
    thread: new Int32Array(rows.length),
    openedBy: new Int32Array(rows.length),
  };
}
