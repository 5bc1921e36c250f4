import type { StackCapture } from "../../model/capture";
import type { Profile } from "../../model/profile";
import { SPAN_ROLES, type SpanParameter, type SpanProbe, type SpanRole, type SpanRoleChoices } from "../../model/spans";
import { type PageSizes, pageSizes } from "./physical/pageSizes";
import { isReadable, roleOfName, type SpanReads, spanReads, spanRole } from "./spanRole";

/** What the events of one perf.data tell of spans. Plain data: it is sent to a worker. */
export interface SpanStreams {
  readonly probes: readonly SpanProbe[]; // every event, also those that cannot be used or tell nothing
  readonly streams: readonly SpanStream[];
  readonly startNs: bigint; // what the times count from
  readonly endNs: number; // end of the recording
  readonly pids: Int32Array; // per thread
  readonly tids: Int32Array; // per thread
  readonly pageSizes: PageSizes;
}

/** The samples of one event, in the order of time. */
export interface SpanStream {
  readonly role: SpanRole;
  readonly length: number;
  readonly time: Float64Array;
  readonly stack: Int32Array; // empty for roles of which nobody asks who called
  readonly thread: Int32Array; // -> pids, tids
  readonly values: readonly (Float64Array | null)[]; // in the order of SPAN_ROLES[role]
  /** Of a fault: the event fires when the page is there, so that its frame is known or was handed out before. */
  readonly isAfter: boolean;
}

/** What the samples of a stream say of a parameter of its role; null where nothing does. */
export function columnOf({ role, values }: SpanStream, parameter: SpanParameter): Float64Array | null {
  return values[(SPAN_ROLES[role] as readonly SpanParameter[]).indexOf(parameter)] ?? null;
}

const NO_STACKS = new Int32Array(0);

/** Null where no event tells of a span that begins. */
export function spanStreams(
  { kind, arch, profiles, perf }: StackCapture,
  choices: SpanRoleChoices,
): SpanStreams | null {
  if (kind !== "perf" || perf === null) return null;
  const found = profiles.flatMap((profile) => {
    const { event, args, isDerived } = profile;
    const chosen = choices[event];
    if (isDerived) return [];
    const role = chosen === undefined ? spanRole(event, args) : chosen;
    const reads = role === null ? [] : spanReads(role, args);
    return [{ profile, role, reads, probe: judged(profile, role, reads, chosen !== undefined) }];
  });
  const silent = perf.events.flatMap(({ name, samples }) => {
    const role = samples === 0 ? roleOfName(name) : null;
    return role === null ? [] : [neverHit(name, role)];
  });
  const streams = found.flatMap(({ profile, role, reads, probe }) =>
    role !== null && probe.problem === null ? [stream(profile, role, reads)] : [],
  );
  const probes = [...found.map(({ probe }) => probe), ...silent];
  if (!probes.some(({ role }) => role === "init")) return null;
  return {
    probes,
    streams: streams.sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role)),
    startNs: profiles[0]?.startNs ?? 0n,
    endNs: Number(perf.lastNs - perf.firstNs),
    pids: Int32Array.from(perf.threads, ({ pid }) => pid),
    tids: Int32Array.from(perf.threads, ({ tid }) => tid),
    pageSizes: pageSizes(arch),
  };
}

/** Of events at one moment: what ends comes before what begins, and the frame before the page that it is for. */
const ROLES: readonly SpanRole[] = [
  "gc",
  "free",
  "unused",
  "madvise",
  "frame-free",
  "frame-alloc",
  "fault",
  "alloc",
  "init",
];

function judged({ event, samples }: Profile, role: SpanRole | null, reads: SpanReads, isChosen: boolean): SpanProbe {
  if (role === null) return { event, role, reads: [], samples: samples.length, isChosen, problem: null };
  return {
    event,
    role,
    reads: SPAN_ROLES[role].flatMap((parameter, i) => {
      const arg = reads[i];
      return arg === null || arg === undefined ? [] : [[parameter, arg.name] as const];
    }),
    samples: samples.length,
    isChosen,
    problem: !isReadable(role, reads)
      ? "no-argument"
      : samples.time === null || samples.thread === null
        ? "no-time"
        : null,
  };
}

function neverHit(event: string, role: SpanRole): SpanProbe {
  return { event, role, reads: [], samples: 0, isChosen: false, problem: "never-hit" };
}

function stream(
  { event, samples: { length, time, stack, thread } }: Profile,
  role: SpanRole,
  reads: SpanReads,
): SpanStream {
  return {
    role,
    length,
    time: time ?? new Float64Array(0),
    stack: role === "init" || role === "alloc" ? stack : NO_STACKS,
    thread: thread ?? new Int32Array(0),
    values: reads.map((arg) => arg?.values ?? null),
    isAfter: AFTER.test(event) || (role === "fault" && reads[1] != null),
  };
}

/** perf's own event of a fault that was handled; page-faults and the tracepoint page_fault_user fire when one begins. */
const AFTER = /^(minor|major)-faults/;
