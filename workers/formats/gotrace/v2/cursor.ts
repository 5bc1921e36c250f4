import { DecodeError, type DecodeErrorCode } from "../../../../src/model/decodeError";
import type { LossLog } from "../../../io/lossLog";
import { Varints } from "../varints";
import { MOST_ARGS } from "./eventTable";
import type { TimedBatch } from "./generation";

/** The events of one thread in one generation, one at a time: its batches in the file's order. */
export class ThreadCursor {
  readonly thread: number;
  /** Of the event it stands at: number, and time in the trace's units. */
  type = 0;
  raw = 0;
  readonly args = new Float64Array(MOST_ARGS);
  readonly #batches: readonly TimedBatch[];
  #next = 0; // -> #batches
  readonly #varints = new Varints();
  #offset = 0; // in the file, of #varints.bytes[0]

  constructor(thread: number, batches: readonly TimedBatch[]) {
    this.thread = thread;
    this.#batches = batches;
  }

  /** The batch whose bytes `load` is to be given; null after the last. */
  get wanted(): TimedBatch | null {
    return this.#batches[this.#next] ?? null;
  }

  load(bytes: Uint8Array, { data, ts }: TimedBatch): void {
    this.#next++;
    this.#varints.over(bytes);
    this.#offset = data;
    this.raw = ts;
  }

  /** Goes to the next event of the batch; false at its end. What cannot be read ends it. */
  advance(argCounts: Int8Array, losses: LossLog): boolean {
    const varints = this.#varints;
    if (varints.pos >= varints.end) return false;
    const type = varints.byte();
    if (argCounts[type] < 0) return this.#abandon(losses, "Malformed", `${type} is no event`);
    const dt = varints.next();
    if (dt < 0) return this.#abandon(losses, "Malformed", "an event is not whole");
    this.type = type;
    this.raw += dt;
    return true;
  }

  /** Reads the arguments of the event it stands at. `bits`: of an id that comes first and has a sign, 0 for none. */
  readArgs(count: number, bits: number, losses: LossLog): boolean {
    const varints = this.#varints;
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
