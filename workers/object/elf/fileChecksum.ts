import type { ByteSource } from "../../io/byteSource";
import { crc32 } from "../../io/crc32";
import { CHECKSUM_PIECE_BYTES } from "../limits";

/** CRC-32 of a whole file, as a .gnu_debuglink to it has. */
export async function fileChecksum(source: ByteSource, progress: (bytes: number) => void): Promise<number> {
  let checksum = 0;
  for (let at = 0; at < source.size; at += CHECKSUM_PIECE_BYTES) {
    checksum = crc32(await source.read(at, Math.min(at + CHECKSUM_PIECE_BYTES, source.size)), checksum);
    progress(at);
  }
  return checksum;
}
