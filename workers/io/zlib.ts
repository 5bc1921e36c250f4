import { DecodeError } from "../../src/model/decodeError";
import type { ByteSource } from "./byteSource";
import { Inflate } from "./inflate";

/**
 * One or several zlib streams (RFC 1950) one behind the other, as linkers make of compressed sections. The browser's
 * DecompressionStream does the usual case of one; it refuses bytes behind it, and Firefox 102 lacks it.
 */

const PIECE_BYTES = 1 << 20;
const ADLER_BYTES = 4;

/** Fills `output` from all of `source`. Throws DecodeError unless exactly that many bytes come out. */
export async function inflateZlib(source: ByteSource, output: Uint8Array, where: string): Promise<void> {
  if (await inflateNative(source, output)) return;
  const input = await source.read(0, source.size);
  const inflate = new Inflate(input, output, where);
  for (let at = 0; inflate.length < output.length; ) {
    const [cmf = 0, flags = 0] = input.subarray(at, at + 2);
    if (at + 2 > input.length) {
      throw new DecodeError("Truncated", where, at, `${inflate.length} of ${output.length} bytes came out`);
    }
    if ((cmf & 15) !== 8 || (cmf * 256 + flags) % 31 !== 0 || (flags & 0x20) !== 0) {
      throw new DecodeError("Malformed", where, at, "no zlib header (or one with a dictionary)");
    }
    const start = inflate.length;
    inflate.run(at + 2);
    at = inflate.at + ADLER_BYTES;
    const [a = 0, b = 0, c = 0, d = 0] = input.subarray(inflate.at, at);
    if (adler32(output.subarray(start, inflate.length)) !== (a * 256 + b) * 65536 + c * 256 + d) {
      throw new DecodeError("Malformed", where, inflate.at, "Adler-32 does not match");
    }
  }
}

/** False when there is no DecompressionStream, or when it does not take all of this, or when the size is another. */
async function inflateNative(source: ByteSource, output: Uint8Array): Promise<boolean> {
  if (typeof DecompressionStream === "undefined") return false;
  let offset = 0;
  let length = 0;
  const input = new ReadableStream<BufferSource>({
    async pull(controller) {
      const piece = await source.read(offset, Math.min(offset + PIECE_BYTES, source.size));
      offset += piece.length;
      if (piece.length > 0) controller.enqueue(piece as Uint8Array<ArrayBuffer>);
      if (piece.length === 0 || offset >= source.size) controller.close();
    },
  });
  try {
    const reader = input.pipeThrough(new DecompressionStream("deflate")).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return length === output.length;
      if (value.length > output.length - length) {
        reader.cancel().catch(() => undefined);
        return false;
      }
      output.set(value, length);
      length += value.length;
    }
  } catch (error) {
    if (error instanceof DecodeError) throw error;
    return false; // also when reading failed: the second attempt then meets that error itself
  }
}

const ADLER_MODULUS = 65521;
const ADLER_RUN = 3800; // sums of so many bytes stay below 2^31

function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (let start = 0; start < bytes.length; start += ADLER_RUN) {
    const end = Math.min(start + ADLER_RUN, bytes.length);
    for (let i = start; i < end; i++) {
      a += bytes[i] ?? 0;
      b += a;
    }
    a %= ADLER_MODULUS;
    b %= ADLER_MODULUS;
  }
  return b * 65536 + a;
}
