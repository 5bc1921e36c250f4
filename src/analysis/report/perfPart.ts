import type { ReportPerf } from "../../model/report";
import type { SessionData } from "../../model/session";

/** `perf` of the report: one entry per perf.data file, null without any. */
export function perfPart({ files }: SessionData): ReportPerf[] | null {
  const entries = files.flatMap(({ name, capture }): ReportPerf[] => {
    if (capture?.kind !== "perf" || capture.perf === null) return [];
    const { records, lost, throttled, outOfOrder, firstNs, lastNs, events } = capture.perf;
    return [
      {
        file: name,
        records,
        lost,
        throttled,
        out_of_order: outOfOrder,
        first_ns: String(firstNs),
        last_ns: String(lastNs),
        events: events.map((event) => ({
          name: event.name,
          type: event.type,
          config: String(event.config),
          samples: event.samples,
          values: event.values,
          period_total: String(event.periodTotal),
        })),
        check: [],
      },
    ];
  });
  return entries.length === 0 ? null : entries;
}
