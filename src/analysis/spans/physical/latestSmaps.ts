import type { MappingTotals } from "../../../model/processMemory";
import type { SessionData } from "../../../model/session";

/** Go's arenas as the smaps that was dropped last says; null without one that tells mappings apart. */
export function latestSmaps({
  files,
}: Pick<SessionData, "files">): { readonly file: string; readonly arenas: MappingTotals } | null {
  const maps = files.flatMap(({ name, capture }) =>
    capture?.kind === "memory" && !capture.smaps.isRollup ? [{ file: name, arenas: capture.smaps.goHeap }] : [],
  );
  return maps.at(-1) ?? null;
}
