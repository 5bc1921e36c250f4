import { DecodeError } from "../../../src/model/decodeError";
import type { LossLog } from "../../io/lossLog";
import type { Trace } from "./trace";

/** Says what the limits have left out of a trace that has been read. */
export function sayLimits(trace: Trace, losses: LossLog, size: number): void {
  const parts = [
    ["goroutines", trace.goroutines.lost],
    ["collections", trace.collections.lost],
    ["AllocFree", trace.allocFree.lost],
    ["CPU samples", trace.cpuSamples.lost],
  ] as const;
  for (const [what, count] of parts) {
    if (count === 0) continue;
    losses.add(new DecodeError("TooLarge", `trace ${what}`, size, `${count} rows more than the limits allow`).failure);
  }
}
