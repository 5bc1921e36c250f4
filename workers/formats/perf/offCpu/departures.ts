import type { ArgColumn, ValueTable } from "../../../../src/model/profile";
import type { StackDumps } from "../../../../src/model/stackDumps";
import { orderByTime, type SortedColumns } from "../../../profile/sampleColumns";
import { SWITCH_IN, SWITCH_OUT_PREEMPTED, type Switches } from "./switchColumns";

/** One event of the recording, its samples resolved and sorted. */
export interface SampledEvent {
  readonly name: string;
  readonly columns: SortedColumns;
  readonly args: readonly ArgColumn[];
  readonly dumps: StackDumps | null;
}

/** Every time that a thread leaves a CPU, a row each, by ascending time, and when threads come back. */
export interface Departures {
  readonly length: number;
  readonly time: Float64Array;
  readonly thread: Int32Array; // -> threads
  readonly cpu: Int32Array;
  readonly stack: Int32Array; // the thread's own, -1 for none
  readonly samples: StackSamples | null; // which the stacks are of; null where these are of several events
  readonly state: Float64Array; // -> states, NaN when unknown
  readonly states: { readonly kind: "flags" | "symbol"; readonly table: ValueTable };
  readonly hasEnded: (state: number) => boolean; // whether a thread in this state never comes back
  readonly returns: Returns;
}

export interface StackSamples {
  readonly event: SampledEvent;
  readonly row: Int32Array; // per departure, -1 for none
}

export interface Returns {
  readonly length: number;
  readonly time: Float64Array;
  readonly thread: Int32Array; // -> threads, -1 for one that never left
}

const SCHED_SWITCH = "sched:sched_switch";
const ENDED = 0x30; // EXIT_ZOMBIE | EXIT_DEAD of task_struct.exit_state, also in prev_state

/**
 * By the tracepoint sched:sched_switch: it fires on the thread that leaves, so its call chain is where that thread
 * waits. Null where not every switch was recorded by it. SWITCH records add returns: without -a the tracepoint does not fire on
 * foreign threads, and who of ours comes after one of them is not told.
 */
export function departuresOfTracepoint(events: readonly SampledEvent[], switches: Switches): Departures | null {
  const event = events.find(({ name, columns }) => name === SCHED_SWITCH && columns.length > 0 && isComplete(columns));
  const prevPid = numbers(event, "prev_pid");
  const nextPid = numbers(event, "next_pid");
  const states = event?.args.find(({ name }) => name === "prev_state");
  if (event === undefined || prevPid === null || nextPid === null || states === undefined) return null;
  const { length, time, thread, cpu, stack } = event.columns;
  // The tracepoint counts threads of the whole machine, samples those of perf's container.
  const threadOfPid = new Map<number, number>();
  const next = new Int32Array(length).fill(-1);
  for (let row = 0; row < length; row++) {
    threadOfPid.set(prevPid[row] as number, thread[row] as number);
    next[row] = threadOfPid.get(nextPid[row] as number) ?? -1;
  }
  return {
    length,
    time,
    thread: Int32Array.from(thread, (row, i) => (prevPid[i] === 0 ? -1 : row)), // 0 is the idle thread
    cpu: Int32Array.from(cpu),
    stack,
    samples: { event, row: Int32Array.from(stack.keys()) },
    state: states.kind === "string" ? new Float64Array(length).fill(Number.NaN) : states.values,
    states: "table" in states ? { kind: states.kind, table: states.table } : { kind: "symbol", table: NO_NAMES },
    hasEnded: (state) => (state & ENDED) !== 0,
    returns: returnsOf([{ length, time, thread: next }, arrivals(switches)]),
  };
}

/** By SWITCH records. They have no stack: that of the thread's last sample before stands for it. */
export function departuresOfSwitches(
  events: readonly SampledEvent[],
  switches: Switches,
  threads: number,
): Departures | null {
  const rows = Array.from(switches.way.keys()).filter((row) => switches.way[row] !== SWITCH_IN);
  if (rows.length === 0) return null;
  const pick = (column: Int32Array): Int32Array => Int32Array.from(rows, (row) => column[row] as number);
  const time = Float64Array.from(rows, (row) => switches.time[row] as number);
  const thread = pick(switches.thread);
  return {
    length: rows.length,
    time,
    thread,
    cpu: pick(switches.cpu),
    ...lastStacks(events, time, thread, threads),
    state: Float64Array.from(rows, (row) => Number(switches.way[row] !== SWITCH_OUT_PREEMPTED)),
    states: { kind: "symbol", table: PREEMPTED },
    hasEnded: () => false,
    returns: arrivals(switches),
  };
}

const NO_NAMES: ValueTable = { delimiter: "|", mask: -1, zero: null, values: [] };
const PREEMPTED: ValueTable = {
  ...NO_NAMES,
  values: [
    [0, "preempted"],
    [1, "waiting"],
  ],
};

/** A sample's period counts the events since the one before. */
function isComplete({ weight }: SortedColumns): boolean {
  return weight.every((period) => period === 1);
}

function numbers(event: SampledEvent | undefined, arg: string): Float64Array | null {
  const column = event?.args.find(({ name }) => name === arg);
  return column === undefined || column.kind === "string" ? null : column.values;
}

function arrivals({ time, thread, way }: Switches): Returns {
  const rows = Array.from(way.keys()).filter((row) => way[row] === SWITCH_IN);
  return {
    length: rows.length,
    time: Float64Array.from(rows, (row) => time[row] as number),
    thread: Int32Array.from(rows, (row) => thread[row] as number),
  };
}

/** Several lists as one, by ascending time. */
function returnsOf(lists: readonly Returns[]): Returns {
  const length = lists.reduce((sum, list) => sum + list.length, 0);
  const time = new Float64Array(length);
  const thread = new Int32Array(length);
  let at = 0;
  for (const list of lists) {
    time.set(list.time, at);
    thread.set(list.thread, at);
    at += list.length;
  }
  const order = orderByTime(time);
  if (order === null) return { length, time, thread };
  return {
    length,
    time: Float64Array.from(order, (row) => time[row] as number),
    thread: Int32Array.from(order, (row) => thread[row] as number),
  };
}

/** For every thread at a time (ascending) the stack of its last sample until then, of whatever event; -1 before any. */
function lastStacks(
  events: readonly SampledEvent[],
  time: Float64Array,
  thread: Int32Array,
  threads: number,
): Pick<Departures, "stack" | "samples"> {
  const eventOf = new Int32Array(threads).fill(-1); // of the thread's last sample
  const rowOf = new Int32Array(threads).fill(-1);
  const timeOf = new Float64Array(threads).fill(-Infinity);
  const next = new Int32Array(events.length);
  const used = new Set<number>();
  const row = new Int32Array(thread.length).fill(-1);
  const stack = new Int32Array(thread.length).fill(-1);
  for (let i = 0; i < thread.length; i++) {
    const until = time[i] as number;
    events.forEach(({ columns }, event) => {
      let at = next[event] as number;
      for (; at < columns.length && (columns.time[at] as number) <= until; at++) {
        const of = columns.thread[at] as number;
        if (of < 0 || (columns.time[at] as number) < (timeOf[of] as number)) continue;
        timeOf[of] = columns.time[at] as number;
        eventOf[of] = event;
        rowOf[of] = at;
      }
      next[event] = at;
    });
    const of = thread[i] as number;
    const event = events[of < 0 ? -1 : (eventOf[of] as number)];
    if (event === undefined) continue;
    used.add(eventOf[of] as number);
    row[i] = rowOf[of] as number;
    stack[i] = event.columns.stack[rowOf[of] as number] as number;
  }
  const [only = -1] = used;
  const event = used.size === 1 ? events[only] : undefined;
  return { stack, samples: event === undefined ? null : { event, row } };
}
