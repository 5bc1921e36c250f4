import { Inflate } from "fflate";
import { DecodeError } from "../../../src/model/decodeError";
import type { Decompressor, TakeBytes } from "../decompressor";

/** fflate inflates all of a piece at once, up to a thousandfold. */
const PIECE_BYTES = 1 << 16;

/** DEFLATE (RFC 1951), the usual method of a zip archive. */
export class InflateStream implements Decompressor {
  #take: TakeBytes = () => undefined;
  #ended = false;
  readonly #inflate = new Inflate((bytes, final) => {
    this.#ended ||= final;
    if (bytes.length > 0) this.#take(bytes);
  });

  push(bytes: Uint8Array, offset: number, take: TakeBytes): void {
    this.#take = take;
    for (let at = 0; at < bytes.length && !this.#ended; at += PIECE_BYTES) {
      this.#push(bytes.subarray(at, at + PIECE_BYTES), offset + at, false);
    }
  }

  finish(offset: number, take: TakeBytes): void {
    this.#take = take;
    if (!this.#ended) this.#push(new Uint8Array(0), offset, true);
  }

  close(): void {
    this.#ended = true;
  }

  #push(bytes: Uint8Array, offset: number, last: boolean): void {
    try {
      this.#inflate.push(bytes, last);
    } catch (error) {
      if (error instanceof DecodeError) throw error;
      throw new DecodeError(last ? "Truncated" : "Malformed", "DEFLATE", offset, String((error as Error).message));
    }
  }
}

/** Bytes that are stored as they are. */
export class StoredStream implements Decompressor {
  push(bytes: Uint8Array, _: number, take: TakeBytes): void {
    take(bytes);
  }
  finish(): void {
    // nothing is held back
  }
  close(): void {
    // nothing to give back
  }
}
