import type { SessionData, SessionFile } from "../../model/session";
import { naturalOrder } from "../fileOrder";
import { type RssDecomposition, rssDecomposition } from "./decomposition";
import { memStatsOf } from "./memStats";

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
  const stats = ordered
    .flatMap((file) => {
      const memStats = memStatsOf(file.capture);
      return memStats === null ? [] : [{ file, memStats }];
    })
    .at(-1);
  const maps = ordered
    .flatMap((file) => (file.capture?.kind === "memory" ? [{ file, smaps: file.capture.smaps }] : []))
    .at(-1);
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
