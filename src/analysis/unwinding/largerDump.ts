import type { PerfFacts } from "../../model/capture";
import { MOST_DUMP_BYTES } from "../captureCheck/command";

/** How many bytes of stack to ask for where `event` was recorded with too few; null where there are no more. */
export function largerDump(perf: PerfFacts | null, event: string): number | null {
  const asked = perf?.events.find(({ name }) => name === event)?.attr?.stackUser ?? 0;
  if (asked >= MOST_DUMP_BYTES) return null;
  return Math.min(MOST_DUMP_BYTES, Math.max(USUAL_DUMP_BYTES, 2 ** Math.ceil(Math.log2(2 * asked + 1))));
}

const USUAL_DUMP_BYTES = 32768;
