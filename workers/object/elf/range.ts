import { DecodeError } from "../../../src/model/decodeError";
import type { ByteSource } from "../../io/byteSource";

/** Exactly the bytes [start, start + size) of the file, or a DecodeError that names the thing they belong to. */
export async function readRange(source: ByteSource, start: number, size: number, where: string): Promise<Uint8Array> {
  const known = Math.max(0, Math.min(start, source.size));
  if (!(start >= 0 && size >= 0 && start + size <= source.size)) {
    throw new DecodeError("Truncated", where, known, `needs [${start}, ${start + size}), the file has ${source.size}`);
  }
  const bytes = await source.read(start, start + size);
  if (bytes.length < size) {
    throw new DecodeError("Truncated", where, start, `need ${size} bytes, have ${bytes.length}`);
  }
  return bytes;
}

/** What there is of [start, start + size): fewer bytes, or none, when the file is cut. */
export async function readPresent(source: ByteSource, start: number, size: number): Promise<Uint8Array> {
  if (!(start >= 0 && size > 0 && start < source.size)) return new Uint8Array(0);
  return source.read(start, Math.min(start + size, source.size));
}

/** Bytes [start, start + size) of a source, or what there is of them, as a source of their own. */
export function rangeSource(source: ByteSource, start: number, size: number, name = source.name): ByteSource {
  const from = Math.max(0, Math.min(start, source.size));
  const present = start >= 0 && size > 0 ? Math.min(size, source.size - from) : 0;
  return {
    name,
    size: present,
    async read(at, end) {
      const [first, last] = [Math.max(0, at), Math.min(end, present)];
      return first < last ? source.read(from + first, from + last) : new Uint8Array(0);
    },
  };
}

/** Sources one behind the other as one, which has the name of the first. */
export function joinedSource(sources: readonly ByteSource[]): ByteSource {
  const size = sources.reduce((sum, source) => sum + source.size, 0);
  return {
    name: sources[0]?.name ?? "",
    size,
    async read(start, end) {
      const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - Math.max(0, start)));
      let filled = 0;
      let from = 0;
      for (const source of sources) {
        const [first, last] = [Math.max(0, start - from), Math.min(source.size, end - from)];
        if (first < last) {
          const part = await source.read(first, last);
          bytes.set(part, filled);
          filled += part.length;
        }
        from += source.size;
      }
      return bytes.subarray(0, filled);
    },
  };
}

const utf8 = new TextDecoder();

/** The string at `offset` up to its NUL, the end of the bytes or `maxBytes`, whichever comes first. */
export function stringAt(bytes: Uint8Array, offset: number, maxBytes: number): string {
  if (!(offset >= 0 && offset < bytes.length)) return "";
  const limit = Math.min(bytes.length, offset + maxBytes);
  let end = offset;
  while (end < limit && bytes[end] !== 0) end++;
  return utf8.decode(bytes.subarray(offset, end));
}
