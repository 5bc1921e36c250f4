/** Reads unsigned LEB128 numbers of up to 64 bits, one after another. */
export class Varints {
  bytes: Uint8Array = new Uint8Array(0);
  pos = 0;
  end = 0;
  /** The last value's halves, exact beyond 2^53. */
  low = 0;
  high = 0;

  over(bytes: Uint8Array, pos = 0, end = bytes.length): this {
    this.bytes = bytes;
    this.pos = pos;
    this.end = end;
    return this;
  }

  /** The next value, rounded beyond 2^53; -1 where the bytes end first or it has more than 64 bits. */
  next(): number {
    const { bytes, end } = this;
    let { pos } = this;
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70 && pos < end; shift += 7) {
      const byte = bytes[pos++];
      const bits = byte & 0x7f;
      if (shift < 28) low |= bits << shift;
      else if (shift > 28) high |= bits << (shift - 32);
      else {
        low |= bits << 28;
        high = bits >> 4;
      }
      if (shift === 63 && bits > 1) return -1;
      if (byte < 0x80) {
        this.pos = pos;
        this.low = low >>> 0;
        this.high = high >>> 0;
        return this.high * 2 ** 32 + this.low;
      }
    }
    return -1;
  }

  /** The last value as a signed number of so many bits (33 to 64): ids count from an address that may lie above theirs. */
  signed(bits: number): number {
    const high = this.high >= 2 ** (bits - 33) ? this.high - 2 ** (bits - 32) : this.high;
    return high * 2 ** 32 + this.low;
  }

  /** The next byte, -1 at the end. */
  byte(): number {
    return this.pos < this.end ? this.bytes[this.pos++] : -1;
  }

  /** The next bytes; null when there are fewer. */
  take(length: number): Uint8Array | null {
    if (!(length <= this.end - this.pos)) return null;
    this.pos += length;
    return this.bytes.subarray(this.pos - length, this.pos);
  }
}
