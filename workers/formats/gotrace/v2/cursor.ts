import { DecodeError, type DecodeErrorCode } from "../../../../src/model/decodeError";
import type { LossLog } from "../../../io/lossLog";
import type { EventCursor, TimedBatch } from "../merge";
import { Varints } from "../varints";
import { MOST_ARGS } from "./eventTable";

/** The events of one thread in one generation, one at a time: its batches in the file's order. */
export class ThreadCursor implements EventCursor {
  readonly thread: number;
  /** Of the event it stands at: number, and time in the trace's units. */
  type = 0;
  raw = 0;
  readonly args = new Float64Array(MOST_ARGS);
  readonly #batches: readonly TimedBatch[];
  readonly #argCounts: Int8Array;
  readonly #idBits: Uint8Array;
  #next = 0; // -> #batches
  readonly #varints = new Varints();
  #offset = 0; // in the file, of #varints.bytes[0]

  /** `argCounts` and `idBits` by event number, as argCounts(version) and Varints.signed say. */
  constructor(thread: number, batches: readonly TimedBatch[], argCounts: Int8Array, idBits: Uint8Array) {
    this.thread = thread;
    this.#batches = batches;
    this.#argCounts = argCounts;
    this.#idBits = idBits;
  }

  get wanted(): TimedBatch | null {
    return this.#batches[this.#next] ?? null;
  }

  load(bytes: Uint8Array, { data, ts }: TimedBatch): void {
    this.#next++;
    this.#varints.over(bytes);
    this.#offset = data;
    this.raw = ts;
  }

  advance(losses: LossLog): boolean {
    const varints = this.#varints;
    if (varints.pos >= varints.end) return false;
    const type = varints.byte();
    if (this.#argCounts[type] < 0) return this.#abandon(losses, "Malformed", `${type} is no event`);
    const dt = varints.next();
    if (dt < 0) return this.#abandon(losses, "Malformed", "an event is not whole");
    this.type = type;
    this.raw += dt;
    return true;
  }

  readArgs(losses: LossLog): boolean {
    const varints = this.#varints;
    const count = this.#argCounts[this.type];
    const bits = this.#idBits[this.type];
    for (let arg = 0; arg < count; arg++) {
      const value = varints.next();
      if (value < 0) return this.#abandon(losses, "Malformed", "an event is not whole");
      this.args[arg] = arg === 0 && bits > 0 ? varints.signed(bits) : value;
    }
    return true;
  }

  #abandon(losses: LossLog, code: DecodeErrorCode, detail: string): false {
    const varints = this.#varints;
    const rest = varints.end - varints.pos;
    const offset = this.#offset + varints.pos;
    losses.add(
      new DecodeError(code, "trace events", offset, `${detail}; ${rest} bytes of the batch are left out`).failure,
    );
    varints.pos = varints.end;
    return false;
  }
}
