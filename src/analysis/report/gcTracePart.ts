import type { ReportCollection, ReportScavenge } from "../../model/report";
import { type GcLog, MOST_COLLECTIONS, thinned } from "../gcTrace";

/** `heap.gctrace` of the report: the collections of one log. */
export function collections({ file, trace: { cycles } }: GcLog): ReportCollection[] {
  return thinned(cycles.length, MOST_COLLECTIONS).map((row) => ({
    file,
    gc: cycles.gc[row],
    at_s: cycles.atS[row],
    start_mb: cycles.startMib[row],
    end_mb: cycles.endMib[row],
    live_mb: cycles.liveMib[row],
    goal_mb: cycles.goalMib[row],
    stacks_mb: numberOrNull(cycles.stacksMib[row]),
    globals_mb: numberOrNull(cycles.globalsMib[row]),
    forced: cycles.forced[row] === 1,
  }));
}

/** `heap.scavtrace` of the report: what the scavenger said in one log. */
export function scavenges({ file, trace: { cycles, scavenges } }: GcLog): ReportScavenge[] {
  return thinned(scavenges.length, MOST_COLLECTIONS).map((row) => {
    const before = scavenges.cyclesBefore[row];
    return {
      file,
      gc: before === 0 ? 0 : cycles.gc[before - 1],
      background_kib: scavenges.backgroundKib[row],
      eager_kib: numberOrNull(scavenges.eagerKib[row]),
      retained_kib: scavenges.retainedKib[row],
      util_percent: scavenges.utilPercent[row],
    };
  });
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
