import type { ReportHeap, ReportHeapSeries } from "../../model/report";
import type { SessionData } from "../../model/session";
import { differencePart } from "../difference/differencePart";
import { gcLogs } from "../gcTrace";
import { sessionMemory } from "../rss/sessionMemory";
import { tracedHeaps } from "../tracedHeaps";
import { collections, scavenges } from "./gcTracePart";
import { nativeParts } from "./nativePart";
import { rssPart } from "./rssPart";
import { tracedHeapPart } from "./tracedHeapPart";

/** `heap` of the report: series of heap profiles with their verdicts, C heap, collections, resident memory; null without any. */
export function heapPart(session: SessionData): ReportHeap | null {
  const { heapSeries, profiles } = session;
  const [native = null, ...more_native] = nativeParts(session);
  const memory = sessionMemory(session);
  const logs = gcLogs(session);
  const traces = tracedHeaps(session);
  if (heapSeries.length + logs.length + traces.length === 0 && native === null && memory === null) return null;
  const series = heapSeries.map(
    ({ program, sampleType, unit, timesNs, restarts, total, sites, ...series }, index): ReportHeapSeries => ({
      program,
      sample_type: sampleType,
      unit,
      times_ns: timesNs.map(String),
      totals: [...total.values],
      verdict: total.verdict,
      slope_per_s: total.slopePerS,
      slope_ci: total.slopeCi,
      points: total.values.length,
      effective_points: total.effectivePoints,
      restarts: restarts.length,
      restart_points: restarts,
      merged_points: series.mergedPoints,
      judged: series.judged,
      first: total.first,
      last: total.last,
      p_value: total.pValue,
      guards: total.guards,
      alloc_per_s: series.allocPerS,
      difference: differencePart(heapSeries[index], profiles),
      sites: sites.map((site) => ({
        function: site.func,
        file: site.file,
        line: site.line,
        stack: site.stack,
        first: site.first,
        last: site.last,
        slope_per_s: site.slopePerS,
        slope_ci: site.slopeCi,
        share_of_growth: site.shareOfGrowth,
        verdict: site.verdict,
        p_value: site.pValue,
        guards: site.guards,
        alloc_per_s: site.allocPerS,
      })),
    }),
  );
  return {
    series,
    native,
    more_native,
    gctrace: logs.length === 0 ? null : logs.flatMap(collections),
    scavtrace: logs.length === 0 ? null : logs.flatMap(scavenges),
    traces: traces.length === 0 ? null : traces.map(tracedHeapPart),
    rss: memory === null ? null : rssPart(memory),
  };
}
