import type { Handler, Handlers } from "../handlers";
import { IN_SYSCALL, RUNNABLE, WAITING } from "../replay/goroutines";
import type { Trace } from "../trace";
import { BLOCK_REASONS } from "./eventTable";

/** What a processor runs. */
interface Processor {
  goroutine: number; // row, -1 for none
  sequence: number;
  /** The last system call, which matters if it turns out to block. */
  callNs: number;
  callStack: number;
}

/**
 * Events as states of goroutines. They carry no thread (ProcStart has a number of the runtime's, no id of the system's);
 * what blocks or stops a goroutine is about whatever its processor runs. Events that start or wake one are numbered;
 * "Local" ones follow the one before on the same processor.
 */
export function handlers(
  { goroutines, heap, collections, cpuSamples }: Trace,
  stack: (id: number) => number,
  toNs: (raw: number) => number,
): Handlers {
  const processors = new Map<number, Processor>();
  let isSnapshot = true; // goroutines that were there come before the first Gomaxprocs
  const at = (id: number): Processor => {
    let processor = processors.get(id);
    if (processor === undefined) {
      processor = { goroutine: -1, sequence: 0, callNs: 0, callStack: -1 };
      processors.set(id, processor);
    }
    return processor;
  };
  const leave = (id: number): number => {
    const processor = at(id);
    const row = goroutines.isLive(processor.goroutine) ? processor.goroutine : -1;
    processor.goroutine = -1;
    return row;
  };
  /** Row of the goroutine, when the event is news of it. */
  const numbered = (g: number, seq: number | null): number => {
    const row = goroutines.row(g);
    if (row < 0) return -1;
    const sequence = seq ?? goroutines.sequenceOf(row) + 1;
    if (sequence < goroutines.sequenceOf(row)) return -1;
    goroutines.setSequence(row, sequence);
    return row;
  };
  const start = (g: number, seq: number | null, ns: number, p: number): void => {
    const row = numbered(g, seq);
    if (row < 0) return;
    const processor = at(p);
    processor.goroutine = row;
    processor.sequence = goroutines.sequenceOf(row);
    goroutines.runs(row, isSnapshot ? Number.NaN : ns, -1);
  };
  const wake = (g: number, seq: number | null, ns: number): void => {
    const row = numbered(g, seq);
    if (row >= 0) goroutines.change(row, RUNNABLE, ns);
  };
  const stop =
    (state: number, reason: string): Handler =>
    (ns, [stackId], p) => {
      const { sequence } = at(p);
      const row = leave(p);
      if (row < 0 || goroutines.sequenceOf(row) > sequence) return;
      goroutines.stops(row, state, ns, goroutines.reasons.id(reason), stack(stackId));
    };
  const was =
    (state: number): Handler =>
    (_ns, [g]) => {
      const row = goroutines.row(g);
      if (row >= 0) goroutines.change(row, state, Number.NaN);
    };
  return [
    [
      "Gomaxprocs",
      () => {
        isSnapshot = false;
      },
    ],
    ["HeapAlloc", (ns, [bytes]) => heap.alloc(ns, bytes)],
    ["HeapGoal", (ns, [bytes]) => heap.goal(ns, bytes)],
    ["GCStart", (ns) => collections.begins(ns)],
    ["GCDone", (ns) => collections.ends(ns)],
    [
      "GoCreate",
      (ns, [g, entry, by]) => {
        if (!isSnapshot) goroutines.create(g, RUNNABLE, ns, stack(entry), stack(by), -1);
        else {
          const row = goroutines.row(g);
          if (row >= 0) goroutines.isAt(row, stack(entry));
        }
      },
    ],
    ["GoWaiting", was(WAITING)],
    ["GoInSyscall", was(IN_SYSCALL)],
    ["GoStart", (ns, [g, seq], p) => start(g, seq, ns, p)],
    ["GoStartLabel", (ns, [g, seq], p) => start(g, seq, ns, p)],
    ["GoStartLocal", (ns, [g], p) => start(g, null, ns, p)],
    ["GoUnblock", (ns, [g, seq]) => wake(g, seq, ns)],
    ["GoUnblockLocal", (ns, [g]) => wake(g, null, ns)],
    ["GoSysExit", (ns, [g, seq]) => wake(g, seq, ns)],
    ["GoSysExitLocal", (ns, [g]) => wake(g, null, ns)],
    ["GoSched", stop(RUNNABLE, "runtime.Gosched")],
    ["GoPreempt", stop(RUNNABLE, "preempted")],
    ...BLOCK_REASONS.map(([event, reason]) => [event, stop(WAITING, reason)] as const),
    [
      "GoSysCall",
      (ns, [stackId], p) => {
        const processor = at(p);
        processor.callNs = ns;
        processor.callStack = stack(stackId);
      },
    ],
    [
      "GoSysBlock",
      (_ns, _args, p) => {
        const { callNs, callStack } = at(p);
        const row = leave(p);
        if (row >= 0) goroutines.stops(row, IN_SYSCALL, callNs, -1, callStack);
      },
    ],
    [
      "GoEnd",
      (_ns, _args, p) => {
        const row = leave(p);
        if (row >= 0) goroutines.end(row);
      },
    ],
    ["CPUSample", (_ns, [raw, , g, stackId]) => cpuSamples.add(Math.max(0, toNs(raw)), stack(stackId), -1, g)],
  ];
}
