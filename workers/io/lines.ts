import type { ByteSource } from "./byteSource";
import { LINE_MAX_BYTES, READ_CHUNK_BYTES } from "./limits";

/** One line without its end: bytes [start, end), valid only during the call. */
export interface LineHandler {
  /** `offset` is where the line begins in the file; `ended` is false for a last line without a line feed. */
  line(bytes: Uint8Array, start: number, end: number, offset: number, ended: boolean): void;
  /** A line longer than LINE_MAX_BYTES was passed over. */
  tooLong(offset: number): void;
}

const LF = 0x0a;
const CR = 0x0d;

/**
 * Walks the lines of a text of any size, a chunk at a time; the next chunk is on its way while this one is read. Only
 * a line that two chunks share is copied.
 */
export async function walkLines(
  source: ByteSource,
  handler: LineHandler,
  progress: (bytesDone: number, bytesTotal: number) => void,
  chunkBytes = READ_CHUNK_BYTES,
): Promise<void> {
  const splitter = new LineSplitter(handler);
  const read = (start: number) => source.read(start, Math.min(start + chunkBytes, source.size));
  let pending = read(0);
  for (let offset = 0; offset < source.size; offset += chunkBytes) {
    const chunk = await pending;
    if (chunk.length === 0) break;
    if (offset + chunkBytes < source.size) pending = read(offset + chunkBytes);
    splitter.push(chunk, offset);
    progress(Math.min(offset + chunkBytes, source.size), source.size);
  }
  splitter.end();
}

class LineSplitter {
  readonly #handler: LineHandler;
  /** The start of a line whose end has not been read. */
  #carry = new Uint8Array(0);
  #carryOffset = 0;
  #isSkipping = false; // inside of a line that is too long

  constructor(handler: LineHandler) {
    this.#handler = handler;
  }

  push(chunk: Uint8Array, offset: number): void {
    let start = 0;
    for (;;) {
      const end = chunk.indexOf(LF, start);
      if (end < 0) break;
      if (this.#isSkipping) this.#isSkipping = false;
      else if (this.#carry.length > 0) this.#joined(chunk.subarray(0, end));
      else this.#line(chunk, start, end, offset + start, true);
      start = end + 1;
    }
    if (this.#isSkipping || start === chunk.length) return;
    if (this.#carry.length === 0) this.#carryOffset = offset + start;
    this.#carry = concat(this.#carry, chunk.subarray(start));
    if (this.#carry.length <= LINE_MAX_BYTES) return;
    this.#handler.tooLong(this.#carryOffset);
    this.#carry = new Uint8Array(0);
    this.#isSkipping = true;
  }

  end(): void {
    if (this.#carry.length > 0) this.#line(this.#carry, 0, this.#carry.length, this.#carryOffset, false);
  }

  #joined(rest: Uint8Array): void {
    const bytes = concat(this.#carry, rest);
    this.#carry = new Uint8Array(0);
    this.#line(bytes, 0, bytes.length, this.#carryOffset, true);
  }

  #line(bytes: Uint8Array, start: number, end: number, offset: number, ended: boolean): void {
    if (end - start > LINE_MAX_BYTES) this.#handler.tooLong(offset);
    else this.#handler.line(bytes, start, end > start && bytes[end - 1] === CR ? end - 1 : end, offset, ended);
  }
}

/** The whole lines of the first bytes of a text, for recognising it; null when these are no text. */
export function headLines(head: Uint8Array, maxLines: number): string[] | null {
  const isBinary = head.some((byte) => byte < 0x20 && byte !== 0x09 && byte !== LF && byte !== CR);
  if (isBinary) return null;
  const lines = new TextDecoder().decode(head).split(/\r?\n/);
  const rest = lines.pop() ?? "";
  return lines.length === 0 && rest !== "" ? [rest] : lines.slice(0, maxLines);
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}
