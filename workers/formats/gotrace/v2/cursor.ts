import type { LossLog } from "../../../io/lossLog";
import { BatchCursor } from "../batchCursor";
import type { TimedBatch } from "../merge";

const NOT_WHOLE = "an event is not whole";

/** The events of one thread in one generation. */
export class ThreadCursor extends BatchCursor {
  readonly #argCounts: Int8Array;
  readonly #idBits: Uint8Array;

  /** `argCounts` and `idBits` by event number: as argCounts(version) says, and of an id that has a sign (Varints.signed). */
  constructor(thread: number, batches: readonly TimedBatch[], argCounts: Int8Array, idBits: Uint8Array) {
    super(thread, batches);
    this.#argCounts = argCounts;
    this.#idBits = idBits;
  }

  advance(losses: LossLog): boolean {
    const { varints } = this;
    if (varints.pos >= varints.end) return false;
    const type = varints.byte();
    if (this.#argCounts[type] < 0) return this.abandon(losses, `${type} is no event`);
    const dt = varints.next();
    if (dt < 0) return this.abandon(losses, NOT_WHOLE);
    this.type = type;
    this.raw += dt;
    return true;
  }

  readArgs(losses: LossLog): boolean {
    const { varints } = this;
    const count = this.#argCounts[this.type];
    const bits = this.#idBits[this.type];
    for (let arg = 0; arg < count; arg++) {
      const value = varints.next();
      if (value < 0) return this.abandon(losses, NOT_WHOLE);
      this.args[arg] = arg === 0 && bits > 0 ? varints.signed(bits) : value;
    }
    return true;
  }
}
