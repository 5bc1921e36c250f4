/** A protobuf message while it is written: fields go behind each other into one buffer that grows. */
export class Message {
  #bytes: Uint8Array<ArrayBuffer>;
  length = 0;

  constructor(capacity = 1 << 12) {
    this.#bytes = new Uint8Array(capacity);
  }

  clear(): void {
    this.length = 0;
  }

  /** What has been written, not copied. */
  view(): Uint8Array<ArrayBuffer> {
    return this.#bytes.subarray(0, this.length);
  }

  /** A field of wire type 0. Fields that are 0 are not written: that is what their absence means. */
  int(field: number, value: number): void {
    if (value === 0) return;
    this.varint(field * 8);
    this.varint(value);
  }

  /** The same for an int64 of any size. */
  bigInt(field: number, value: bigint): void {
    if (value === 0n) return;
    this.varint(field * 8);
    this.#halves(Number(BigInt.asUintN(32, value)), Number(BigInt.asIntN(32, value >> 32n)));
  }

  /** A field of wire type 2: a message, a string, or packed integers. */
  content(field: number, content: Message | Uint8Array): void {
    const bytes = content instanceof Message ? content.view() : content;
    this.varint(field * 8 + 2);
    this.varint(bytes.length);
    this.append(bytes);
  }

  /** Fields that have been written elsewhere. */
  append(bytes: Uint8Array): void {
    this.#reserve(bytes.length);
    this.#bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** An integer without a tag, as packed fields hold them; a negative one takes ten bytes, as int64 does. */
  varint(value: number): void {
    if (value >= 0 && value < 0x80) {
      this.#reserve(1);
      this.#bytes[this.length++] = value;
    } else this.#halves(value >>> 0, Math.floor(value / 0x1_0000_0000));
  }

  /** `lo` is unsigned, `hi` the signed upper half: 64 bits in two's complement, seven at a time. */
  #halves(lo: number, hi: number): void {
    this.#reserve(10);
    let [low, high] = [lo, hi >>> 0];
    while (high !== 0 || low >= 0x80) {
      this.#bytes[this.length++] = (low & 0x7f) | 0x80;
      low = ((low >>> 7) | (high << 25)) >>> 0;
      high >>>= 7;
    }
    this.#bytes[this.length++] = low;
  }

  #reserve(count: number): void {
    const needed = this.length + count;
    if (needed <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(2 * this.#bytes.length, needed));
    larger.set(this.view());
    this.#bytes = larger;
  }
}
