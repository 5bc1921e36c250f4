import type { OffCpuFacts } from "../../model/capture";
import type { ReportOffCpu, ReportPerf } from "../../model/report";
import type { SessionData } from "../../model/session";
import { checkFile } from "../captureCheck/check";
import { archByBuildId, archOf } from "../sides";

/** `perf` of the report: one entry per perf.data file, null without any. */
export function perfPart({ files }: SessionData): ReportPerf[] | null {
  const archs = archByBuildId(files);
  const entries = files.flatMap((file): ReportPerf[] => {
    const { name, capture } = file;
    if (capture?.kind !== "perf" || capture.perf === null) return [];
    const { records, lost, throttled, outOfOrder, firstNs, lastNs, events, offCpu } = capture.perf;
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
        off_cpu: offCpuPart(offCpu),
        check: checkFile(file, archOf(file, archs)).map(({ rule, source, severity, message, command }) => ({
          rule,
          source,
          severity,
          message,
          command,
        })),
      },
    ];
  });
  return entries.length === 0 ? null : entries;
}

function offCpuPart(offCpu: OffCpuFacts | null): ReportOffCpu | null {
  if (offCpu === null) return null;
  const { stacks, intervals, totalNs, unended, open, openNs } = offCpu;
  return { stacks, intervals, total_ns: totalNs, unended, open, open_ns: openNs };
}
