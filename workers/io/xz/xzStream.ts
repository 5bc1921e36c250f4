import { DecodeError } from "../../../src/model/decodeError";
import type { Decompressor, TakeBytes } from "../decompressor";
import { XZ_MAX_BYTES, XZ_MAX_PACKED_BYTES } from "../limits";
import { unxz } from "./xz";

/** An .xz file that was dropped: a kernel module (.ko.xz), a tar archive. It is unpacked when all of it is there. */
export class XzStream implements Decompressor {
  #pieces: Uint8Array[] = [];
  #length = 0;

  push(bytes: Uint8Array, offset: number): void {
    this.#length += bytes.length;
    if (this.#length > XZ_MAX_PACKED_BYTES) {
      const detail = `more than ${XZ_MAX_PACKED_BYTES} bytes, the limit: unpack it and drop what comes out`;
      throw new DecodeError("TooLarge", "xz", offset, detail);
    }
    this.#pieces.push(bytes);
  }

  finish(_: number, take: TakeBytes): void {
    const input = new Uint8Array(this.#length);
    let at = 0;
    for (const piece of this.#pieces) {
      input.set(piece, at);
      at += piece.length;
    }
    this.#pieces = [];
    take(unxz(input, XZ_MAX_BYTES));
  }

  close(): void {
    this.#pieces = [];
  }
}
