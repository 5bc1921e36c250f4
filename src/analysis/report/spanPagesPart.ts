import type { ReportPageDump, ReportPageTotals, ReportSpanHistory, ReportSpanPages } from "../../model/report";
import type { SessionData } from "../../model/session";
import type { SpanLives } from "../../model/spanLives";
import type { PageTotals, SpanPhysical } from "../../model/spans";
import { latestPagemap } from "../spans/physical/latestPagemap";
import { latestSmaps } from "../spans/physical/latestSmaps";
import { dumpedBytes } from "../spans/physical/pageDump";

// What `spans` of the report says of memory under spans.

export function pagesPart({ pageBytes, faultsInSpans, framesKnown, live, free }: SpanPhysical): ReportSpanPages {
  return {
    page_bytes: pageBytes,
    huge_page_bytes: live.huge + free.huge,
    faults_in_spans: faultsInSpans,
    frames_known: framesKnown,
    returned_bytes: live.returned + free.returned,
    lazily_freed_bytes: live.lazy + free.lazy,
    live: totalsPart(live),
    free: totalsPart(free),
  };
}

function totalsPart({ unknown, held, returned, lazy, huge }: PageTotals): ReportPageTotals {
  return { unknown, held, returned, lazily_freed: lazy, huge_page: huge };
}

export function dumpPart(session: SessionData, lives: SpanLives): ReportPageDump | null {
  const latest = latestPagemap(session);
  if (latest === null || lives.isRelative) return null;
  const { file, dump } = latest;
  const layout = dump.values === "pte" ? session.pteLayout : null;
  const { freePresent, ...bytes } = dumpedBytes(dump, session.pteLayout, lives);
  return { file, layout, page_bytes: dump.pageBytes, ...bytes, free_present: freePresent };
}

export function smapsPart(session: SessionData): ReportSpanHistory["smaps"] {
  const latest = latestSmaps(session);
  if (latest === null) return null;
  const { rss, hugePages, lazyFree } = latest.arenas;
  return { file: latest.file, rss, huge_pages: hugePages, lazily_freed: lazyFree };
}
