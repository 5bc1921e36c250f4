import type { ByteSource } from "../../io/byteSource";

/** A moving window over the file. Positions are in `bytes`, offsets in the file; `pos` is kept by whoever reads. */
export class DumpWindow {
  bytes: Uint8Array = new Uint8Array(0);
  view = new DataView(this.bytes.buffer); // of `bytes`
  pos = 0;
  readonly size: number;
  readonly #source: ByteSource;
  readonly #pieceBytes: number;
  #base = 0; // offset of bytes[0]

  constructor(source: ByteSource, pieceBytes: number) {
    this.#source = source;
    this.size = source.size;
    this.#pieceBytes = pieceBytes;
  }

  /** In the file, of `pos`. */
  get offset(): number {
    return this.#base + this.pos;
  }

  get atEnd(): boolean {
    return this.#base + this.bytes.length >= this.size;
  }

  /** Drops what lies before `pos` and reads a piece more. False at the end of the file. */
  async more(): Promise<boolean> {
    if (this.atEnd) return false;
    const end = this.#base + this.bytes.length;
    const next = await this.#source.read(end, Math.min(end + this.#pieceBytes, this.size));
    if (next.length === 0) return false;
    const left = this.bytes.subarray(this.pos);
    const joined = new Uint8Array(left.length + next.length);
    joined.set(left);
    joined.set(next, left.length);
    this.#base += this.pos;
    this.#take(joined);
    return true;
  }

  /** Goes to an offset, and reads there unless it lies in the window. */
  async seek(offset: number): Promise<void> {
    const pos = offset - this.#base;
    if (pos >= 0 && pos <= this.bytes.length) this.pos = pos;
    else {
      this.#base = offset;
      this.#take(new Uint8Array(0));
      await this.more();
    }
  }

  /** A varint at `pos` and behind it, as a signed double like an Avma; NaN where the window ends inside it. */
  varint(): number {
    const { bytes } = this;
    let pos = this.pos;
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      if (pos >= bytes.length) return Number.NaN;
      const byte = bytes[pos++] as number;
      const bits = byte & 0x7f;
      if (shift < 28) low |= bits << shift;
      else if (shift > 28) high |= bits << (shift - 32);
      else {
        low |= bits << 28;
        high = bits >> 4;
      }
      if (byte < 0x80) break;
    }
    this.pos = pos;
    return high * 0x1_0000_0000 + (low >>> 0);
  }

  #take(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.pos = 0;
  }
}
