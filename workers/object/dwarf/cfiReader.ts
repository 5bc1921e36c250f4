import { DecodeError, type DecodeErrorCode } from "../../../src/model/decodeError";
import type { CfiSection } from "./cfiSection";

/**
 * Reads one entry of a CFI section, front to back, up to `end`. Offsets are those of the section. A value that does
 * not fit a double exactly rounds: only addresses and small numbers are used (facts: canonical addresses are exact).
 */
export class CfiReader {
  at: number;
  readonly end: number;
  readonly section: CfiSection;

  constructor(section: CfiSection, at: number, end: number) {
    this.section = section;
    this.at = at;
    this.end = Math.min(end, section.bytes.length);
  }

  get remaining(): number {
    return this.end - this.at;
  }

  u8(): number {
    return this.section.view.getUint8(this.#advance(1));
  }

  u16(): number {
    return this.section.view.getUint16(this.#advance(2), true);
  }

  i16(): number {
    return this.section.view.getInt16(this.#advance(2), true);
  }

  u32(): number {
    return this.section.view.getUint32(this.#advance(4), true);
  }

  i32(): number {
    return this.section.view.getInt32(this.#advance(4), true);
  }

  /** 64 bits, as a signed double. */
  i64(): number {
    const at = this.#advance(8);
    const { view } = this.section;
    return view.getInt32(at + 4, true) * 0x1_0000_0000 + view.getUint32(at, true);
  }

  u64(): bigint {
    return this.section.view.getBigUint64(this.#advance(8), true);
  }

  address(bytes: number): number {
    return bytes === 8 ? this.i64() : bytes === 4 ? this.u32() : this.u16();
  }

  uleb(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128; // padding (80 80 00) is legal, and rounding does not loop: the entry ends
    }
  }

  sleb(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.u8();
      value += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte < 0x80) return (byte & 0x40) !== 0 ? value - scale : value;
    }
  }

  skip(bytes: number): void {
    this.#advance(bytes);
  }

  /** The string up to its NUL. */
  cstring(): string {
    let text = "";
    for (;;) {
      const byte = this.u8();
      if (byte === 0) return text;
      text += String.fromCharCode(byte);
    }
  }

  fail(code: DecodeErrorCode, detail: string): DecodeError {
    return new DecodeError(code, this.section.name, this.section.fileOffset + this.at, detail);
  }

  #advance(bytes: number): number {
    const { at } = this;
    if (!(bytes >= 0 && bytes <= this.end - at)) {
      throw this.fail("Truncated", `need ${bytes} bytes, the entry has ${this.end - at}`);
    }
    this.at += bytes;
    return at;
  }
}
