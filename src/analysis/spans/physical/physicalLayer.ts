import type { SpanLives } from "../../../model/spanLives";
import type { PageTotals, SpanPhysical } from "../../../model/spans";
import type { SpanStreams } from "../spanStreams";
import { areasOf, LifePages, systemPages } from "./lifePages";
import { PAGE_STATES } from "./pageTable";
import { type ReplayedPages, replayPages } from "./replayPages";

/** What lies under the lives of spans of one process; null where no event of pages was recorded. */
export function physicalLayer(perf: SpanStreams, lives: SpanLives, pid: number): SpanPhysical | null {
  const sizes = perf.pageSizes;
  const counted = new LifePages(lives, sizes);
  const replayed = replayPages(perf, lives, pid, areasOf(lives, sizes), Infinity, (life, table) =>
    counted.count(life, table),
  );
  if (replayed === null) return null;
  const { columns } = counted;
  let heldSpans = 0;
  for (let life = 0; life < lives.length; life++) {
    if (!Number.isNaN(lives.deathNs[life])) continue;
    counted.count(life, replayed.table);
    if (columns.returned[life] + columns.lazy[life] < systemPages(lives, life, sizes).pages) heldSpans++;
  }
  const { pageBytes, hugePageBytes } = sizes;
  return { pageBytes, hugePageBytes, ...columns, heldSpans, ...totals(replayed, pageBytes) };
}

function totals(
  { table, ownerOf, faultsInSpans }: ReplayedPages,
  pageBytes: number,
): Pick<SpanPhysical, "live" | "free" | "framesKnown" | "faultsInSpans"> {
  const sums = { live: new Float64Array(PAGE_STATES.length), free: new Float64Array(PAGE_STATES.length) };
  let framesKnown = 0;
  table.eachInSpans((page, state, frame) => {
    const isLive = ownerOf(page * pageBytes) >= 0;
    (isLive ? sums.live : sums.free)[state] += pageBytes;
    if (isLive && !Number.isNaN(frame)) framesKnown++;
  });
  return { faultsInSpans, framesKnown, live: named(sums.live), free: named(sums.free) };
}

function named(bytes: Float64Array): PageTotals {
  const [unknown, held, returned, lazy, huge] = bytes;
  return { unknown, held, returned, lazy, huge };
}
