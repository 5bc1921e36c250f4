import type { Capture } from "../../model/capture";
import type { MemStats } from "../../model/processMemory";
import type { SessionData, SessionFile } from "../../model/session";
import { naturalOrder } from "../growth/series";
import { type RssDecomposition, rssDecomposition } from "./decomposition";

/** What the dropped files say of the memory of a process, and which of them. */
export interface SessionMemory {
  readonly rss: RssDecomposition;
  readonly from: readonly string[]; // names of the files
}

/**
 * From the last text with MemStats, the last smaps (by name, as people number files) and the first capture with probes on
 * malloc: they are taken for one process. Null without the first two.
 */
export function sessionMemory({ files, nativeHeaps }: SessionData): SessionMemory | null {
  const ordered = [...files].sort((a, b) => naturalOrder(a.name, b.name));
  const texts = ordered.flatMap((file) => (file.capture?.kind === "memory" ? [{ file, ...file.capture.memory }] : []));
  const told = ordered.flatMap((file) => {
    const memStats = memStatsOf(file.capture);
    return memStats === null ? [] : [{ file, memStats }];
  });
  const stats = told.at(-1);
  const maps = texts.filter(({ smaps }) => smaps !== null).at(-1);
  const native = files.find(({ id }) => hasReplay(nativeHeaps.get(id)));
  const nativeLive = native === undefined ? null : (nativeHeaps.get(native.id)?.counts.liveBytes ?? null);
  const rss = rssDecomposition({ memStats: stats?.memStats ?? null, smaps: maps?.smaps ?? null, nativeLive });
  if (rss === null) return null;
  const used: (SessionFile | undefined)[] = [stats?.file, maps?.file, native];
  return { rss, from: [...new Set(used.flatMap((file) => file?.name ?? []))] };
}

/** Probes that were never replayed say nothing of how much is live. */
function hasReplay(heap: ReturnType<SessionData["nativeHeaps"]["get"]>): boolean {
  return heap !== undefined && heap.counts.allocations + heap.counts.reallocs > 0;
}

/** From a text of its own, or behind a heap profile with debug=1. */
function memStatsOf(capture: Capture | null): MemStats | null {
  if (capture?.kind === "memory") return capture.memory.memStats;
  const figures = capture !== null && "pprof" in capture ? capture.pprof?.memStats : undefined;
  if (figures === undefined) return null;
  const of = (name: string): number | null => figures[name] ?? null;
  const own = OWN.map(of);
  return {
    heapAlloc: of("HeapAlloc"),
    heapInuse: of("HeapInuse"),
    heapIdle: of("HeapIdle"),
    heapReleased: of("HeapReleased"),
    stackInuse: of("Stack"),
    runtimeSys: own.includes(null) ? null : own.reduce<number>((sum, bytes) => sum + (bytes ?? 0), 0),
    sys: of("Sys"),
    nextGc: of("NextGC"),
    maxRss: of("MaxRSS"),
  };
}

const OWN = ["MSpan sys", "MCache sys", "BuckHashSys", "GCSys", "OtherSys"];
