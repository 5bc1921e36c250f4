import { DecodeError } from "../../../src/model/decodeError";
import type { ByteSource } from "../../io/byteSource";
import { READ_CHUNK_BYTES, TRACING_MAX_BYTES } from "../../io/limits";
import type { FileRange } from "./fileHeader";
import { RECORD } from "./recordType";

/**
 * Part of the records of a byte range. A chunk is read with MAX_RECORD bytes beyond it, so that a record that begins in
 * it is whole.
 *
 *   ├──── chunk k ────┤├ slack ┤
 *                     ├──── chunk k + 1 ────┤├ slack ┤
 */
export interface RecordChunk {
  readonly view: DataView;
  readonly bytes: Uint8Array;
  readonly base: number; // offset in the file of the view's first byte
  readonly stream: number; // -> Recording.streams
  readonly position: number; // in that stream of the view's first byte: base, but for what was compressed
}

/** `struct perf_event_header`: type u32, misc u16, size u16. `at` is where it begins in the chunk. */
export type RecordHandler = (chunk: RecordChunk, at: number, type: number, misc: number, size: number) => void;

/** What walkRecords tells, in the order of the file. */
export interface RecordReader {
  readonly record: RecordHandler;
  /** What follows a TRACING_DATA record, and where that begins in the file. */
  readonly tracingData: (bytes: Uint8Array, base: number) => void;
  readonly progress: (offset: number) => void;
}

/** Makes a whole record of a big-endian file little-endian, where it lies, before it is handled. */
export type RecordSwap = (chunk: RecordChunk, at: number, type: number, size: number) => void;

const HEADER_BYTES = 8;
const MAX_RECORD_BYTES = 0x10000;
const CHUNKS_AHEAD = 2;

/**
 * Calls the reader for every record. Resolves to null at the end of the range, or to what made going on impossible:
 * a record cut by the end of the file, or one with a size that cannot be.
 */
export async function walkRecords(
  source: ByteSource,
  range: FileRange,
  reader: RecordReader,
  swap: RecordSwap | null = null,
  stream = 0,
): Promise<DecodeError | null> {
  const end = Math.min(range.end, source.size);
  const littleEndian = swap === null;
  const chunks = new ChunkReader(source, end, stream);
  let next = range.start;
  while (next < end) {
    const chunk = await chunks.at(next);
    const chunkEnd = Math.min(chunk.base + READ_CHUNK_BYTES, end);
    while (next < chunkEnd) {
      const at = next - chunk.base;
      const left = chunk.bytes.length - at;
      if (left < HEADER_BYTES) return truncated(next, `${left} bytes are left, a record header has 8`);
      const type = chunk.view.getUint32(at, littleEndian);
      const size = chunk.view.getUint16(at + 6, littleEndian);
      if (size < HEADER_BYTES) {
        return new DecodeError("Malformed", "perf record", next, `size is ${size}, the smallest is 8`);
      }
      if (size > left) return truncated(next, `the record has ${size} bytes, ${left} are left`);
      if (swap !== null) swap(chunk, at, type, size);
      reader.record(chunk, at, type, chunk.view.getUint16(at + 4, true), size);
      next += size;
      const beyond = payloadBeyond(chunk, at, type, size, end - next);
      if (beyond > 0 && type === RECORD.HEADER_TRACING_DATA) {
        reader.tracingData(await source.read(next, next + Math.min(beyond, TRACING_MAX_BYTES)), next);
      }
      next += beyond;
    }
    reader.progress(Math.min(next, end));
  }
  return range.end > source.size
    ? truncated(source.size, `${range.end - source.size} bytes of data are missing`)
    : null;
}

/**
 * Two records are followed by data that their size does not count: TRACING_DATA (its u32 says how much, padded to
 * 8) and AUXTRACE (its u64). Believed only for the record sizes perf writes and inside the range, because other
 * producers have used the same type numbers.
 */
function payloadBeyond(chunk: RecordChunk, at: number, type: number, size: number, left: number): number {
  let beyond = 0;
  if (type === RECORD.HEADER_TRACING_DATA && (size === 12 || size === 16)) {
    beyond = Math.ceil(chunk.view.getUint32(at + 8, true) / 8) * 8;
  } else if (type === RECORD.AUXTRACE && size >= 48) {
    beyond = chunk.view.getUint32(at + 8, true) + chunk.view.getUint32(at + 12, true) * 0x1_0000_0000;
  }
  return beyond <= left ? beyond : 0;
}

/** Reads ahead, so that the next chunks are on their way while one is decoded: one read at a time is half as fast. */
class ChunkReader {
  readonly #source: ByteSource;
  readonly #end: number;
  readonly #stream: number;
  readonly #ahead: { readonly start: number; readonly chunk: Promise<RecordChunk> }[] = [];

  constructor(source: ByteSource, end: number, stream: number) {
    this.#source = source;
    this.#end = end;
    this.#stream = stream;
  }

  /** The chunk that has the byte at `offset`; offsets only grow. What a payload reaches beyond is not read. */
  at(offset: number): Promise<RecordChunk> {
    let first = this.#ahead.shift();
    while (first !== undefined && first.start + READ_CHUNK_BYTES <= offset) first = this.#ahead.shift();
    first ??= this.#read(offset);
    let { start } = this.#ahead.at(-1) ?? first;
    while (this.#ahead.length < CHUNKS_AHEAD && start + READ_CHUNK_BYTES < this.#end) {
      start += READ_CHUNK_BYTES;
      this.#ahead.push(this.#read(start));
    }
    return first.chunk;
  }

  #read(start: number) {
    const chunk = readChunk(this.#source, start, this.#end, this.#stream);
    chunk.catch(() => undefined); // whoever asks for it is told, and perhaps nobody does
    return { start, chunk };
  }
}

async function readChunk(source: ByteSource, start: number, end: number, stream: number): Promise<RecordChunk> {
  const bytes = await source.read(start, Math.min(start + READ_CHUNK_BYTES + MAX_RECORD_BYTES, end));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { view, bytes, base: start, stream, position: start };
}

function truncated(offset: number, detail: string): DecodeError {
  return new DecodeError("Truncated", "perf record", offset, detail);
}
