import { memStatsOf } from "../../analysis/rss/memStats";
import { tracedHeaps } from "../../analysis/tracedHeaps";
import type { SessionData } from "../../model/session";

/** Whether there is something to show without a series of heap profiles. */
export function hasBeside(session: SessionData): boolean {
  if (tracedHeaps(session).length > 0) return true;
  return session.files.some(
    ({ capture }) => capture?.kind === "gctrace" || capture?.kind === "memory" || memStatsOf(capture) !== null,
  );
}
