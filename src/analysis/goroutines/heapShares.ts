import type { GoroutineGroup, GoroutineSeries } from "../../model/goroutines";
import type { HeapSeries } from "../../model/growth";
import type { SessionData } from "../../model/session";

/** What a group of leaking goroutines has of the heap's growth, as shares of it. */
interface HeapShares {
  readonly descriptorShare: number; // runtime.malg makes one for each goroutine
  readonly creatorShare: number; // allocated by the function that creates them
}

/**
 * A leak of goroutines shows in the heap as what each of them has: its descriptor, and what its creator makes for it.
 * Null without heap profiles of the same program in the same folder, and where its descriptors do not grow.
 */
export function heapShares(
  { files, heapSeries }: Pick<SessionData, "files" | "heapSeries">,
  series: GoroutineSeries,
  { creators }: GoroutineGroup,
): HeapShares | null {
  const folderOf = (id: number | undefined) => files.find((file) => file.id === id)?.folder;
  const isTheirs = ({ program, unit, fileIds }: HeapSeries) =>
    unit === "bytes" && program === series.program && folderOf(fileIds[0]) === folderOf(series.fileIds[0]);
  const heap = heapSeries.find(isTheirs);
  const shareOf = (name: string | undefined) =>
    heap?.sites.reduce((sum, { func, shareOfGrowth }) => sum + (func === name ? shareOfGrowth : 0), 0) ?? 0;
  const descriptorShare = shareOf("runtime.malg");
  return descriptorShare === 0 ? null : { descriptorShare, creatorShare: shareOf(creators[0]?.func) };
}
