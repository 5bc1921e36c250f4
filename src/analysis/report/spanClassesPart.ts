import type { ReportSpanHistory } from "../../model/report";
import type { SpanClasses, SpanTimeline } from "../../model/spans";
import { topClasses } from "../spans/topClasses";

const MOST_CLASSES = 20;

/** What was live over time in the classes that a picture may show. */
export function classesOverTime(
  classes: SpanClasses,
  timeline: SpanTimeline,
): ReportSpanHistory["over_time"]["by_class"] {
  const moments = timeline.timesNs.length;
  return topClasses(timeline, MOST_CLASSES).map((row) => ({
    spanclass: classes.spanclass[row],
    live_spans: [...timeline.spansByClass.subarray(row * moments, (row + 1) * moments)],
    live_bytes: [...timeline.bytesByClass.subarray(row * moments, (row + 1) * moments)],
  }));
}
