import { Gzip, gzipSync } from "fflate";

/** A gzip member without name and time, so that equal bytes make equal files. */
export function gzip(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return gzipSync(bytes, { mtime: 0 }) as Uint8Array<ArrayBuffer>;
}

const PIECE_BYTES = 1 << 20;

/** The same of bytes that need not fit in memory. */
export async function gzipBlob(bytes: Blob): Promise<Blob> {
  const parts: BlobPart[] = [];
  const stream = new Gzip({ mtime: 0 }, (part) => parts.push(part as Uint8Array<ArrayBuffer>));
  for (let start = 0; start < bytes.size || start === 0; start += PIECE_BYTES) {
    const piece = await bytes.slice(start, start + PIECE_BYTES).arrayBuffer();
    stream.push(new Uint8Array(piece), start + PIECE_BYTES >= bytes.size);
  }
  return new Blob(parts, { type: "application/gzip" });
}
