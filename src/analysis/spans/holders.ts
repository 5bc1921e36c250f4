import type { SessionData } from "../../model/session";
import type { SpanHistory } from "../../model/spans";
import { dumpHolders } from "./dumpHolders";
import { latestHeapProfile } from "./heapProfiles";
import { profileHolders } from "./profileHolders";
import type { SpanHolder } from "./spanHolder";
import { traceHolders } from "./traceHolders";

/**
 * Who holds what lies in the classes that have live spans. By source, since these say the same bytes again: sites of the
 * last heap profile, roots of the last heap dump, types of the trace; of each most bytes first.
 */
export function spanHolders(session: SessionData, history: SpanHistory): readonly SpanHolder[] {
  const profile = latestHeapProfile(session);
  const sites = profile === null ? [] : profileHolders(profile, history.classes);
  return [...sites, ...dumpHolders(session, history.classes), ...traceHolders(session, history)];
}

/** Those of one spanclass, or of its size where the source does not tell objects with pointers from those without. */
export function holdersOfClass(holders: readonly SpanHolder[], spanclass: number): readonly SpanHolder[] {
  return holders.filter((holder) =>
    holder.source === "heap-profile" ? holder.spanclass >> 1 === spanclass >> 1 : holder.spanclass === spanclass,
  );
}
