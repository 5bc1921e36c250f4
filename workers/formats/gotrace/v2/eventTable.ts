/**
 * Events of the wire format with a time (internal/trace/tracev2/events.go): number, name, arguments after dt, first
 * wire version. An argument called span, object or stackmem is an id of AllocFree, which may be negative.
 */
const EVENTS: readonly (readonly [id: number, name: string, args: string, since: number])[] = [
  [9, "ProcsChange", "procs stack", 22],
  [10, "ProcStart", "p seq", 22],
  [11, "ProcStop", "", 22],
  [12, "ProcSteal", "p seq m", 22],
  [13, "ProcStatus", "p status", 22],
  [14, "GoCreate", "g newstack stack", 22],
  [15, "GoCreateSyscall", "g", 22],
  [16, "GoStart", "g seq", 22],
  [17, "GoDestroy", "", 22],
  [18, "GoDestroySyscall", "", 22],
  [19, "GoStop", "reason stack", 22],
  [20, "GoBlock", "reason stack", 22],
  [21, "GoUnblock", "g seq stack", 22],
  [22, "GoSyscallBegin", "seq stack", 22],
  [23, "GoSyscallEnd", "", 22],
  [24, "GoSyscallEndBlocked", "", 22],
  [25, "GoStatus", "g m status", 22],
  [26, "STWBegin", "kind stack", 22],
  [27, "STWEnd", "", 22],
  [28, "GCActive", "seq", 22],
  [29, "GCBegin", "seq stack", 22],
  [30, "GCEnd", "seq", 22],
  [31, "GCSweepActive", "p", 22],
  [32, "GCSweepBegin", "stack", 22],
  [33, "GCSweepEnd", "swept reclaimed", 22],
  [34, "GCMarkAssistActive", "g", 22],
  [35, "GCMarkAssistBegin", "stack", 22],
  [36, "GCMarkAssistEnd", "", 22],
  [37, "HeapAlloc", "bytes", 22],
  [38, "HeapGoal", "bytes", 22],
  [39, "GoLabel", "label", 22],
  [40, "UserTaskBegin", "task parent name stack", 22],
  [41, "UserTaskEnd", "task stack", 22],
  [42, "UserRegionBegin", "task name stack", 22],
  [43, "UserRegionEnd", "task name stack", 22],
  [44, "UserLog", "task key value stack", 22],
  [45, "GoSwitch", "g seq", 23],
  [46, "GoSwitchDestroy", "g seq", 23],
  [47, "GoCreateBlocked", "g newstack stack", 23],
  [48, "GoStatusStack", "g m status stack", 23],
  [128, "Span", "span npages kindclass", 23],
  [129, "SpanAlloc", "span npages kindclass", 23],
  [130, "SpanFree", "span", 23],
  [131, "HeapObject", "object type", 23],
  [132, "HeapObjectAlloc", "object type", 23],
  [133, "HeapObjectFree", "object", 23],
  [134, "GoroutineStack", "stackmem order", 23],
  [135, "GoroutineStackAlloc", "stackmem order", 23],
  [136, "GoroutineStackFree", "stackmem", 23],
];

/** Batches and what they are made of. */
export const WIRE = {
  eventBatch: 1,
  stacks: 2,
  stack: 3,
  strings: 4,
  string: 5,
  cpuSamples: 6,
  cpuSample: 7,
  frequency: 8,
  experimentalBatch: 49,
  sync: 50,
  clockSnapshot: 51,
  endOfGeneration: 52,
} as const;

/** The experiment that ExperimentalBatch is of, and the kinds of its batches (runtime/traceallocfree.go, tracetype.go). */
export const ALLOC_FREE = { experiment: 1, types: 0, info: 1 } as const;

export const WIRE_VERSIONS: readonly number[] = [22, 23, 25, 26];
/** Sync batches begin with an event of their own. */
export const SYNC_VERSION = 25;
/** Generations end with an event, not by the next one's first batch. */
export const END_VERSION = 26;

export const EVENT_NAMES: readonly string[] = namesById();

/** Per event number: how many arguments, -1 where the version has no such event. */
export function argCounts(version: number): Int8Array {
  const counts = new Int8Array(256).fill(-1);
  for (const [id, , args, since] of EVENTS) {
    if (version >= since) counts[id] = args === "" ? 0 : args.split(" ").length;
  }
  return counts;
}

export type IdKind = "span" | "object" | "stackmem";

/** The events of AllocFree by what their first argument identifies. */
export const ID_EVENTS: readonly (readonly [id: number, kind: IdKind])[] = EVENTS.flatMap(([id, , args]) => {
  const kind = (["span", "object", "stackmem"] as const).find((name) => args.startsWith(name));
  return kind === undefined ? [] : [[id, kind] as const];
});

/** The number of an event by its name. */
export function eventId(name: string): number {
  return EVENT_NAMES.indexOf(name);
}

function namesById(): string[] {
  const names = new Array<string>(256).fill("");
  for (const [id, name] of EVENTS) names[id] = name;
  for (const [name, id] of Object.entries(WIRE)) names[id] = name.charAt(0).toUpperCase() + name.slice(1);
  names[WIRE.cpuSamples] = "CPUSamples";
  names[WIRE.cpuSample] = "CPUSample";
  return names;
}
