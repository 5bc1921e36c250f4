import type { ReportHeap, ReportHeapSeries } from "../../model/report";
import type { SessionData } from "../../model/session";
import { differencePart } from "../difference/differencePart";

/** `heap` of the report: the series of heap profiles with their verdicts, null without any. */
export function heapPart({ heapSeries, profiles }: Pick<SessionData, "heapSeries" | "profiles">): ReportHeap | null {
  if (heapSeries.length === 0) return null;
  const series = heapSeries.map(
    ({ sampleType, unit, timesNs, restarts, total, sites }, index): ReportHeapSeries => ({
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
      })),
    }),
  );
  return { series, native: null, gctrace: null, rss: null };
}
