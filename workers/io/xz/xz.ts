import { DecodeError, type DecodeErrorCode } from "../../../src/model/decodeError";
import { crc32 } from "../crc32";
import { crc64 } from "./crc64";
import { LzmaDecoder } from "./lzma";

/*
 * An .xz file (tukaani.org/xz/xz-file-format.txt) whose only filter is LZMA2, which all are that hold no machine code:
 *
 *     header fd "7zXZ" 00 │ flags 00 check │ CRC-32
 *     blocks: header │ LZMA2 chunks, 00 │ padding to 4 │ check
 *     index: 00 … │ footer        what they say is known by then, but for the CRC
 */

const WHERE = "xz";
const MAGIC = [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0];
const HEADER_BYTES = 12;
const FILTER_LZMA2 = 0x21;
const CHECK_BYTES = [0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64];
const CHECK_CRC32 = 1;
const CHECK_CRC64 = 4;

export function isXz(head: Uint8Array): boolean {
  return MAGIC.every((byte, i) => head[i] === byte);
}

/** All of what a file of one stream holds. Throws DecodeError when it is damaged, or holds more than `maxBytes`. */
export function unxz(input: Uint8Array, maxBytes: number): Uint8Array {
  if (!isXz(input)) throw new DecodeError("BadMagic", WHERE, 0, "does not begin with fd 37 7a 58 5a 00");
  const check = (input[7] ?? 0) & 15;
  const output = new XzOutput(maxBytes, input.length * FIRST_RATIO);
  let blocks = 0;
  for (let at = HEADER_BYTES; ; ) {
    const size = input[at];
    if (size === undefined) throw fail("Truncated", input.length, "ends before the index");
    if (size === 0) {
      verifyIndex(input, at, blocks);
      return output.bytes.subarray(0, output.length);
    }
    blocks++;
    at = readBlockHeader(input, at);
    const from = output.length;
    at = readChunks(input, at, output);
    at = Math.ceil(at / 4) * 4;
    verify(input, at, check, output.bytes.subarray(from, output.length));
    at += CHECK_BYTES[check] ?? 0;
  }
}

const FIRST_RATIO = 4;

/** Gives where the header ends. */
function readBlockHeader(input: Uint8Array, start: number): number {
  const end = start + ((input[start] ?? 0) + 1) * 4;
  const flags = input[start + 1] ?? 0;
  if (end > input.length) throw fail("Truncated", start, "block header");
  if (crc32(input.subarray(start, end - 4)) !== u32(input, end - 4))
    throw fail("Malformed", start, "block header's CRC");
  let at = start + 2;
  for (const present of [flags & 0x40, flags & 0x80]) if (present !== 0) at = skipNumber(input, at);
  if ((flags & 3) !== 0 || input[at] !== FILTER_LZMA2) throw fail("Unsupported", start, "a filter other than LZMA2");
  return end;
}

/** Index: 00 │ blocks │ of each block two sizes │ padding to 4 │ CRC-32. Else a block header that begins with 00 is taken for one. */
function verifyIndex(input: Uint8Array, start: number, blocks: number): void {
  let at = skipNumber(input, start + 1);
  for (let i = 0; i < 2 * blocks && at < input.length; i++) at = skipNumber(input, at);
  at = Math.ceil(at / 4) * 4;
  if (crc32(input.subarray(start, at)) !== u32(input, at)) throw fail("Malformed", start, "the index's CRC");
}

/** A multibyte integer: seven bits in each byte, the highest bit in all but the last. */
function skipNumber(input: Uint8Array, at: number): number {
  let end = at;
  while ((input[end] ?? 0) >= 0x80) end++;
  return end + 1;
}

/**
 * LZMA2: chunks that begin with a control byte, up to a 00.
 *
 *     01|02 size-1 u16be │ bytes                           stored; 01: nothing before it is repeated
 *     1rrhhhhh size-1 u16be (high bits hhhhh) │ packed-1 u16be │ [properties] │ bytes      rr: what begins anew
 */
function readChunks(input: Uint8Array, start: number, output: XzOutput): number {
  const lzma = new LzmaDecoder();
  let dictionary = output.length;
  let hasProperties = false;
  for (let at = start; ; ) {
    const control = input[at];
    if (control === undefined) throw fail("Truncated", at, "ends inside a block");
    if (control === 0) return at + 1;
    const isStored = control < 0x80;
    if (control === 1 || control >= 0xe0) dictionary = output.length;
    if (isStored && control > 2) throw fail("Malformed", at, `control byte ${control}`);
    const size = ((isStored ? 0 : control & 31) << 16) + u16be(input, at + 1) + 1;
    const packed = isStored ? size : u16be(input, at + 3) + 1;
    const reset = isStored ? 0 : (control >> 5) & 3;
    let body = at + (isStored ? 3 : 5);
    if (reset >= 2) {
      hasProperties = lzma.setProperties(input[body++] ?? 255);
      if (!hasProperties) throw fail("Malformed", at, "LZMA properties");
    } else if (reset === 1) lzma.reset();
    const bytes = input.subarray(body, body + packed);
    if (bytes.length < packed) throw fail("Truncated", at, "ends inside a chunk");
    if (!isStored && !hasProperties) throw fail("Malformed", at, "a chunk before the first properties");
    const from = output.length;
    output.grow(size);
    if (isStored) output.bytes.set(bytes, from);
    else if (!lzma.decode(bytes, output.bytes, dictionary, from, output.length))
      throw fail("Malformed", at, "LZMA data");
    at = body + packed;
  }
}

function verify(input: Uint8Array, at: number, check: number, bytes: Uint8Array): void {
  const isRight =
    check === CHECK_CRC32
      ? crc32(bytes) === u32(input, at)
      : check === CHECK_CRC64
        ? crc64(bytes) === (BigInt(u32(input, at + 4)) << 32n) + BigInt(u32(input, at))
        : true;
  if (!isRight) throw fail("Malformed", at, "the check of a block does not match");
}

function u16be(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

function u32(bytes: Uint8Array, at: number): number {
  return (
    ((bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16) | ((bytes[at + 3] ?? 0) << 24)) >>> 0
  );
}

function fail(code: DecodeErrorCode, offset: number, detail: string): DecodeError {
  return new DecodeError(code, WHERE, offset, detail);
}

/** What has come out, which later matches repeat. Grows by doubling. */
class XzOutput {
  length = 0;
  bytes: Uint8Array;
  readonly #maxBytes: number;

  constructor(maxBytes: number, guess: number) {
    this.#maxBytes = maxBytes;
    this.bytes = new Uint8Array(Math.min(maxBytes, guess));
  }

  grow(size: number): void {
    this.length += size;
    if (this.length > this.#maxBytes)
      throw fail("TooLarge", 0, `more than ${this.#maxBytes} bytes come out, the limit`);
    if (this.length <= this.bytes.length) return;
    const grown = new Uint8Array(Math.min(this.#maxBytes, Math.max(this.length, 2 * this.bytes.length)));
    grown.set(this.bytes);
    this.bytes = grown;
  }
}
