import type { LossLog } from "../../../io/lossLog";
import { BatchCursor, MOST_ARGS } from "../batchCursor";
import { Varints } from "../varints";
import { EventShape } from "./event";
import { UNTIMED } from "./eventTable";

const NOT_WHOLE = "an event is not whole";

/** The events of one of Go's processors (P): whole ones, as the first pass has found them. */
export class ProcessorCursor extends BatchCursor {
  readonly #shape = new EventShape();
  readonly #argVarints = new Varints();

  advance(losses: LossLog): boolean {
    const { varints } = this;
    const shape = this.#shape;
    while (varints.pos < varints.end) {
      if (shape.read(varints) !== "whole") return this.abandon(losses, NOT_WHOLE);
      if (UNTIMED.includes(shape.type)) continue;
      this.type = shape.type;
      this.raw += shape.first;
      return true;
    }
    return false;
  }

  /** Arguments that an event does not have are 0. */
  readArgs(losses: LossLog): boolean {
    const varints = this.#argVarints.over(this.varints.bytes, this.#shape.argsStart, this.#shape.argsEnd);
    this.args.fill(0);
    for (let arg = 0; arg < MOST_ARGS && varints.pos < varints.end; arg++) {
      const value = varints.next();
      if (value < 0) return this.abandon(losses, NOT_WHOLE);
      this.args[arg] = value;
    }
    return true;
  }
}
