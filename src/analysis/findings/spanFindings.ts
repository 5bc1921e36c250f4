import type { Finding } from "../../model/report";
import type { SessionData } from "../../model/session";
import type { SpanHistory, SpanRole } from "../../model/spans";
import { isGrowing } from "../spans/candidates";
import { spanHolders } from "../spans/holders";
import { spanOpeners } from "../spans/openers";
import { finding } from "./finding";

/** What leaks or was never freed in Go's heap and who holds it, and what keeps that from being seen: of each process. */
export function spanFindings(session: SessionData): Finding[] {
  return session.spans.flatMap((history) => {
    const file = session.files.find(({ id }) => id === (history.perfFile ?? history.traceFile));
    return file === undefined ? [] : historyFindings(session, file.name, history);
  });
}

function historyFindings(session: SessionData, name: string, history: SpanHistory): Finding[] {
  const { probes, source } = history;
  const isUsed = (role: SpanRole): boolean => probes.some((probe) => probe.role === role && probe.problem === null);
  if (source === "perf" && !isUsed("free")) return [finding("spans", "warning", "spansNoFree", { name }, null, name)];
  return (history.candidates?.spans ?? 0) > 0 ? leaking(session, name, history) : live(session, name, history);
}

function leaking(session: SessionData, name: string, history: SpanHistory): Finding[] {
  const { candidates, classes } = history;
  if (candidates === null) return [];
  const { spans: spanCount, bytes: leakBytes, verdicts } = candidates;
  const growing = new Set(classes.spanclass.filter((_, row) => isGrowing(verdicts[row])));
  const holder = spanHolders(session, history).find(({ spanclass, func }) => func !== "" && growing.has(spanclass));
  const params = { name, spanCount, leakBytes };
  return holder === undefined
    ? [finding("spans", "warning", "spansLeaking", params, leakBytes, name)]
    : [finding("spans", "warning", "spansLeakingHeld", { ...params, func: holder.func }, leakBytes, name)];
}

function live(session: SessionData, name: string, history: SpanHistory): Finding[] {
  const { live: spanCount, liveBytes } = history.counts;
  const said = { name, spanCount, liveBytes };
  const holder = spanHolders(session, history).find(({ source }) => source === "heap-profile");
  if (holder !== undefined) {
    const params = { ...said, func: holder.func, heldBytes: holder.bytes };
    return [finding("spans", "info", "spansHeld", params, liveBytes, name)];
  }
  const named = session.named.get(history.perfFile ?? -1)?.stacks;
  const [opener] = named === undefined ? [] : spanOpeners(history, named);
  if (opener === undefined) return [];
  return [finding("spans", "info", "spansOpened", { ...said, func: opener.func }, liveBytes, name)];
}
