import type { Finding, Report } from "../../model/report";
import type { SessionData } from "../../model/session";
import type { Analyze } from "../analyses";
import { addressesPart } from "./addressesPart";
import { deviationPart } from "./deviationPart";
import { escapesPart } from "./escapesPart";
import { filesPart } from "./filesPart";
import { goroutinesPart } from "./goroutinesPart";
import { heapDumpPart } from "./heapDumpPart";
import { heapPart } from "./heapPart";
import { numaPart } from "./numaPart";
import { perfPart } from "./perfPart";
import { profilesPart } from "./profilesPart";
import { spansPart } from "./spansPart";
import { symbolsPart } from "./symbolsPart";

/** Everything the page knows, as the report's JSON. What takes long is asked for. */
export async function buildReport(
  session: SessionData,
  findings: readonly Finding[],
  app: Report["app"],
  totalMs: number,
  analyze: Analyze,
): Promise<Report> {
  return {
    schema: "swscope.report/1",
    app,
    timing: {
      total_ms: totalMs,
      stages: session.timings.map(({ file, stage, ms, bytes, peakBytes }) => ({
        file,
        stage,
        ms,
        bytes,
        peak_bytes: peakBytes,
      })),
    },
    findings: findings.map(({ kind, severity, text, value, ci, where }) => ({
      kind,
      severity,
      text,
      value,
      ci,
      where,
    })),
    files: filesPart(session),
    perf: perfPart(session),
    profiles: await profilesPart(session, analyze),
    symbols: symbolsPart(session),
    addresses: addressesPart(session),
    heap: heapPart(session),
    goroutines: goroutinesPart(session),
    spans: spansPart(session),
    heapdump: heapDumpPart(session),
    escapes: await escapesPart(session, analyze),
    deviation: deviationPart(session),
    numa: numaPart(session),
  };
}
