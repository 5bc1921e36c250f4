import type { ReportRss } from "../../model/report";
import type { SessionMemory } from "../rss/sessionMemory";

/** `heap.rss` of the report. */
export function rssPart({ rss: { parts, total, totalIs, unexplained }, from }: SessionMemory): ReportRss {
  return {
    from,
    live: parts.live.bytes,
    span_waste: parts.spanWaste.bytes,
    idle: parts.idle.bytes,
    stacks: parts.stacks.bytes,
    runtime: parts.runtime.bytes,
    huge_page_excess: parts.hugePageExcess.bytes,
    native: parts.native.bytes,
    native_bound: parts.native.bound,
    files: parts.files.bytes,
    total,
    total_is: totalIs,
    unexplained,
  };
}
