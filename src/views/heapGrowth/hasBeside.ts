import { memStatsOf } from "../../analysis/rss/memStats";
import type { SessionData } from "../../model/session";

/** Whether there is something to show without a series of heap profiles. */
export function hasBeside({ files }: SessionData): boolean {
  return files.some(
    ({ capture }) => capture?.kind === "gctrace" || capture?.kind === "memory" || memStatsOf(capture) !== null,
  );
}
