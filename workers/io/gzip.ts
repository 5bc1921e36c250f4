import { gzipSync } from "fflate";

/** A gzip member without name and time, so that equal bytes make equal files. */
export function gzip(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return gzipSync(bytes, { mtime: 0 }) as Uint8Array<ArrayBuffer>;
}
