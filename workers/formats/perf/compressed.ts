import { DecodeError } from "../../../src/model/decodeError";
import type { LossLog } from "../../io/lossLog";
import { ZstdStream } from "../../io/zstd";
import type { RecordChunk, RecordHandler, RecordSwap } from "./recordStream";
import { RECORD } from "./recordType";

/**
 * What `perf record -z` writes. The payloads of all COMPRESSED records of a file are one zstd stream, and what comes
 * out of it is a stream of records again; neither a record's payload nor a record in it need be whole in one piece.
 *
 *   COMPRESSED   header, bytes of the stream
 *   COMPRESSED2  header, u64 how many bytes, bytes of the stream, padding to 8
 *
 * HEADER_COMPRESSED says nothing that is needed, and pipes lack it.
 */
export class CompressedRecords {
  readonly #handler: RecordHandler;
  readonly #losses: LossLog;
  readonly #swap: RecordSwap | null;
  #stream: ZstdStream | null = null;
  #stopped = false;
  readonly #bytes = new Uint8Array(HELD_BYTES); // what has come out and not been handled
  readonly #chunk: { -readonly [Key in keyof RecordChunk]: RecordChunk[Key] };
  #filled = 0;
  #lastOffset = 0;

  /** `stream`: what comes out, see RecordChunk. */
  constructor(handler: RecordHandler, losses: LossLog, swap: RecordSwap | null, stream: number) {
    this.#handler = handler;
    this.#losses = losses;
    this.#swap = swap;
    const view = new DataView(this.#bytes.buffer);
    this.#chunk = { view, bytes: this.#bytes, base: 0, stream, position: 0 };
  }

  /** A handler that opens compressed records and hands on all others. */
  readonly handler: RecordHandler = (chunk, at, type, misc, size) => {
    if (type === RECORD.COMPRESSED) this.#open(chunk, at, at + 8, size - 8);
    else if (type === RECORD.COMPRESSED2) this.#open(chunk, at, at + 16, payloadBytes(chunk.view, at, size));
    else this.#handler(chunk, at, type, misc, size);
  };

  /** To be called behind the last record. */
  finish(): void {
    this.#stream?.close();
    this.#stream = null;
    if (this.#filled === 0 || this.#stopped) return;
    const detail = `the compressed records end inside a record: ${this.#filled} bytes of it are there`;
    this.#losses.add(new DecodeError("Truncated", "COMPRESSED", this.#lastOffset, detail).failure);
    this.#filled = 0;
  }

  #open(chunk: RecordChunk, at: number, payload: number, size: number): void {
    if (this.#stopped) return;
    const offset = chunk.base + at;
    this.#lastOffset = offset;
    try {
      if (size < 0) throw new DecodeError("Malformed", "COMPRESSED", offset, "the payload is longer than the record");
      this.#stream ??= new ZstdStream();
      const bytes = chunk.bytes.subarray(payload, payload + size);
      this.#stream.push(bytes, chunk.base + payload, (out) => this.#take(out, offset));
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      this.#stopped = true; // what follows in the stream cannot be read without what was before
      this.#losses.add(error.failure);
    }
  }

  #take(out: Uint8Array, offset: number): void {
    this.#bytes.set(out, this.#filled);
    this.#filled += out.length;
    const { view } = this.#chunk;
    const littleEndian = this.#swap === null;
    let at = 0;
    while (this.#filled - at >= 8) {
      const size = view.getUint16(at + 6, littleEndian);
      if (size < 8) throw new DecodeError("Malformed", "COMPRESSED", offset, `holds a record of ${size} bytes`);
      if (size > this.#filled - at) break;
      this.#chunk.base = offset - at; // messages tell the place of the compressed record
      const type = view.getUint32(at, littleEndian);
      this.#swap?.(this.#chunk, at, type, size);
      this.#handler(this.#chunk, at, type, view.getUint16(at + 4, true), size);
      at += size;
    }
    this.#bytes.copyWithin(0, at, this.#filled);
    this.#chunk.position += at;
    this.#filled -= at;
  }
}

/** Room for the longest record but one byte, and for what the decoder gives at a time (128 KiB). */
const HELD_BYTES = 1 << 18;

function payloadBytes(view: DataView, at: number, size: number): number {
  if (size < 16 || view.getUint32(at + 12, true) !== 0) return -1;
  const bytes = view.getUint32(at + 8, true);
  return bytes <= size - 16 ? bytes : -1;
}
