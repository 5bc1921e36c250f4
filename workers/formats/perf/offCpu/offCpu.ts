import type { OffCpuFacts } from "../../../../src/model/capture";
import type { ArgColumn, TextArg } from "../../../../src/model/profile";
import type { StackDumps } from "../../../../src/model/stackDumps";
import type { SortedColumns } from "../../../profile/sampleColumns";
import { type Departures, departuresOfSwitches, departuresOfTracepoint, type SampledEvent } from "./departures";
import type { Switches } from "./switchColumns";

/** Time off the CPU as samples: from leaving a CPU to coming back, weighed in nanoseconds. */
export interface OffCpu {
  readonly columns: SortedColumns; // time: of leaving
  readonly args: readonly ArgColumn[]; // the thread's state, and its control group where samples have it
  readonly dumps: StackDumps | null;
  readonly facts: OffCpuFacts;
}

/** Null where the recording has neither sched:sched_switch nor SWITCH records. */
export function offCpu(events: readonly SampledEvent[], switches: Switches, threads: number): OffCpu | null {
  const byTracepoint = departuresOfTracepoint(events, switches);
  const departures = byTracepoint ?? departuresOfSwitches(events, switches, threads);
  if (departures === null) return null;
  const { away, unended, open } = intervals(departures, threads);
  const endNs = Math.max(lastOf(switches.time), ...events.map(({ columns }) => lastOf(columns.time)));
  const rows = Array.from(away.keys()).filter((row) => (away[row] as number) >= 0);
  const pick = <T extends Float64Array | Int32Array>(column: T, into: T): T => {
    for (let i = 0; i < rows.length; i++) into[i] = column[rows[i] as number] as number;
    return into;
  };
  const { length } = rows;
  const { samples } = departures;
  const dumps = samples?.event.dumps ?? null;
  const weight = pick(away, new Float64Array(length));
  return {
    columns: {
      length,
      time: pick(departures.time, new Float64Array(length)),
      stack: pick(departures.stack, new Int32Array(length)),
      thread: pick(departures.thread, new Int32Array(length)),
      cpu: Int16Array.from(rows, (row) => departures.cpu[row] as number),
      weight,
    },
    args: [
      { ...departures.states, name: "state", values: pick(departures.state, new Float64Array(length)) },
      ...(samples === null ? [] : cgroupOf(samples.event, pick(samples.row, new Int32Array(length)))),
    ],
    dumps: dumps === null || samples === null ? null : dumpsOf(dumps, pick(samples.row, new Int32Array(length))),
    facts: {
      stacks: byTracepoint === null ? "last-sample" : "sched_switch",
      intervals: length,
      totalNs: weight.reduce((sum, ns) => sum + ns, 0),
      unended,
      open: open.length,
      openNs: open.reduce((sum, row) => sum + Math.max(0, endNs - (departures.time[row] as number)), 0),
    },
  };
}

/** Of these rows of an event; -1 stands for none. */
function cgroupOf({ args }: SampledEvent, rows: Int32Array): TextArg[] {
  return args
    .filter((arg): arg is TextArg => arg.kind === "string" && /^(sample\.)?cgroup$/.test(arg.name))
    .map((arg) => ({ ...arg, values: rows.map((row) => (row < 0 ? -1 : (arg.values[row] as number))) }));
}

function dumpsOf(dumps: StackDumps, rows: Int32Array): StackDumps {
  return {
    ...dumps,
    offset: Float64Array.from(rows, (row) => (row < 0 ? -1 : (dumps.offset[row] as number))),
    stream: rows.map((row) => (row < 0 ? -1 : (dumps.stream[row] as number))),
    space: rows.map((row) => (row < 0 ? -1 : (dumps.space[row] as number))),
  };
}

function lastOf(time: Float64Array): number {
  return time.length === 0 ? -Infinity : (time[time.length - 1] as number);
}

interface Intervals {
  readonly away: Float64Array; // per departure: nanoseconds until the thread came back, -1 where that is not known
  readonly unended: number; // left again without a return in between
  readonly open: readonly number[]; // -> departures: not back when the recording ended
}

function intervals({ length, time, thread, state, hasEnded, returns }: Departures, threads: number): Intervals {
  const away = new Float64Array(length).fill(-1);
  const openOf = new Int32Array(threads).fill(-1); // -> departures
  let unended = 0;
  let back = 0;
  const comeBack = (until: number): void => {
    // one who leaves at the moment of another's return has returned before
    for (; back < returns.length && (returns.time[back] as number) <= until; back++) {
      const of = returns.thread[back] as number;
      const left = of < 0 ? -1 : (openOf[of] as number);
      if (left < 0) continue;
      away[left] = (returns.time[back] as number) - (time[left] as number);
      openOf[of] = -1;
    }
  };
  for (let row = 0; row < length; row++) {
    comeBack(time[row] as number);
    const of = thread[row] as number;
    if (of < 0) continue;
    if ((openOf[of] as number) >= 0) unended++;
    openOf[of] = hasEnded(state[row] as number) ? -1 : row;
  }
  comeBack(Infinity);
  return { away, unended, open: Array.from(openOf).filter((row) => row >= 0) };
}
