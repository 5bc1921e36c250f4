import {
  type Attr,
  TYPE_BREAKPOINT,
  TYPE_HARDWARE,
  TYPE_HW_CACHE,
  TYPE_RAW,
  TYPE_SOFTWARE,
  TYPE_TRACEPOINT,
} from "./attr";

/** The event's name as `perf list` has it, for files that bring no EVENT_DESC and no EVENT_UPDATE. */
export function eventName(attr: Attr): string {
  return baseName(attr) + modifiers(attr);
}

const SOFTWARE_DUMMY = 9n;
const SOFTWARE_CLOCKS = new Set([0n, 1n]);

/** A dummy event only carries side-band records (MMAP, COMM …) and never samples anything. */
export function isDummy(attr: Attr): boolean {
  return attr.type === TYPE_SOFTWARE && attr.config === SOFTWARE_DUMMY;
}

/** What the event's period counts. */
export function periodUnit(attr: Attr): "nanoseconds" | "count" {
  return attr.type === TYPE_SOFTWARE && SOFTWARE_CLOCKS.has(attr.config) ? "nanoseconds" : "count";
}

const HARDWARE = [
  "cycles",
  "instructions",
  "cache-references",
  "cache-misses",
  "branches",
  "branch-misses",
  "bus-cycles",
  "stalled-cycles-frontend",
  "stalled-cycles-backend",
  "ref-cycles",
];
const SOFTWARE = [
  "cpu-clock",
  "task-clock",
  "page-faults",
  "context-switches",
  "cpu-migrations",
  "minor-faults",
  "major-faults",
  "alignment-faults",
  "emulation-faults",
  "dummy",
  "bpf-output",
  "cgroup-switches",
];
const CACHE = ["L1-dcache", "L1-icache", "LLC", "dTLB", "iTLB", "branch", "node"];
const CACHE_OP = ["load", "store", "prefetch"];
const CACHE_RESULT = ["s", "-misses"];

function baseName(attr: Attr): string {
  const config = Number(attr.config & 0xffffffffn); // bits 32 and up name the PMU on hybrid processors
  switch (attr.type) {
    case TYPE_HARDWARE:
      return HARDWARE[config] ?? `hardware-${config}`;
    case TYPE_SOFTWARE:
      return SOFTWARE[config] ?? `software-${config}`;
    case TYPE_TRACEPOINT:
      return `tracepoint:${config}`;
    case TYPE_HW_CACHE: {
      const [cache, op, result] = [
        CACHE[config & 0xff],
        CACHE_OP[(config >> 8) & 0xff],
        CACHE_RESULT[(config >> 16) & 0xff],
      ];
      return cache && op && result ? `${cache}-${op}${result}` : `hw-cache-0x${config.toString(16)}`;
    }
    case TYPE_RAW:
      return `r${attr.config.toString(16)}`;
    case TYPE_BREAKPOINT:
      return `mem:0x${attr.bpAddress.toString(16)}`;
    default:
      return `pmu-${attr.type}/config=0x${attr.config.toString(16)}/`;
  }
}

function modifiers(attr: Attr): string {
  const modes = `${attr.excludeUser ? "" : "u"}${attr.excludeKernel ? "" : "k"}`;
  const text = (modes === "uk" ? "" : modes) + "p".repeat(attr.preciseIp);
  return text === "" ? "" : `:${text}`;
}
