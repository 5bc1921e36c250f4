import { DecodeError } from "../../../src/model/decodeError";
import type { LossLog } from "../../io/lossLog";
import type { EventCursor, TimedBatch } from "./merge";
import { Varints } from "./varints";

export const MOST_ARGS = 5;

/** What the cursors of both formats share: the batches of one thread or processor, one after another. */
export abstract class BatchCursor implements EventCursor {
  readonly thread: number;
  type = 0;
  raw = 0;
  readonly args = new Float64Array(MOST_ARGS);
  protected readonly varints = new Varints();
  readonly #batches: readonly TimedBatch[];
  #next = 0; // -> #batches
  #offset = 0; // in the file, of the batch's first byte

  constructor(thread: number, batches: readonly TimedBatch[]) {
    this.thread = thread;
    this.#batches = batches;
  }

  get wanted(): TimedBatch | null {
    return this.#batches[this.#next] ?? null;
  }

  load(bytes: Uint8Array, { data, ts }: TimedBatch): void {
    this.#next++;
    this.varints.over(bytes);
    this.#offset = data;
    this.raw = ts;
  }

  abstract advance(losses: LossLog): boolean;
  abstract readArgs(losses: LossLog): boolean;

  /** What cannot be read ends its batch: nothing says where the next event begins. */
  protected abandon(losses: LossLog, detail: string): false {
    const { varints } = this;
    const rest = varints.end - varints.pos;
    const message = `${detail}; ${rest} bytes of the batch are left out`;
    losses.add(new DecodeError("Malformed", "trace events", this.#offset + varints.pos, message).failure);
    varints.pos = varints.end;
    return false;
  }
}
