import { DecodeError } from "../../../src/model/decodeError";
import { DEFERRED_MAX } from "../../io/limits";
import { GrowingColumn } from "../../profile/growingColumn";
import type { Recording } from "./recording";

/**
 * `perf record` on Linux 7: a sample taken in the kernel has the kernel's part of the chain and a cookie; the user's
 * part is walked when the task returns to user space and comes in a CALLCHAIN_DEFERRED record with the same cookie, for
 * all samples that waited. The two may be in either order in the file, which has one buffer per processor.
 *
 *   SAMPLE              … chain: kernel frames, PERF_CONTEXT_USER_DEFERRED, cookie
 *   CALLCHAIN_DEFERRED  cookie u64, nr u64, user frames[nr]
 */
export class DeferredChains {
  readonly #waiting = new Rows();
  readonly #arrived = new Rows();

  /** A sample, row `row` of an event, with the chain `node` so far, -1 for none. */
  sample(tid: number, low: number, high: number, event: number, row: number, node: number): void {
    this.#waiting.push(tid, low, high, event, row, node);
  }

  /** The user's part. */
  chain(tid: number, low: number, high: number, node: number): void {
    this.#arrived.push(tid, low, high, 0, 0, node);
  }

  /** Calls `join` for every sample whose chain has arrived. Answers how many still wait. */
  finish(join: (event: number, row: number, kernel: number, user: number) => void): number {
    const [waiting, arrived] = [this.#waiting.finish(), this.#arrived.finish()];
    let left = this.#waiting.dropped;
    let at = 0;
    for (const sample of waiting) {
      while (at < arrived.length && compare(arrived[at] as Row, sample) < 0) at++;
      const chain = arrived[at];
      if (chain === undefined || compare(chain, sample) !== 0) left++;
      else join(sample.event, sample.row, sample.node, chain.node);
    }
    return left;
  }
}

/** Gives samples the user's part of their chain that came in a record of its own. */
export function joinDeferred({ chains, events, samples, losses }: Recording): void {
  const left = samples.deferred.finish((event, row, kernel, user) => {
    events.list[event]?.columns.restack(row, chains.joined(kernel, user));
  });
  if (left === 0) return;
  const detail = `${left} samples wait for the user's part of their call chain, which is not in the file`;
  losses.add(new DecodeError("Truncated", "CALLCHAIN_DEFERRED", 0, detail).failure);
}

interface Row {
  readonly tid: number;
  readonly low: number;
  readonly high: number;
  readonly event: number;
  readonly row: number;
  readonly node: number;
}

function compare(a: Row, b: Row): number {
  return a.tid - b.tid || a.high - b.high || a.low - b.low;
}

const COLUMNS = ["tid", "low", "high", "event", "row", "node"] as const;

/** Rows of six numbers; objects only at the end. */
class Rows {
  dropped = 0;
  readonly #values = new GrowingColumn((length) => new Int32Array(length));

  push(tid: number, low: number, high: number, event: number, row: number, node: number): void {
    if (this.#values.length >= DEFERRED_MAX * COLUMNS.length) {
      this.dropped++;
      return;
    }
    for (const value of [tid, low, high, event, row, node]) this.#values.push(value);
  }

  /** By task and cookie. */
  finish(): Row[] {
    const values = this.#values.finish(null);
    const rows: Row[] = [];
    for (let at = 0; at < values.length; at += COLUMNS.length) {
      const [tid = 0, low = 0, high = 0, event = 0, row = 0, node = 0] = values.subarray(at, at + COLUMNS.length);
      rows.push({ tid, low, high, event, row, node });
    }
    return rows.sort(compare);
  }
}
