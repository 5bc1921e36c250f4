import type { Loss } from "../../../src/model/capture";
import { DecodeError } from "../../../src/model/decodeError";
import { Bunzip2, isBzip2 } from "../bunzip2";
import type { ByteSource } from "../byteSource";
import type { Decompressor } from "../decompressor";
import { type ByteSink, gunzipInto, isGzip } from "../gunzip";
import { UNPACK_PIECE_BYTES } from "../limits";
import { isXz } from "../xz/xz";
import { XzStream } from "../xz/xzStream";
import { isZstd, ZstdStream } from "../zstd";
import { StoredStream } from "./inflate";
import { isTar, TarReader } from "./tar";
import { type UnpackedFile, Unpacking } from "./unpacking";
import { isZip, unzip } from "./zip";

/**
 * Archives (zip, tar, and tar in a compressed file) and single compressed files, as the files that they hold. Damage
 * and limits end the unpacking, and what has come out stays.
 */
export interface Unpacked {
  readonly files: readonly UnpackedFile[];
  readonly isArchive: boolean; // not a single file that was compressed
  readonly losses: readonly Loss[];
}

/** What a packed file begins with; "gzip" is left to the formats that are gzipped by nature, if one recognises it. */
export function isPacked(head: Uint8Array): boolean {
  return isZip(head) || isTar(head) || isGzip(head) || isZstd(head) || isBzip2(head) || isXz(head);
}

export async function unpack(
  source: ByteSource,
  maxBytes: number,
  progress: (bytes: number) => void,
): Promise<Unpacked> {
  const head = await source.read(0, HEAD_BYTES);
  const unpacking = new Unpacking(source.size, maxBytes);
  const content = new PackedContent(unpacking, nameInside(source.name));
  try {
    if (isZip(head)) await unzip(source, unpacking, progress);
    else {
      const failure = isGzip(head) ? await gunzipInto(watched(source, progress), content) : null;
      if (!isGzip(head)) await decompressInto(source, streamOf(head), content, progress);
      if (failure === null) content.finish();
      else unpacking.losses.add(failure);
    }
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    unpacking.losses.add(error.failure);
  }
  return { files: unpacking.files(), isArchive: isZip(head) || content.isTar, losses: unpacking.losses.list() };
}

const HEAD_BYTES = 512;

function streamOf(head: Uint8Array): Decompressor {
  if (isZstd(head)) return new ZstdStream();
  if (isXz(head)) return new XzStream();
  return isBzip2(head) ? new Bunzip2() : new StoredStream();
}

async function decompressInto(
  source: ByteSource,
  stream: Decompressor,
  sink: ByteSink,
  progress: (bytes: number) => void,
): Promise<void> {
  const take = (bytes: Uint8Array): void => sink.write(bytes);
  try {
    for (let at = 0; at < source.size; at += UNPACK_PIECE_BYTES) {
      stream.push(await source.read(at, at + UNPACK_PIECE_BYTES), at, take);
      progress(at);
    }
    stream.finish(source.size, take);
  } finally {
    stream.close();
  }
}

/** What comes out of a compressed file: a tar archive, or one file. Its first block decides. */
class PackedContent implements ByteSink {
  isTar = false;
  readonly #unpacking: Unpacking;
  readonly #name: string;
  readonly #head = new Uint8Array(HEAD_BYTES);
  #headBytes = 0;
  #begun = false;
  #tar: TarReader | null = null;

  constructor(unpacking: Unpacking, name: string) {
    this.#unpacking = unpacking;
    this.#name = name;
  }

  write(bytes: Uint8Array): void {
    let rest = bytes;
    if (!this.#begun) {
      const part = bytes.subarray(0, HEAD_BYTES - this.#headBytes);
      this.#head.set(part, this.#headBytes);
      this.#headBytes += part.length;
      if (this.#headBytes < HEAD_BYTES) return;
      this.#begin();
      rest = bytes.subarray(part.length);
    }
    (this.#tar ?? this.#unpacking).write(rest);
  }

  clear(): void {
    this.#unpacking.clear();
    this.#headBytes = 0;
    this.#begun = false;
    this.#tar = null;
  }

  finish(): void {
    if (!this.#begun) this.#begin();
    this.#tar?.finish();
  }

  /** Too short for a tar archive, or cut before its first block was whole: one file. */
  #begin(): void {
    this.#begun = true;
    const head = this.#head.subarray(0, this.#headBytes);
    this.isTar = isTar(head);
    if (this.isTar) this.#tar = new TarReader(this.#unpacking);
    else this.#unpacking.begin(this.#name);
    (this.#tar ?? this.#unpacking).write(head);
  }
}

function nameInside(name: string): string {
  return name.replace(/(?<=.)\.(gz|zst|zstd|bz2|xz)$/i, "");
}

function watched(source: ByteSource, progress: (bytes: number) => void): ByteSource {
  return {
    name: source.name,
    size: source.size,
    async read(start, end) {
      progress(start);
      return source.read(start, end);
    },
  };
}
