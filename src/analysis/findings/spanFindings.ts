import type { Finding } from "../../model/report";
import type { SessionData } from "../../model/session";
import type { SpanHistory } from "../../model/spans";
import { spanHolders } from "../spans/holders";
import { spanOpeners } from "../spans/openers";
import { finding } from "./finding";

/** What was never freed in Go's heap and who holds it, and what keeps that from being seen: of each process. */
export function spanFindings(session: SessionData): Finding[] {
  return session.spans.flatMap((history) => {
    const file = session.files.find(({ id }) => id === history.perfFile);
    return file === undefined ? [] : historyFindings(session, file.name, history);
  });
}

function historyFindings(session: SessionData, name: string, history: SpanHistory): Finding[] {
  const { probes } = history;
  const isUsed = (role: string): boolean => probes.some((probe) => probe.role === role && probe.problem === null);
  if (!isUsed("free")) return [finding("spans", "warning", "spansNoFree", { name }, null, name)];
  return live(session, name, history);
}

function live(session: SessionData, name: string, history: SpanHistory): Finding[] {
  const { live: spanCount, liveBytes } = history.counts;
  if (spanCount === 0) return [];
  const said = { name, spanCount, liveBytes };
  const [holder] = spanHolders(session, history);
  if (holder !== undefined) {
    const params = { ...said, func: holder.func, heldBytes: holder.bytes };
    return [finding("spans", "info", "spansHeld", params, liveBytes, name)];
  }
  const named = session.named.get(history.perfFile ?? -1)?.stacks;
  const [opener] = named === undefined ? [] : spanOpeners(history, named);
  const params = { ...said, func: opener?.func ?? "" };
  return [finding("spans", "info", "spansOpened", params, liveBytes, name)];
}
