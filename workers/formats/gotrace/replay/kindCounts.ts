import type { GoroutineCounts } from "../../../../src/model/goTrace";
import { GrowingColumn } from "../../../profile/growingColumn";

const integers = () => new GrowingColumn((length) => new Int32Array(length));
const doubles = () => new GrowingColumn((length) => new Float64Array(length));

/** Counts of goroutines by kind at points in time, while they are taken. */
export class KindCounts {
  /** Kinds and rows that did not fit. */
  lost = 0;
  readonly #max: number;
  readonly #kinds = new Map<string, number>();
  readonly #state = integers();
  readonly #reason = integers();
  readonly #stack = integers();
  readonly #creator = integers();
  readonly #times = doubles();
  readonly #point = integers();
  readonly #kind = integers();
  readonly #count = integers();
  readonly #oldest = doubles();
  #now = new Map<number, { count: number; oldest: number }>(); // by kind, of this point

  constructor(max: number) {
    this.#max = max;
  }

  kindOf(state: number, reason: number, stack: number, creator: number): number {
    const key = `${state} ${reason} ${stack} ${creator}`;
    let kind = this.#kinds.get(key);
    if (kind === undefined) {
      if (this.#kinds.size >= this.#max) return -1;
      kind = this.#kinds.size;
      this.#kinds.set(key, kind);
      this.#state.push(state);
      this.#reason.push(reason);
      this.#stack.push(stack);
      this.#creator.push(creator);
    }
    return kind;
  }

  begin(ns: number): void {
    this.#times.push(ns);
    this.#now.clear();
  }

  add(kind: number, since: number): void {
    const known = this.#now.get(kind);
    if (known === undefined) this.#now.set(kind, { count: 1, oldest: since });
    else {
      known.count++;
      known.oldest = Math.min(known.oldest, since);
    }
  }

  end(): void {
    for (const [kind, { count, oldest }] of this.#now) {
      if (kind < 0 || this.#point.length >= this.#max) {
        this.lost += count;
        continue;
      }
      this.#point.push(this.#times.length - 1);
      this.#kind.push(kind);
      this.#count.push(count);
      this.#oldest.push(oldest);
    }
  }

  finish(): GoroutineCounts {
    return {
      timeNs: this.#times.finish(null),
      kinds: {
        state: Uint8Array.from(this.#state.finish(null)),
        reason: this.#reason.finish(null),
        stack: this.#stack.finish(null),
        creator: this.#creator.finish(null),
      },
      point: this.#point.finish(null),
      kind: this.#kind.finish(null),
      count: this.#count.finish(null),
      oldestNs: this.#oldest.finish(null),
    };
  }
}
