import { GOROUTINE_STATES, GOROUTINE_WAITING, type TracedGoroutines } from "../../../../src/model/goTrace";
import { LiveRows } from "../liveRows";
import { bytes, doubles, integers } from "../rowColumn";
import { KindCounts } from "./kindCounts";
import { TextIds } from "./textIds";

export const RUNNABLE = GOROUTINE_STATES.indexOf("runnable");
export const RUNNING = GOROUTINE_STATES.indexOf("running");
export const IN_SYSCALL = GOROUTINE_STATES.indexOf("syscall");
export const WAITING = GOROUTINE_WAITING;

/** Goroutines that all points together look at: 100,000 in each second of an hour. */
const MOST_LOOKS = 2 ** 29;
const POINT_LOOKS = 512; // what a point costs besides

/** Goroutines that there are, and what state they are in. Rows are reused once one has ended. */
export class Goroutines {
  readonly reasons: TextIds;
  lost = 0; // beyond the limit
  created = 0;
  ended = 0;
  readonly #rows: LiveRows;
  readonly #state = bytes();
  readonly #reason = integers();
  readonly #stack = integers();
  readonly #creator = integers();
  readonly #created = doubles();
  readonly #since = doubles();
  readonly #thread = integers();
  readonly #creatorThread = integers();
  readonly #sequence = doubles();
  readonly #kind = integers(); // of `counts`; -1 when it has changed since the last point
  readonly #counts: KindCounts;
  #looked = 0;

  constructor(limits: { readonly goroutines: number; readonly reasons: number; readonly counts: number }) {
    this.#rows = new LiveRows(limits.goroutines);
    this.reasons = new TextIds(limits.reasons);
    this.#counts = new KindCounts(limits.counts);
  }

  /** Row of a goroutine that is spoken of; one that has not been heard of was there before the trace. -1: no room. */
  row(id: number): number {
    const row = this.#rows.find(id);
    return row >= 0 ? row : this.#add(id, RUNNABLE, Number.NaN, -1, -1, -1);
  }

  has(id: number): boolean {
    return this.#rows.find(id) >= 0;
  }

  /** `stack`: what it is to run; `creator`: who has created it. */
  create(id: number, state: number, ns: number, stack: number, creator: number, thread: number): number {
    const before = this.#rows.find(id);
    if (before >= 0) this.end(before);
    this.created++;
    return this.#add(id, state, ns, stack, creator, thread);
  }

  end(row: number): void {
    this.ended++;
    this.#rows.remove(row);
  }

  isLive(row: number): boolean {
    return row >= 0 && this.#rows.isLive(row);
  }

  stateOf(row: number): number {
    return this.#state.get(row);
  }

  /** Order of the events of one goroutine on several threads. */
  sequenceOf(row: number): number {
    return this.#sequence.get(row);
  }

  setSequence(row: number, sequence: number): void {
    this.#sequence.set(row, sequence);
  }

  change(row: number, state: number, ns: number): void {
    this.#state.set(row, state);
    this.#since.set(row, ns);
    this.#kind.set(row, -1);
  }

  runs(row: number, ns: number, thread: number): void {
    this.change(row, RUNNING, ns);
    this.#thread.set(row, thread);
  }

  /** It has stopped at `stack`, for `reason` (-> reasons); -1 where these are not said. */
  stops(row: number, state: number, ns: number, reason: number, stack: number): void {
    this.change(row, state, ns);
    this.#reason.set(row, reason);
    this.#stack.set(row, stack);
  }

  isAt(row: number, stack: number): void {
    this.#stack.set(row, stack);
    this.#kind.set(row, -1);
  }

  /** Counts all of them by kind, as a point in time. */
  point(ns: number): void {
    const counts = this.#counts;
    this.#looked += this.#rows.live + POINT_LOOKS;
    if (this.#looked > MOST_LOOKS) {
      this.lost++;
      return;
    }
    counts.begin(ns);
    for (const row of this.#rows.rows()) {
      let kind = this.#kind.get(row);
      if (kind < 0) {
        const [state, reason] = [this.#state.get(row), this.#reason.get(row)];
        kind = counts.kindOf(state, reason, this.#stack.get(row), this.#creator.get(row));
        this.#kind.set(row, kind);
      }
      const since = this.#since.get(row);
      counts.add(kind, Number.isNaN(since) ? -1 : since);
    }
    counts.end();
  }

  finish(): { goroutines: TracedGoroutines; goroutineCounts: ReturnType<KindCounts["finish"]> } {
    const order = this.#rows.rows().sort((a, b) => this.#rows.idOf(a) - this.#rows.idOf(b));
    const goroutines = {
      length: order.length,
      created: this.created,
      ended: this.ended,
      id: Float64Array.from(order, (row) => this.#rows.idOf(row)),
      state: this.#state.pick(order),
      reason: this.#reason.pick(order),
      stack: this.#stack.pick(order),
      creator: this.#creator.pick(order),
      createdNs: this.#created.pick(order),
      sinceNs: this.#since.pick(order),
      thread: this.#thread.pick(order),
      creatorThread: this.#creatorThread.pick(order),
      reasons: this.reasons.texts,
    };
    return { goroutines, goroutineCounts: this.#counts.finish() };
  }

  #add(id: number, state: number, ns: number, stack: number, creator: number, thread: number): number {
    const row = this.#rows.add(id);
    if (row < 0) {
      this.lost++;
      return -1;
    }
    this.stops(row, state, ns, -1, stack);
    this.#creator.set(row, creator);
    this.#created.set(row, ns);
    this.#thread.set(row, -1);
    this.#creatorThread.set(row, thread);
    this.#sequence.set(row, 0);
    return row;
  }
}
