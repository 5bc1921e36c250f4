import type { WeightUnit } from "../../../src/model/profile";

/** Events of perf_event_open that have a name of one word. */
const KNOWN = new Set([
  "cycles",
  "instructions",
  "cache-references",
  "cache-misses",
  "branches",
  "branch-misses",
  "bus-cycles",
  "ref-cycles",
  "stalled-cycles-frontend",
  "stalled-cycles-backend",
  "cpu-clock",
  "task-clock",
  "page-faults",
  "minor-faults",
  "major-faults",
  "context-switches",
  "cpu-migrations",
  "alignment-faults",
  "emulation-faults",
  "bpf-output",
  "cgroup-switches",
]);

/** Clocks count nanoseconds, with any modifiers ("cpu-clock:u"). */
const CLOCK = /^(cpu|task)-clock(:\w*)?$/;

export function isKnownEvent(name: string): boolean {
  return KNOWN.has(name);
}

/** What the event's period counts; where no period is printed every sample counts one. */
export function eventUnit(name: string, hasPeriod: boolean): WeightUnit {
  return hasPeriod && CLOCK.test(name) ? "nanoseconds" : "count";
}

/** What samples are called when the event is not printed. */
export const NAMELESS_EVENT = "samples";
