import { FlateErrorCode, Gunzip } from "fflate";
import { DecodeError, type DecodeErrorCode, type DecodeFailure } from "../../src/model/decodeError";
import type { ByteSource } from "./byteSource";
import { crc32 } from "./crc32";

/*
 * A gzip file (RFC 1952): one or more members, each a header, a DEFLATE stream and a trailer of CRC-32 and length.
 * The browser's own DecompressionStream is three times faster than a library, but refuses concatenated members and
 * bytes behind the last one, and old browsers lack it. Whatever it refuses is read again from the start by fflate,
 * which also keeps what lies before the damage.
 */

const WHERE = "gzip";
const MAGIC = [0x1f, 0x8b, 8]; // ID1, ID2, CM = deflate
const TRAILER_BYTES = 8; // CRC32, ISIZE

/** Compressed bytes handed over at a time. fflate inflates all of a piece at once, up to a thousandfold. */
const NATIVE_PIECE_BYTES = 1 << 20;
const FFLATE_PIECE_BYTES = 1 << 16;
const HEAD_PIECE_BYTES = 512;

/** First guess at the size of the output. Profiles compress to a third or less. */
const FIRST_RATIO = 4;

export interface Decompressed {
  readonly bytes: Uint8Array;
  /** Why the bytes end early or cannot be trusted; null when every member was read and its checksum holds. */
  readonly failure: DecodeFailure | null;
}

export function isGzip(head: Uint8Array): boolean {
  return MAGIC.every((byte, i) => head[i] === byte);
}

/** Where unpacked bytes go. The bytes given to `write` may be used again once it returns. */
export interface ByteSink {
  write(bytes: Uint8Array): void;
  /** Forget all: the same bytes come again, from the start. */
  clear(): void;
}

/** Decompresses a whole gzip file. Throws DecodeError when it is damaged, cut, or larger than `maxBytes` inside. */
export async function gunzip(source: ByteSource, maxBytes: number): Promise<Uint8Array> {
  const { bytes, failure } = await gunzipPartial(source, maxBytes);
  if (failure === null) return bytes;
  throw new DecodeError(failure.code, failure.where, failure.offset, failure.message.replace(/^.*?: /, ""));
}

/**
 * Like `gunzip`, but keeps what a cut or damaged file holds before the damage. Throws DecodeError when the file is not
 * gzip at all, or when more than `maxBytes` come out of it.
 */
export async function gunzipPartial(source: ByteSource, maxBytes: number): Promise<Decompressed> {
  const output = new Output(maxBytes, source.size * FIRST_RATIO);
  const failure = await gunzipInto(source, output);
  return { bytes: output.bytes(), failure };
}

/** The same, a piece at a time. Resolves to why the bytes end early; an error that `sink` throws goes through. */
export async function gunzipInto(source: ByteSource, sink: ByteSink): Promise<DecodeFailure | null> {
  if (!isGzip(await source.read(0, Math.min(source.size, MAGIC.length)))) {
    throw new DecodeError("BadMagic", WHERE, 0, "does not begin with 1f 8b 08");
  }
  if (await gunzipNative(source, sink)) return null;
  sink.clear();
  return gunzipFflate(source, sink);
}

/**
 * The beginning of what the first bytes of a gzip file hold, for recognising it: `maxBytes` or fewer, and none when
 * the head is damaged.
 */
export function gunzipHead(head: Uint8Array, maxBytes: number): Uint8Array {
  const stored = storedBlock(head);
  if (stored !== null) return stored.subarray(0, maxBytes);
  const output = new Output(maxBytes, maxBytes);
  const stream = new Gunzip((chunk) => output.append(chunk.subarray(0, maxBytes - output.length)));
  try {
    for (let i = 0; i < head.length && output.length < maxBytes; i += HEAD_PIECE_BYTES) {
      stream.push(head.subarray(i, i + HEAD_PIECE_BYTES));
    }
  } catch {
    // Damaged: what came out before is all there is to look at.
  }
  return output.bytes();
}

/** False when there is no DecompressionStream here, or when it does not take this file. */
async function gunzipNative(source: ByteSource, sink: ByteSink): Promise<boolean> {
  if (typeof DecompressionStream === "undefined") return false;
  try {
    const reader = compressed(source).pipeThrough(new DecompressionStream("gzip")).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return true;
      try {
        sink.write(value);
      } catch (error) {
        reader.cancel().catch(() => undefined);
        throw error;
      }
    }
  } catch (error) {
    if (error instanceof DecodeError) throw error;
    return false; // also when reading failed: the second attempt then meets that error itself
  }
}

function compressed(source: ByteSource): ReadableStream<BufferSource> {
  let offset = 0;
  return new ReadableStream({
    async pull(controller) {
      const piece = await source.read(offset, Math.min(offset + NATIVE_PIECE_BYTES, source.size));
      offset += piece.length;
      if (piece.length > 0) controller.enqueue(piece as Uint8Array<ArrayBuffer>);
      if (piece.length === 0 || offset >= source.size) controller.close();
    },
  });
}

async function gunzipFflate(source: ByteSource, sink: ByteSink): Promise<DecodeFailure | null> {
  const member = { crc: 0, length: 0, badAt: -1 };
  let piece: Uint8Array = new Uint8Array(0);
  let offset = 0; // of `piece`
  let window = piece; // the piece before and this one
  const stream = new Gunzip((chunk) => {
    sink.write(chunk);
    member.crc = crc32(chunk, member.crc);
    member.length += chunk.length;
  });
  // fflate does not look at the trailers. Those of earlier members lie right before the next header.
  stream.onmember = (start) => {
    const at = window.length - piece.length + start - offset - TRAILER_BYTES;
    if (!isTrailer(window, at, member) && member.badAt < 0) member.badAt = start - TRAILER_BYTES;
    member.crc = 0;
    member.length = 0;
  };
  const result = (code: DecodeErrorCode, at: number, detail: string): DecodeFailure => {
    return new DecodeError(code, WHERE, at, detail).failure;
  };

  while (offset < source.size) {
    piece = await source.read(offset, Math.min(offset + FFLATE_PIECE_BYTES, source.size));
    window = concat(window.subarray(-FFLATE_PIECE_BYTES), piece);
    const last = piece.length === 0 || offset + piece.length >= source.size;
    try {
      stream.push(piece, last);
    } catch (error) {
      if (error instanceof DecodeError) throw error;
      const code = (error as { code?: number }).code;
      if (code === FlateErrorCode.UnexpectedEOF) return result("Truncated", source.size, "ends inside a member");
      // The first header is good, so a bad one is something else behind the last member.
      if (code === FlateErrorCode.InvalidHeader) break;
      return result("Malformed", offset, `bad DEFLATE data in the ${piece.length} bytes from here`);
    }
    if (last) break;
    offset += piece.length;
  }
  if (member.badAt >= 0) return result("Malformed", member.badAt, "checksum does not match");
  for (let at = window.length - TRAILER_BYTES; at >= 0; at--) {
    if (isTrailer(window, at, member)) return null;
  }
  return result("Malformed", source.size, "the last member has no trailer with its checksum");
}

function isTrailer(bytes: Uint8Array, at: number, member: { crc: number; length: number }): boolean {
  return at >= 0 && u32(bytes, at) === member.crc && u32(bytes, at + 4) === member.length >>> 0;
}

/** The start of a first block that is not compressed: fflate gives nothing of one before it has all of it. */
function storedBlock(head: Uint8Array): Uint8Array | null {
  const flags = head[3] ?? 0;
  let at = 10; // up to XFL and OS
  if (flags & 4) at += 2 + (head[at] ?? 0) + ((head[at + 1] ?? 0) << 8); // FEXTRA
  if (flags & 8) at = head.indexOf(0, at) + 1; // FNAME
  if (flags & 16) at = head.indexOf(0, at) + 1; // FCOMMENT
  if (flags & 2) at += 2; // FHCRC
  const blockType = ((head[at] ?? 0) >> 1) & 3;
  return blockType === 0 && at > 0
    ? head.subarray(at + 5, at + 5 + (head[at + 1] ?? 0) + ((head[at + 2] ?? 0) << 8))
    : null;
}

/** Bytes that grow by doubling and never beyond `maxBytes`. */
class Output implements ByteSink {
  length = 0;
  #bytes: Uint8Array;
  readonly #maxBytes: number;

  constructor(maxBytes: number, guess: number) {
    this.#maxBytes = maxBytes;
    this.#bytes = new Uint8Array(Math.min(maxBytes, guess));
  }

  write(chunk: Uint8Array): void {
    if (!this.append(chunk)) throw tooLarge(this.#maxBytes);
  }

  clear(): void {
    this.length = 0;
  }

  /** False, and nothing appended, when it would be too much. */
  append(chunk: Uint8Array): boolean {
    const length = this.length + chunk.length;
    if (length > this.#maxBytes) return false;
    if (length > this.#bytes.length) {
      const grown = new Uint8Array(Math.min(this.#maxBytes, Math.max(length, 2 * this.#bytes.length)));
      grown.set(this.#bytes.subarray(0, this.length));
      this.#bytes = grown;
    }
    this.#bytes.set(chunk, this.length);
    this.length = length;
    return true;
  }

  bytes(): Uint8Array {
    return this.#bytes.subarray(0, this.length);
  }
}

function tooLarge(maxBytes: number): DecodeError {
  return new DecodeError("TooLarge", WHERE, 0, `more than ${maxBytes} bytes after decompression, the limit`);
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

function u32(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(at, true);
}
