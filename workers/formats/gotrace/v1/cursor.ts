import { DecodeError } from "../../../../src/model/decodeError";
import type { LossLog } from "../../../io/lossLog";
import type { EventCursor, TimedBatch } from "../merge";
import { Varints } from "../varints";
import { EventShape } from "./event";
import { UNTIMED } from "./eventTable";

const MOST_ARGS = 5;

/** The events of one of Go's processors (P): whole ones, as the first pass has found them. */
export class ProcessorCursor implements EventCursor {
  readonly thread: number;
  type = 0;
  raw = 0;
  readonly args = new Float64Array(MOST_ARGS);
  readonly #batches: readonly TimedBatch[];
  #next = 0; // -> #batches
  readonly #varints = new Varints();
  readonly #argVarints = new Varints();
  readonly #shape = new EventShape();
  #offset = 0; // in the file, of #varints.bytes[0]

  constructor(processor: number, batches: readonly TimedBatch[]) {
    this.thread = processor;
    this.#batches = batches;
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
    const shape = this.#shape;
    while (varints.pos < varints.end) {
      if (shape.read(varints) !== "whole") return this.#abandon(losses);
      if (UNTIMED.includes(shape.type)) continue;
      this.type = shape.type;
      this.raw += shape.first;
      return true;
    }
    return false;
  }

  /** Arguments that an event does not have are 0. */
  readArgs(losses: LossLog): boolean {
    const varints = this.#argVarints.over(this.#varints.bytes, this.#shape.argsStart, this.#shape.argsEnd);
    this.args.fill(0);
    for (let arg = 0; arg < MOST_ARGS && varints.pos < varints.end; arg++) {
      const value = varints.next();
      if (value < 0) return this.#abandon(losses);
      this.args[arg] = value;
    }
    return true;
  }

  #abandon(losses: LossLog): false {
    const offset = this.#offset + this.#varints.pos;
    losses.add(new DecodeError("Malformed", "trace events", offset, "an event is not whole").failure);
    this.#varints.pos = this.#varints.end;
    return false;
  }
}
