import type { PerfEvent } from "../../model/capture";
import { type CheckFacts, isSw64 } from "./facts";

/** What a recommended recording does otherwise than the one before. */
export interface Change {
  readonly events?: readonly string[];
  readonly rate?: string; // "-F 999", "-c 1"
  readonly graph?: string; // "-g", "--call-graph dwarf,32768"
  readonly options?: readonly string[];
}

/** The largest dump: the kernel wants less than 64 KiB, and a multiple of 8. */
export const MOST_DUMP_BYTES = 65528;

/** User stacks by dumps: what finds the callers on SW64, and of code without frame pointers. */
export const DUMPS = "--call-graph dwarf,32768";

/**
 * The command to record again with: events, rate and call graph of the capture unless they are changed. On SW64 always
 * with stack dumps. A capture is foreign text: what is put into a command that people copy are numbers, and names of
 * nothing but letters, digits, "-" and "_" around one colon.
 */
export function recordCommand(facts: CheckFacts, change: Change): string {
  const { events = eventsOf(facts), rate = rateOf(facts), graph = graphOf(facts), options = [] } = change;
  const target = /(^| )(-a|--all-cpus)( |$)/.test(facts.recording.cmdline) ? "-a" : "-p PID";
  const parts = ["perf record", `-e ${events.join()}`, rate, graph, ...options, target, "-- sleep 30"];
  return parts.filter((part) => part !== "").join(" ");
}

const MOST_EVENTS = 8;

function eventsOf({ events }: CheckFacts): readonly string[] {
  const names = events.map(({ name }) => name);
  return names.length > 0 && names.length <= MOST_EVENTS && names.every(isSafe) ? names : ["cpu-clock"];
}

function isSafe(name: string): boolean {
  return /^\w[\w-]{0,63}(:\w[\w-]{0,63})?$/.test(name);
}

/** In the words of perf record. It has one rate for all events: where theirs differ perf's defaults serve better. */
function rateOf({ events }: CheckFacts): string {
  const rates = new Set(events.map(({ attr }) => (attr === null ? "-F 999" : rateText(attr, 1))));
  const [only = "-F 999"] = rates;
  return rates.size > 1 ? "" : only;
}

/** `factor` below 1 asks for fewer samples. A period grows where a frequency falls. */
export function rateText({ freq, samplePeriod }: NonNullable<PerfEvent["attr"]>, factor: number): string {
  return freq ? `-F ${Math.max(1, Math.floor(samplePeriod * factor))}` : `-c ${Math.ceil(samplePeriod / factor)}`;
}

function graphOf(facts: CheckFacts): string {
  const attr = facts.events[0]?.attr;
  if (attr?.callGraph === "dwarf") return `--call-graph dwarf,${Math.min(attr.stackUser, MOST_DUMP_BYTES)}`;
  return isSw64(facts) ? DUMPS : "-g";
}
