import type { PerfFacts } from "../model/capture";
import type { SessionFile } from "../model/session";

/** What perf recorded beside the samples; null for other captures, and before it is read. */
export function perfFactsOf({ capture }: Pick<SessionFile, "capture">): PerfFacts | null {
  return capture !== null && "perf" in capture ? capture.perf : null;
}
