import { DecodeError } from "../../../../src/model/decodeError";
import type { ByteSource } from "../../../io/byteSource";
import type { LossLog } from "../../../io/lossLog";
import type { Handler } from "../handlers";
import { mergeThreads } from "../merge";
import type { Trace } from "../trace";
import { StackFinder } from "../tracedStacks";
import { ProcessorCursor } from "./cursor";
import { eventId } from "./eventTable";
import { handlers } from "./handlers";
import { scanTrace } from "./scan";
import { readStacks } from "./tables";

const NS_PER_S = 1_000_000_000;
const POINT_NS = NS_PER_S; // between two counts of goroutines

/**
 * Reads a trace of Go 1.7 to 1.21: one pass finds the batches and the tables, whose last part (frequency, stacks) ends the
 * file; the second plays the events of all processors, the earliest first. Times are ticks of the processor.
 */
export async function readTicksTrace(
  source: ByteSource,
  start: number,
  trace: Trace,
  losses: LossLog,
  progress: (bytesDone: number) => void,
): Promise<void> {
  const scan = await scanTrace(source, start, trace.events, losses, progress);
  if (scan.frequency === 0) {
    const detail = "nothing says how long a tick is: its end is not there. Times are ticks, and stacks have no names";
    losses.add(new DecodeError("Truncated", "trace clock", source.size, detail).failure);
  }
  const unitNs = NS_PER_S / (scan.frequency || NS_PER_S);
  const leastRaw = Number.isFinite(scan.leastRaw) ? scan.leastRaw : 0;
  const toNs = (raw: number): number => Math.floor((raw - leastRaw) * unitNs);
  trace.startNs = (BigInt(leastRaw) * BigInt(NS_PER_S)) / BigInt(scan.frequency || NS_PER_S);
  const stacks = readStacks(scan.stacks, scan.strings, trace.stacks, losses);
  const finder = new StackFinder(stacks, source.size);
  const byEvent: (Handler | undefined)[] = [];
  for (const [name, handler] of handlers(trace, (id) => finder.find(id), toNs)) byEvent[eventId(name)] = handler;
  let nextPointNs = POINT_NS;
  const onEvent = (type: number, raw: number, args: Float64Array, processor: number): void => {
    const ns = trace.tick(toNs(raw));
    if (ns >= nextPointNs) {
      trace.goroutines.point(nextPointNs);
      nextPointNs = (Math.floor(ns / POINT_NS) + 1) * POINT_NS;
    }
    byEvent[type]?.(ns, args, processor);
  };
  const cursors = [...scan.processors].map(([processor, batches]) => new ProcessorCursor(processor, batches));
  const half = source.size / 2;
  await mergeThreads(source, cursors, losses, onEvent, (bytes) => progress(half + bytes / 2));
  finder.missing.tell(losses);
  trace.goroutines.point(trace.endNs);
}
