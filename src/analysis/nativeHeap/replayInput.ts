import type { StackCapture } from "../../model/capture";
import { ALLOCATORS, type Allocator, type NativeProbe } from "../../model/nativeHeap";
import type { Profile } from "../../model/profile";
import type { StackTable } from "../../model/stacks";
import { allocatorOf, isNamedReturn, NEEDED, type ProbeRole, probeRole } from "./probeRole";

/** The samples of the probes on the malloc family of one capture. Plain data: it is sent to a worker. */
export interface ReplayInput {
  readonly probes: readonly NativeProbe[]; // also those that cannot be used
  readonly streams: readonly ProbeStream[];
  readonly pids: Int32Array; // per thread
  readonly stacks: StackTable;
}

/** The samples of one probe, in the order of time. */
export interface ProbeStream {
  readonly func: Allocator;
  readonly at: "entry" | "return";
  readonly length: number;
  readonly time: Float64Array;
  readonly stack: Int32Array;
  readonly thread: Int32Array;
  /** In the order of ALLOCATORS[func]; null for a parameter that nothing needs. Of a return: the result. */
  readonly values: readonly (Float64Array | null)[];
}

/** Null where no event is a probe on a function of the family. */
export function replayInput({ kind, profiles, perf, stacks }: StackCapture): ReplayInput | null {
  if (kind !== "perf" || perf === null) return null;
  const found = profiles.flatMap((profile) => {
    const role = profile.isDerived ? null : probeRole(profile.event, profile.args);
    return role === null ? [] : [{ profile, role }];
  });
  const roles = found.map(({ role }) => role);
  const judged = found.map(({ profile, role }) => ({ profile, role, probe: judgedProbe(profile, role, roles) }));
  const silent = perf.events.flatMap(({ name, samples }) => {
    const func = samples === 0 ? allocatorOf(name) : null;
    return func === null ? [] : [neverHit(name, func)];
  });
  if (judged.length + silent.length === 0) return null;
  const streams = judged.flatMap(({ profile, role, probe }) => (probe.problem === null ? [stream(profile, role)] : []));
  return {
    probes: [...judged.map(({ probe }) => probe), ...silent],
    streams: streams.sort((a, b) => rank(a) - rank(b)),
    pids: Int32Array.from(perf.threads, ({ pid }) => pid),
    stacks,
  };
}

function judgedProbe({ event, samples }: Profile, role: ProbeRole, all: readonly ProbeRole[]): NativeProbe {
  const { func, at, reads } = role;
  const names = at === "return" ? (["result"] as const) : ALLOCATORS[func];
  const partner = all.some((other) => other.func === func && other.at !== at && isReadable(other));
  const problem = !isReadable(role)
    ? "no-argument"
    : samples.time === null || samples.thread === null
      ? "no-time"
      : func !== "free" && !partner
        ? "no-partner"
        : null;
  return {
    event,
    func,
    at,
    reads: names.flatMap((name, i) => {
      const arg = reads[i];
      return arg === null ? [] : [[name, arg.name] as const];
    }),
    samples: samples.length,
    problem,
  };
}

function isReadable({ func, at, reads }: ProbeRole): boolean {
  if (at === "return") return func === "free" || reads[0] !== null;
  return ALLOCATORS[func].every((parameter, i) => !NEEDED.has(parameter) || reads[i] !== null);
}

function neverHit(event: string, func: Allocator): NativeProbe {
  return { event, func, at: isNamedReturn(event) ? "return" : "entry", reads: [], samples: 0, problem: "never-hit" };
}

function stream({ samples: { length, time, stack, thread } }: Profile, { func, at, reads }: ProbeRole): ProbeStream {
  const none = { time: new Float64Array(0), thread: new Int32Array(0) };
  return {
    func,
    at,
    length,
    time: time ?? none.time,
    stack,
    thread: thread ?? none.thread,
    values: reads.map((arg) => arg?.values ?? null),
  };
}

/** Of events at one moment: who gives back comes before who gets. */
function rank({ func, at }: ProbeStream): number {
  return func === "free" ? 0 : at === "entry" ? 1 : 2;
}
