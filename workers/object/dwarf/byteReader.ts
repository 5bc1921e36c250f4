/**
 * Reads DWARF's values from bytes in memory. Nothing here throws: behind the end every byte is 0, and whoever reads
 * checks `at` against `end` after each entry, which is cheaper than a check for each of the millions of values.
 */
export class ByteReader {
  at = 0;
  readonly bytes: Uint8Array;
  readonly end: number;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.end = bytes.length;
  }

  u8(): number {
    const at = this.at++;
    return at < this.end ? this.bytes[at] : 0;
  }

  i8(): number {
    return (this.u8() << 24) >> 24;
  }

  u16(): number {
    const low = this.u8();
    return low | (this.u8() << 8);
  }

  u24(): number {
    const low = this.u16();
    return low | (this.u8() << 16);
  }

  u32(): number {
    const { bytes, at } = this;
    this.at = at + 4;
    if (at + 4 > this.end) return 0;
    return (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
  }

  /** Unsigned; beyond 2^53 rounded, and so larger than anything it is compared with. */
  u64(): number {
    const low = this.u32();
    return this.u32() * 0x1_0000_0000 + low;
  }

  /** An address of 8 bytes as a signed double, see Svma. */
  i64(): number {
    const low = this.u32();
    return (this.u32() | 0) * 0x1_0000_0000 + low;
  }

  /** An offset of the 32- or 64-bit format. */
  offset(bytes: number): number {
    return bytes === 8 ? this.u64() : this.u32();
  }

  address(bytes: number): number {
    if (bytes === 8) return this.i64();
    if (bytes === 4) return this.u32();
    return bytes === 2 ? this.u16() : this.u8();
  }

  /** LEB128 may be padded (80 80 00). Beyond 2^53 rounded. */
  uleb(): number {
    const { bytes } = this;
    const first = this.at < this.end ? bytes[this.at++] : this.u8();
    if (first < 0x80) return first;
    let value = first & 0x7f;
    let scale = 0x80;
    for (let i = 1; i < MAX_LEB_BYTES; i++) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) break;
      scale *= 0x80;
    }
    return value;
  }

  sleb(): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < MAX_LEB_BYTES; i++) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      scale *= 0x80;
      if (byte < 0x80) return byte & 0x40 ? value - scale : value;
    }
    return value;
  }

  skipLeb(): void {
    const { bytes, end } = this;
    let at = this.at;
    while (at < end && bytes[at] >= 0x80) at++;
    this.at = at + 1;
  }

  /** Behind the next NUL. */
  skipString(): void {
    const nul = this.bytes.indexOf(0, this.at);
    this.at = nul < 0 ? this.end + 1 : nul + 1;
  }
}

const MAX_LEB_BYTES = 10; // 64 bits
