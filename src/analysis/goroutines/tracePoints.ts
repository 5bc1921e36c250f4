import type { GoTraceCapture } from "../../model/capture";
import { GOROUTINE_STATES, GOROUTINE_WAITING } from "../../model/goTrace";
import type { NamedStacks } from "../../model/stacks";
import { type PointGroup, type SharedStack, sharedStacks } from "./goroutinePoint";
import { isRuntimeFrame } from "./waitReason";

/** Goroutines of a trace at the end of one of its generations. */
export interface TracePoint {
  readonly timeNs: bigint; // since the epoch, where the trace says it; else since its start
  readonly groups: readonly PointGroup[];
}

const MINUTE_NS = 60e9;

/**
 * The counts of a trace as points of a series. What a goroutine waits for, where, and who has created it is in the events;
 * those that were there before have no creator, and have waited at least as long as the trace goes back. Goroutines of the
 * runtime are left out, as in a text dump.
 */
export function tracePoints(named: NamedStacks, { trace }: GoTraceCapture): TracePoint[] {
  const { timeNs, kinds, point, kind, count, oldestNs } = trace.goroutineCounts;
  const stackOf = sharedStacks(named);
  const groupOf = Array.from(kinds.stack, (recorded, row) => {
    const shared = stackOf(recorded);
    const state = kinds.state[row];
    const reason = state === GOROUTINE_WAITING ? (trace.goroutines.reasons[kinds.reason[row]] ?? null) : null;
    const isConcluded = state === GOROUTINE_WAITING && reason === null;
    return {
      shared,
      reason: reason ?? (isConcluded ? (shared.reason ?? GOROUTINE_STATES[state]) : GOROUTINE_STATES[state]),
      creator: creatorOf(stackOf(kinds.creator[row])),
      isRuntimes: shared.stack.length > 0 && shared.stack.every(({ func }) => isRuntimeFrame(func)),
    };
  });
  const byPoint = Array.from(timeNs, () => new Map<string, PointGroup>());
  for (let row = 0; row < point.length; row++) {
    const { shared, reason, creator, isRuntimes } = groupOf[kind[row]];
    if (isRuntimes) continue;
    const { stack, frames } = shared;
    const key = `${reason}\n${creator?.func ?? ""} ${creator?.place ?? ""}\n${frames}`;
    const groups = byPoint[point[row]];
    const group = groups.get(key) ?? newGroup({ key, frames, stack, creator, reason });
    groups.set(key, group);
    group.count += count[row];
    const minutes = (timeNs[point[row]] - Math.max(0, oldestNs[row])) / MINUTE_NS;
    if (kinds.state[kind[row]] === GOROUTINE_WAITING) group.maxMinutes = Math.max(minutes, group.maxMinutes ?? 0);
  }
  const startNs = trace.clock === null ? 0n : trace.clock.wallNs - trace.clock.monoNs + trace.startNs;
  return byPoint.map((groups, row) => ({
    timeNs: startNs + BigInt(Math.max(1, Math.round(timeNs[row]))),
    groups: [...groups.values()],
  }));
}

function newGroup(named: Pick<PointGroup, "key" | "frames" | "stack" | "creator" | "reason">): PointGroup {
  return { ...named, isText: true, count: 0, leaked: 0, maxMinutes: null, labels: new Map() };
}

/** The function with the go statement: the first frame that is not the runtime's. */
function creatorOf({ stack }: SharedStack): PointGroup["creator"] {
  const frame = stack.find(({ func }) => !isRuntimeFrame(func)) ?? stack[0];
  if (frame === undefined) return null;
  return { func: frame.func, place: frame.file === null ? "" : `${frame.file}:${frame.line}` };
}
