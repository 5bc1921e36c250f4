import type { SpanLives } from "../../../model/spanLives";
import { areasOf, systemPages } from "./lifePages";
import type { PageStreams } from "./pageStreams";
import { replayPages } from "./replayPages";

/** The pages of the system under one life of a span, a row each by address, as they were when it ended. */
export interface SpanPages {
  readonly pageBytes: number;
  readonly address: Float64Array; // Avma
  readonly state: Uint8Array; // -> PAGE_STATES
  readonly frame: Float64Array; // page frame number, NaN where it is not known
  readonly touchedNs: Float64Array; // the last fault, relative to SpanLives.startNs; NaN where none was seen
}

/** At most MOST_PAGES of its first ones; null where no event of pages was recorded. */
export function spanPages(events: PageStreams, lives: SpanLives, pid: number, life: number): SpanPages | null {
  const perf = { ...events, streams: Object.values(events.streams) };
  const sizes = perf.pageSizes;
  const { page, pages } = systemPages(lives, life, sizes);
  const shown = Math.min(pages, MOST_PAGES);
  const of = { ...lives, length: 1, address: lives.address.subarray(life), pages: lives.pages.subarray(life) };
  const deathNs = lives.deathNs[life];
  const untilNs = Number.isNaN(deathNs) ? Infinity : deathNs;
  const table = replayPages(perf, lives, pid, areasOf(of, sizes), untilNs)?.table;
  if (table === undefined) return null;
  const rows = Array.from({ length: shown }, (_, i) => table.row(page + i));
  return {
    pageBytes: sizes.pageBytes,
    address: Float64Array.from(rows, (_, i) => (page + i) * sizes.pageBytes),
    state: Uint8Array.from(rows, (row) => table.stateOf(row)),
    frame: Float64Array.from(rows, (row) => table.frameOf(row)),
    touchedNs: Float64Array.from(rows, (row) => table.touchedNsOf(row)),
  };
}

const MOST_PAGES = 4096;
