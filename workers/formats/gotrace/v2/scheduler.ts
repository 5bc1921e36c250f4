import { TRACE_MAX_THREADS } from "../../../io/limits";
import type { Handlers } from "../handlers";
import { type Goroutines, IN_SYSCALL, RUNNABLE, RUNNING, WAITING } from "../replay/goroutines";
import { type GenerationTables, NO_TABLES } from "./generationTables";

/** What a thread runs. */
interface Thread {
  goroutine: number; // row, -1 for none
  sequence: number; // of the event that has started it
}

/** GoStatus: 1 runnable, 2 running, 3 syscall, 4 waiting (tracev2.GoStatus). */
const STATUS: readonly number[] = [-1, RUNNABLE, RUNNING, IN_SYSCALL, WAITING];
const SEQUENCES = 2 ** 32; // numbers within one generation

/**
 * The scheduler's events as states of goroutines. Events about one goroutine come from several threads, whose clocks may
 * disagree by a little: those that start or wake it are numbered within a generation, and what is older than what is
 * known is passed over. What blocks or stops one is about whatever its thread runs.
 */
export class Scheduler {
  tables: GenerationTables = NO_TABLES;
  readonly handlers: Handlers;
  readonly #goroutines: Goroutines;
  readonly #threads = new Map<number, Thread>();

  constructor(goroutines: Goroutines) {
    this.#goroutines = goroutines;
    const stack = (id: number): number => this.tables.stackOf(id);
    const reason = (id: number): number => goroutines.reasons.id(this.tables.strings.get(id) ?? "");
    const create =
      (state: number) =>
      (ns: number, [g, entry, by]: Float64Array, thread: number): void => {
        goroutines.create(g, state, ns, stack(entry), stack(by), thread);
      };
    const start = (ns: number, [g, seq]: Float64Array, thread: number): void => this.#start(g, seq, ns, thread);
    const destroy = (_ns: number, _args: Float64Array, thread: number): void => {
      const row = this.#leave(thread);
      if (goroutines.isLive(row)) goroutines.end(row);
    };
    const status = (ns: number, [g, m, state, at]: Float64Array, thread: number, hasStack: boolean): void =>
      this.#status(g, m, STATUS[state] ?? -1, ns, thread, hasStack ? stack(at) : -1);
    this.handlers = [
      ["GoCreate", create(RUNNABLE)],
      ["GoCreateBlocked", create(WAITING)],
      [
        "GoCreateSyscall",
        (ns, [g], thread) => {
          const row = goroutines.create(g, IN_SYSCALL, ns, -1, -1, thread);
          if (row >= 0) this.#runs(thread, row, 0);
        },
      ],
      ["GoStart", start],
      [
        "GoSwitch",
        (ns, args, thread) => {
          this.#stop(WAITING, -1, -1, ns, thread);
          start(ns, args, thread);
        },
      ],
      [
        "GoSwitchDestroy",
        (ns, args, thread) => {
          destroy(ns, args, thread);
          start(ns, args, thread);
        },
      ],
      ["GoDestroy", destroy],
      ["GoDestroySyscall", destroy],
      ["GoStop", (ns, [why, at], thread) => this.#stop(RUNNABLE, reason(why), stack(at), ns, thread)],
      ["GoBlock", (ns, [why, at], thread) => this.#stop(WAITING, reason(why), stack(at), ns, thread)],
      ["GoUnblock", (ns, [g, seq]) => this.#unblock(g, seq, ns)],
      [
        "GoSyscallBegin",
        (ns, [, at], thread) => {
          const row = this.#running(thread);
          if (row >= 0) goroutines.stops(row, IN_SYSCALL, ns, -1, stack(at));
        },
      ],
      [
        "GoSyscallEnd",
        (ns, _args, thread) => {
          const row = this.#running(thread);
          if (row >= 0) goroutines.runs(row, ns, thread);
        },
      ],
      [
        "GoSyscallEndBlocked",
        (ns, _args, thread) => {
          const row = this.#leave(thread);
          if (row >= 0) goroutines.change(row, RUNNABLE, ns);
        },
      ],
      ["GoStatus", (ns, args, thread) => status(ns, args, thread, false)],
      ["GoStatusStack", (ns, args, thread) => status(ns, args, thread, true)],
    ];
  }

  #start(g: number, seq: number, ns: number, thread: number): void {
    const row = this.#goroutines.row(g);
    if (row < 0) return;
    const sequence = this.tables.gen * SEQUENCES + seq;
    this.#runs(thread, row, sequence);
    if (sequence <= this.#goroutines.sequenceOf(row)) return;
    this.#goroutines.setSequence(row, sequence);
    this.#goroutines.runs(row, ns, thread);
  }

  #unblock(g: number, seq: number, ns: number): void {
    const row = this.#goroutines.row(g);
    const sequence = this.tables.gen * SEQUENCES + seq;
    if (row < 0 || sequence <= this.#goroutines.sequenceOf(row)) return;
    this.#goroutines.setSequence(row, sequence);
    this.#goroutines.change(row, RUNNABLE, ns);
  }

  /** The goroutine that the thread runs stops, unless it is known already to have been woken. */
  #stop(state: number, reason: number, stack: number, ns: number, thread: number): void {
    const started = this.#threads.get(thread)?.sequence ?? 0;
    const row = this.#leave(thread);
    if (row < 0 || this.#goroutines.sequenceOf(row) > Math.max(started, this.tables.gen * SEQUENCES)) return;
    this.#goroutines.stops(row, state, ns, reason, stack);
  }

  /** Said of each goroutine once in a generation: what has been the same since before keeps its age. */
  #status(g: number, m: number, state: number, ns: number, thread: number, stack: number): void {
    const goroutines = this.#goroutines;
    const isNew = !goroutines.has(g);
    const row = goroutines.row(g);
    if (row < 0 || state < 0) return;
    const hasOwnThread = (state === RUNNING || state === IN_SYSCALL) && m < 2 ** 53; // 2^64 - 1 for none
    if (hasOwnThread) this.#runs(m, row, 0);
    if (isNew || goroutines.stateOf(row) !== state) {
      const since = isNew ? Number.NaN : ns;
      if (state === RUNNING) goroutines.runs(row, since, hasOwnThread ? m : thread);
      else goroutines.stops(row, state, since, -1, stack);
    } else if (stack >= 0) goroutines.isAt(row, stack);
  }

  #runs(thread: number, goroutine: number, sequence: number): void {
    const known = this.#threads.get(thread);
    if (known === undefined) {
      if (this.#threads.size < TRACE_MAX_THREADS) this.#threads.set(thread, { goroutine, sequence });
      return;
    }
    known.goroutine = goroutine;
    known.sequence = sequence;
  }

  #running(thread: number): number {
    const row = this.#threads.get(thread)?.goroutine ?? -1;
    return this.#goroutines.isLive(row) ? row : -1;
  }

  #leave(thread: number): number {
    const row = this.#running(thread);
    const known = this.#threads.get(thread);
    if (known !== undefined) known.goroutine = -1;
    return row;
  }
}
