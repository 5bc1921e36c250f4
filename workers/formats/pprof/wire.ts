import type { DecodeErrorCode } from "../../../src/model/decodeError";

/** The wire types of a tag's low three bits. 3 and 4 were groups, which no pprof profile has. */
export const VARINT = 0;
export const FIXED64 = 1;
export const BYTES = 2;
export const FIXED32 = 5;

/**
 * Walks the fields of one protobuf message, front to back, inside a buffer that holds many. Made once and moved from
 * message to message with `enter`, and it reports damage by a flag instead of throwing: a profile has millions of
 * messages, and a damaged one as many bad ones.
 *
 *     for (wire.enter(start, stop); wire.next(); ) { … wire.field, wire.type, then lo/hi or start/stop … }
 *     if (wire.bad !== null) …
 */
export class Wire {
  readonly bytes: Uint8Array;
  pos = 0;
  end = 0;
  field = 0;
  type = VARINT;
  /** The last varint, in two halves: exact for any id, where a double is not. */
  lo = 0;
  hi = 0;
  /** Content of a length-delimited field. */
  start = 0;
  stop = 0;
  /** What ended the walk early: "Truncated" when it ran out of bytes. */
  bad: DecodeErrorCode | null = null;
  badDetail = "";

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  enter(start: number, end: number): void {
    this.pos = start;
    this.end = end;
    this.bad = null;
  }

  /** Reads one field. False at the end of the message and at damage; then `pos` is where that field began. */
  next(): boolean {
    if (this.pos >= this.end) return false;
    const at = this.pos;
    if (this.#field()) return true;
    this.pos = at;
    return false;
  }

  /** The last varint as int64, which is how pprof stores values and line numbers. Rounds beyond 2^53. */
  int64(): number {
    return this.hi * 0x1_0000_0000 + (this.lo >>> 0);
  }

  bigInt64(): bigint {
    return (BigInt(this.hi) << 32n) | BigInt(this.lo >>> 0);
  }

  /** The last varint as an index; -1 when it is negative or beyond any table. */
  index(): number {
    return this.hi === 0 && this.lo >= 0 ? this.lo : -1;
  }

  /** Reads a varint at `pos` into lo/hi. A tenth byte's surplus bits are dropped, as Go does. */
  varint(): boolean {
    const { bytes, end } = this;
    let pos = this.pos;
    let lo = 0;
    let hi = 0;
    for (let shift = 0; pos < end; shift += 7) {
      const byte = bytes[pos++];
      const bits = byte & 0x7f;
      if (shift < 28) lo |= bits << shift;
      else if (shift > 28) hi |= bits << (shift - 32);
      else {
        lo |= bits << 28;
        hi = bits >> 4;
      }
      if (byte < 0x80) {
        this.pos = pos;
        this.lo = lo;
        this.hi = hi;
        return true;
      }
      if (shift === 63) return this.#damaged("Malformed", "a varint has more than ten bytes");
    }
    return this.#damaged("Truncated", "ends inside a varint");
  }

  #field(): boolean {
    if (!this.varint()) return false;
    const { lo } = this;
    this.field = lo >>> 3;
    this.type = lo & 7;
    if (this.hi !== 0 || this.field === 0) return this.#damaged("Malformed", "a field number is 0 or has over 29 bits");
    if (this.type === VARINT) return this.varint();
    if (this.type === BYTES)
      return this.varint() && this.#skip(this.hi === 0 ? this.lo >>> 0 : Number.POSITIVE_INFINITY);
    if (this.type === FIXED64) return this.#skip(8);
    if (this.type === FIXED32) return this.#skip(4);
    return this.#damaged("Malformed", `wire type ${this.type} of field ${this.field}: groups are not supported`);
  }

  #skip(length: number): boolean {
    if (length > this.end - this.pos) {
      return this.#damaged("Truncated", `field ${this.field} has ${length} bytes, ${this.end - this.pos} are left`);
    }
    this.start = this.pos;
    this.pos += length;
    this.stop = this.pos;
    return true;
  }

  #damaged(code: DecodeErrorCode, detail: string): false {
    this.bad = code;
    this.badDetail = detail;
    return false;
  }
}
