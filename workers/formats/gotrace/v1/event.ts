import type { Varints } from "../varints";
import { EVENT_NAMES, V1 } from "./eventTable";

/** What reading an event came to: read, more bytes are needed, or it is none. */
export type EventRead = "whole" | "cut" | "bad";

const MANY_ARGS = 3; // in the two high bits: the arguments' bytes are counted instead
const MAX_STRING_BYTES = 1_000_000; // internal/trace

/**
 *   byte   type in 6 bits | arguments − 1 in 2 bits
 *   [size  of the arguments in bytes, where there are more than 3]
 *   args   varints
 *
 * A String is id, length, bytes. A UserLog is followed by length, bytes.
 */
export class EventShape {
  type = 0;
  /** First argument: of a timed event the time since the one before. */
  first = 0;
  /** Where the arguments behind the first begin and end, in the bytes that were read. */
  argsStart = 0;
  argsEnd = 0;

  /** Leaves `varints` behind the event if it is whole, else where it was. */
  read(varints: Varints): EventRead {
    const start = varints.pos;
    const read = this.#read(varints);
    if (read !== "whole") varints.pos = start;
    return read;
  }

  #read(varints: Varints): EventRead {
    const head = varints.byte();
    if (head < 0) return "cut";
    this.type = head & 0x3f;
    if (this.type === 0 || this.type >= EVENT_NAMES.length) return "bad";
    if (this.type === V1.string) {
      this.first = varints.next();
      return this.first < 0 ? "cut" : this.#text(varints);
    }
    const args = head >> 6;
    if (args < MANY_ARGS) {
      this.first = varints.next();
      this.argsStart = varints.pos;
      for (let arg = 0; arg < args; arg++) if (varints.next() < 0) return "cut";
      this.argsEnd = varints.pos;
      if (this.first < 0) return "cut";
    } else {
      const size = varints.next();
      const end = varints.pos + size;
      if (size < 0 || end > varints.end) return "cut";
      this.first = varints.next();
      if (this.first < 0 || varints.pos > end) return "bad";
      this.argsStart = varints.pos;
      this.argsEnd = end;
      varints.pos = end;
    }
    return this.type === V1.userLog ? this.#text(varints) : "whole";
  }

  #text(varints: Varints): EventRead {
    const length = varints.next();
    this.argsStart = varints.pos;
    if (length > MAX_STRING_BYTES) return "bad";
    if (length < 0 || varints.take(length) === null) return "cut";
    this.argsEnd = varints.pos;
    return "whole";
  }
}
