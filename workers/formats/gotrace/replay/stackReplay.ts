import type { TracedGoroutineStacks } from "../../../../src/model/goTrace";
import { LiveRows } from "../liveRows";
import { bytes } from "../rowColumn";
import { LifeCounter } from "./lifeCounts";

/** Memory for goroutine stacks by its births and deaths. `order` is bits.Len64 of a stack's size, a power of two. */
export class StackReplay {
  readonly counts = new LifeCounter();
  lost = 0; // beyond the limit
  #liveBytes = 0;
  #mostBytes = 0;
  readonly #live: LiveRows;
  readonly #order = bytes();

  constructor(max: number) {
    this.#live = new LiveRows(max);
  }

  born(id: number, order: number, existed: boolean): void {
    this.counts.born(existed);
    let row = this.#live.find(id);
    if (row >= 0) {
      this.counts.overwritten++;
      this.#liveBytes -= stackBytes(this.#order.get(row));
    } else row = this.#live.add(id);
    if (row < 0) {
      this.lost++;
      return;
    }
    this.#order.set(row, Math.min(order, MOST_ORDER));
    this.#liveBytes += stackBytes(this.#order.get(row));
    this.#mostBytes = Math.max(this.#mostBytes, this.#liveBytes);
  }

  died(id: number): void {
    const row = this.#live.find(id);
    if (row < 0) {
      this.counts.unknownFrees++;
      return;
    }
    this.counts.freed++;
    this.#liveBytes -= stackBytes(this.#order.get(row));
    this.#live.remove(row);
  }

  finish(): TracedGoroutineStacks {
    return {
      ...this.counts.counts(),
      live: this.#live.live,
      liveBytes: this.#liveBytes,
      mostBytes: this.#mostBytes,
    };
  }
}

const MOST_ORDER = 48;

function stackBytes(order: number): number {
  return order === 0 ? 0 : 2 ** (order - 1);
}
