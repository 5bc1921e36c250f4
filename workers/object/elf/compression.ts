import { DecodeError } from "../../../src/model/decodeError";
import type { ByteSource } from "../../io/byteSource";
import { inflateZlib } from "../../io/zlib";
import { ZstdStream } from "../../io/zstd";
import { MAX_SECTION_BYTES, SECTION_FREE_BYTES, SECTION_MAX_RATIO } from "../limits";
import type { ElfLayout } from "./layout";
import { viewOf, word } from "./layout";
import { rangeSource } from "./range";
import { type Section, SHF_COMPRESSED } from "./sections";

/** How the bytes of a section are packed. */
export interface Compression {
  readonly method: "zlib" | "zstd";
  readonly headerBytes: number; // before the compressed stream
  readonly size: number; // of what comes out
}

const ELFCOMPRESS: Readonly<Record<number, Compression["method"]>> = { 1: "zlib", 2: "zstd" };
const ZDEBUG_HEADER_BYTES = 12;
const ZDEBUG_MAGIC = 0x5a4c4942; // "ZLIB"
const READ_BYTES = 1 << 20;

/**
 * Null for a section that is not compressed. Of one that is (gABI "Section Compression", or GNU's older .zdebug_*):
 *
 *     Elf64_Chdr: ch_type u32 │ reserved u32 │ ch_size u64 │ ch_addralign u64      Elf32_Chdr: three u32
 *     .zdebug_*:  "ZLIB" │ size u64, big-endian
 */
export async function readCompression(
  stored: ByteSource,
  section: Section,
  layout: ElfLayout,
): Promise<Compression | null> {
  const compression =
    (section.flags & SHF_COMPRESSED) !== 0
      ? chdr(await stored.read(0, 24), section, layout)
      : section.name.startsWith(".zdebug_")
        ? zdebug(await stored.read(0, ZDEBUG_HEADER_BYTES))
        : null;
  if (compression === null) return null;
  const packed = stored.size - compression.headerBytes;
  const limit = Math.min(MAX_SECTION_BYTES, Math.max(SECTION_FREE_BYTES, packed * SECTION_MAX_RATIO));
  if (!(compression.size >= 0 && compression.size <= limit)) {
    const detail = `${compression.size} bytes are said to come out of ${packed}, limit ${limit}`;
    throw new DecodeError("TooLarge", section.name, section.offset, detail);
  }
  return compression;
}

function chdr(bytes: Uint8Array, { name, offset }: Section, layout: ElfLayout): Compression {
  const headerBytes = 3 * layout.addressBytes;
  if (bytes.length < headerBytes) {
    throw new DecodeError("Truncated", name, offset, `Chdr needs ${headerBytes} bytes, has ${bytes.length}`);
  }
  const view = viewOf(bytes);
  const method = ELFCOMPRESS[view.getUint32(0, true)];
  if (method === undefined) throw new DecodeError("Unsupported", name, offset, `ch_type ${view.getUint32(0, true)}`);
  return { method, headerBytes, size: word(view, layout.addressBytes, layout) };
}

function zdebug(bytes: Uint8Array): Compression | null {
  if (bytes.length < ZDEBUG_HEADER_BYTES || viewOf(bytes).getUint32(0) !== ZDEBUG_MAGIC) return null;
  return { method: "zlib", headerBytes: ZDEBUG_HEADER_BYTES, size: Number(viewOf(bytes).getBigUint64(4)) };
}

/** All of what comes out, held in memory. */
export async function decompress(stored: ByteSource, { method, headerBytes, size }: Compression): Promise<Uint8Array> {
  const output = new Uint8Array(size);
  const packed = rangeSource(stored, headerBytes, stored.size - headerBytes);
  if (method === "zlib") await inflateZlib(packed, output, stored.name);
  else await unpackZstd(packed, output, stored.name);
  return output;
}

async function unpackZstd(packed: ByteSource, output: Uint8Array, where: string): Promise<void> {
  let length = 0;
  const take = (bytes: Uint8Array): void => {
    if (bytes.length > output.length - length) {
      throw new DecodeError("Malformed", where, 0, `more than the ${output.length} bytes that are said to come out`);
    }
    output.set(bytes, length);
    length += bytes.length;
  };
  const stream = new ZstdStream();
  try {
    for (let at = 0; at < packed.size; at += READ_BYTES) {
      stream.push(await packed.read(at, Math.min(at + READ_BYTES, packed.size)), at, take);
    }
    stream.finish(packed.size);
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    const { code, offset, message } = error.failure;
    throw new DecodeError(code, where, offset, message);
  } finally {
    stream.close();
  }
  if (length < output.length) {
    throw new DecodeError("Truncated", where, packed.size, `${length} of ${output.length} bytes came out`);
  }
}
