/** The part of one stack that was copied: from the stack pointer up, as the machine had it. Filled again for each sample. */
export class StackMemory {
  start = 0; // Avma of the first byte
  bytes = 0;
  /** All that was asked for was there to copy: more of the stack may lie beyond. */
  isFull = false;
  /** A read went beyond the end since the last reset. */
  exhausted = false;
  #view: DataView = new DataView(new ArrayBuffer(0));
  #at = 0;
  #littleEndian = true;

  reset(view: DataView, at: number, bytes: number, start: number, isFull: boolean, littleEndian: boolean): void {
    this.#view = view;
    this.#at = at;
    this.#littleEndian = littleEndian;
    this.bytes = bytes;
    this.start = start;
    this.isFull = isFull;
    this.exhausted = false;
  }

  get end(): number {
    return this.start + this.bytes;
  }

  /** The 8 bytes at an address as a signed double, NaN outside the copy. They need not be aligned. */
  word(address: number): number {
    const offset = address - this.start;
    if (!(offset >= 0 && offset + 8 <= this.bytes)) {
      if (offset + 8 > this.bytes) this.exhausted = true;
      return Number.NaN;
    }
    const at = this.#at + offset;
    const little = this.#littleEndian;
    return (
      this.#view.getInt32(little ? at + 4 : at, little) * 0x1_0000_0000 +
      this.#view.getUint32(little ? at : at + 4, little)
    );
  }

  /** `count` bytes at an address as an unsigned number; null outside the copy. */
  unsigned(address: number, count: number): bigint | null {
    const offset = address - this.start;
    if (!(offset >= 0 && offset + count <= this.bytes)) {
      if (offset + count > this.bytes) this.exhausted = true;
      return null;
    }
    let value = 0n;
    for (let i = 0; i < count; i++) {
      const place = this.#littleEndian ? count - 1 - i : i;
      value = (value << 8n) | BigInt(this.#view.getUint8(this.#at + offset + place));
    }
    return value;
  }
}
