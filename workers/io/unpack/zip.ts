import { DecodeError } from "../../../src/model/decodeError";
import { Bunzip2 } from "../bunzip2";
import type { ByteSource } from "../byteSource";
import { crc32 } from "../crc32";
import { Cursor } from "../cursor";
import type { Decompressor } from "../decompressor";
import { UNPACK_MAX_FILES, UNPACK_PIECE_BYTES } from "../limits";
import { ZstdStream } from "../zstd";
import { InflateStream, StoredStream } from "./inflate";
import type { Unpacking } from "./unpacking";

/**
 * A zip archive (PKWARE APPNOTE 6.3): files, each behind a local header, and at the end a directory of them, which
 * counts: sizes in local headers may be missing. Of a cut archive the local headers are read as far as they go.
 */
export async function unzip(
  source: ByteSource,
  unpacking: Unpacking,
  progress: (bytes: number) => void,
): Promise<void> {
  const directory = await readDirectory(source, unpacking);
  const entries = directory ?? (await readLocalHeaders(source, unpacking));
  for (const entry of entries) {
    try {
      await unpackEntry(source, entry, unpacking);
    } catch (error) {
      if (!(error instanceof DecodeError) || unpacking.isFull) throw error;
      unpacking.losses.add(error.failure); // the other files are not its fault
    }
    progress(entry.localHeader + entry.packedBytes);
  }
}

export function isZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && ((head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6));
}

interface ZipEntry {
  readonly path: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly localHeader: number;
}

const METHODS: Readonly<Record<number, () => Decompressor>> = {
  0: () => new StoredStream(),
  8: () => new InflateStream(),
  12: () => new Bunzip2(),
  93: () => new ZstdStream(),
};

const LOCAL_MAGIC = 0x04034b50;
const CENTRAL_MAGIC = 0x02014b50;
const END_MAGIC = 0x06054b50;
const END64_MAGIC = 0x06064b50;
const LOCAL_BYTES = 30;
const CENTRAL_BYTES = 46;
const END_BYTES = 22;
const END64_LOCATOR_BYTES = 20;
const DIRECTORY_MAX_BYTES = 64 << 20;
const UNIX = 3;
const S_IFLNK = 0xa; // highest four bits of st_mode
const ENCRYPTED = 1;
const SIZE_BEHIND = 8; // the sizes stand behind the bytes

/** Null when there is none: the end of the archive is missing. */
async function readDirectory(source: ByteSource, unpacking: Unpacking): Promise<ZipEntry[] | null> {
  const tailStart = Math.max(0, source.size - END_BYTES - 0xffff); // it is followed by a comment
  const tail = await source.read(tailStart, source.size);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.length);
  let at = tail.length - END_BYTES;
  while (at >= 0 && view.getUint32(at, true) !== END_MAGIC) at--;
  if (at < 0) return null;
  const end = new Cursor(tail.subarray(at + 12), "zip", tailStart + at + 12);
  let size = end.u32();
  let start = end.u32();
  const locator = at - END64_LOCATOR_BYTES;
  if ((start === 0xffff_ffff || size === 0xffff_ffff) && locator >= 0) {
    const end64At = new Cursor(tail.subarray(locator + 8, locator + 16), "zip", tailStart + locator).i64();
    const end64 = new Cursor(await source.read(end64At, end64At + 56), "zip", end64At);
    if (end64.u32() !== END64_MAGIC) throw new DecodeError("Malformed", "zip", end64At, "no zip64 end record");
    end64.offset = 40;
    size = end64.i64();
    start = end64.i64();
  }
  if (size > DIRECTORY_MAX_BYTES) throw new DecodeError("TooLarge", "zip", start, `a directory of ${size} bytes`);
  const cursor = new Cursor(await source.read(start, start + size), "zip directory", start);
  const entries: ZipEntry[] = [];
  try {
    while (cursor.remaining >= CENTRAL_BYTES && entries.length <= UNPACK_MAX_FILES) {
      const entry = centralEntry(cursor);
      if (entry !== null && !entry.path.endsWith("/")) entries.push(entry);
    }
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    unpacking.losses.add(error.failure);
  }
  return entries;
}

function centralEntry(cursor: Cursor): ZipEntry | null {
  const at = cursor.offset;
  if (cursor.u32() !== CENTRAL_MAGIC) {
    cursor.offset = at;
    cursor.bytes(cursor.remaining); // a signature of the directory, or damage
    return null;
  }
  cursor.u8(); // version
  const host = cursor.u8();
  cursor.u16(); // version needed
  const [flags, method] = [cursor.u16(), cursor.u16()];
  cursor.bytes(4); // time and date
  const crc = cursor.u32();
  const [packed, unpacked] = [cursor.u32(), cursor.u32()];
  const [nameBytes, extraBytes, commentBytes] = [cursor.u16(), cursor.u16(), cursor.u16()];
  cursor.u32(); // disk, internal attributes
  const attributes = cursor.u32();
  const local = cursor.u32();
  const path = pathOf(cursor.bytes(nameBytes));
  const extra = new Cursor(cursor.bytes(extraBytes), "zip directory", at);
  cursor.bytes(commentBytes);
  let [packedBytes, localHeader] = [packed, local];
  while (extra.remaining >= 4) {
    const id = extra.u16();
    const field = new Cursor(extra.bytes(Math.min(extra.u16(), extra.remaining)), "zip64 field", at);
    if (id !== 1) continue;
    // those of the sizes that did not fit, in this order
    if (unpacked === 0xffff_ffff) field.i64();
    if (packed === 0xffff_ffff) packedBytes = field.i64();
    if (local === 0xffff_ffff) localHeader = field.i64();
  }
  const isLink = host === UNIX && attributes >>> 28 === S_IFLNK;
  return isLink ? null : { path, flags, method, crc, packedBytes, localHeader };
}

async function readLocalHeaders(source: ByteSource, unpacking: Unpacking): Promise<ZipEntry[]> {
  const entries: ZipEntry[] = [];
  let at = 0;
  const stopped = (detail: string): ZipEntry[] => {
    const why = `the directory at the archive's end is missing, and ${detail}`;
    unpacking.losses.add(new DecodeError("Truncated", "zip", at, why).failure);
    return entries;
  };
  while (entries.length <= UNPACK_MAX_FILES) {
    const bytes = await source.read(at, at + LOCAL_BYTES + 0xffff);
    if (bytes.length < LOCAL_BYTES) break;
    const cursor = new Cursor(bytes, "zip", at);
    if (cursor.u32() !== LOCAL_MAGIC) break;
    cursor.u16(); // version
    const [flags, method] = [cursor.u16(), cursor.u16()];
    cursor.u32(); // time and date
    const [crc, packedBytes] = [cursor.u32(), cursor.u32()];
    cursor.u32(); // unpacked size
    const [nameBytes, extraBytes] = [cursor.u16(), cursor.u16()];
    if (cursor.remaining < nameBytes) break;
    const path = pathOf(cursor.bytes(nameBytes));
    if ((flags & SIZE_BEHIND) !== 0 || packedBytes === 0xffff_ffff) return stopped(`${path} does not say its size`);
    if (!path.endsWith("/")) entries.push({ path, flags, method, crc, packedBytes, localHeader: at });
    at += LOCAL_BYTES + nameBytes + extraBytes + packedBytes;
  }
  return stopped("what follows here is lost");
}

async function unpackEntry(source: ByteSource, entry: ZipEntry, unpacking: Unpacking): Promise<void> {
  const { path, flags, method, localHeader, packedBytes } = entry;
  const header = new Cursor(await source.read(localHeader, localHeader + LOCAL_BYTES), "zip", localHeader);
  if (header.u32() !== LOCAL_MAGIC) throw new DecodeError("Malformed", "zip", localHeader, `${path} is not here`);
  if ((flags & ENCRYPTED) !== 0) throw new DecodeError("Unsupported", "zip", localHeader, `${path} is encrypted`);
  const open = METHODS[method];
  if (open === undefined) throw new DecodeError("Unsupported", "zip", localHeader, `${path}: method ${method}`);
  header.offset = 26;
  let at = localHeader + LOCAL_BYTES + header.u16() + header.u16();
  const end = at + packedBytes;
  const stream = open();
  let crc = 0;
  const take = (bytes: Uint8Array): void => {
    crc = crc32(bytes, crc);
    unpacking.write(bytes);
  };
  unpacking.begin(path);
  try {
    while (at < end) {
      const piece = await source.read(at, Math.min(end, at + UNPACK_PIECE_BYTES));
      if (piece.length === 0) throw new DecodeError("Truncated", "zip", at, `${end - at} bytes of ${path} are missing`);
      stream.push(piece, at, take);
      at += piece.length;
    }
    stream.finish(at, take);
    if (crc !== entry.crc) throw new DecodeError("Malformed", "zip", localHeader, `${path}: checksum does not match`);
  } finally {
    stream.close();
    unpacking.end(); // what came out before the damage is worth having
  }
}

/** UTF-8, with or without the flag that says so; else one byte a letter, as in the oldest archives. */
function pathOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("latin1").decode(bytes);
  }
}
