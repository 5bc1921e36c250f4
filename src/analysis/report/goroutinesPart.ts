import type { GoroutineSeries } from "../../model/goroutines";
import type { ReportGoroutineSeries, ReportGoroutines } from "../../model/report";
import type { SessionData } from "../../model/session";
import { gravestGoroutines } from "../goroutines/gravest";

/** `goroutines` of the report: the process with the gravest verdict, then the others. Null without any. */
export function goroutinesPart({ goroutineSeries }: SessionData): ReportGoroutines | null {
  const gravest = gravestGoroutines(goroutineSeries);
  if (gravest === null) return null;
  const others = goroutineSeries.filter((series) => series !== gravest);
  return { ...reported(gravest), others: others.map(reported) };
}

function reported({ program, source, timesNs, restarts, total, groups }: GoroutineSeries): ReportGoroutineSeries {
  return {
    program,
    source,
    times_ns: timesNs.map(String),
    totals: [...total.values],
    restarts: restarts.length,
    verdict: total.verdict,
    slope_per_s: total.slopePerS,
    slope_ci: total.slopeCi,
    groups: groups.map((group) => ({
      created_by: group.creators[0]?.func ?? null,
      created_at: group.creators[0]?.place ?? null,
      creators: group.creators.length,
      wait_reason: group.reasons[0]?.text ?? null,
      stack: group.stack.map(({ func }) => func),
      places: group.stack.map(({ file, line }) => (file === null ? null : `${file}:${line}`)),
      counts: [...group.values],
      slope_per_s: group.slopePerS,
      slope_ci: group.slopeCi,
      max_minutes: group.maxMinutes,
      leaked: group.leaked,
      labels: group.labels.map(({ text, count }) => ({ labels: text, goroutines: count })),
      verdict: group.verdict,
    })),
  };
}
