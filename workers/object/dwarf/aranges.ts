import { MAX_ARANGES_BYTES } from "../limits";
import { ByteReader } from "./byteReader";
import type { DwarfFile } from "./dwarfFile";
import { readUnitLength } from "./unitHeader";

/**
 * .debug_aranges (6.1.2): which unit has the code of which addresses. Producers leave units out, and list what is not
 * theirs, so it only says where to look first. `unit` is an offset in .debug_info.
 *
 *     unit_length │ version 2 │ debug_info_offset │ address_size 1 │ segment_size 1 │ padding │ { start, length }*, 0, 0
 */
export async function eachArange(
  file: DwarfFile,
  take: (start: number, end: number, unit: number) => void,
): Promise<void> {
  const source = await file.source("aranges");
  if (source === null) return;
  const reader = new ByteReader(await source.read(0, Math.min(source.size, MAX_ARANGES_BYTES)));
  while (reader.at < reader.end) {
    const set = reader.at;
    const { length, offsetBytes } = readUnitLength(reader);
    const end = Math.min(reader.at + length, reader.end);
    const version = reader.u16();
    const unit = reader.offset(offsetBytes);
    const addressBytes = reader.u8();
    const segmentBytes = reader.u8();
    if (version === 2 && [4, 8].includes(addressBytes) && segmentBytes === 0) {
      // The first pair is aligned to its size, counted from where the set begins.
      const pair = 2 * addressBytes;
      reader.at = set + Math.ceil((reader.at - set) / pair) * pair;
      while (reader.at + pair <= end) {
        const start = reader.address(addressBytes);
        const bytes = reader.address(addressBytes);
        if (start === 0 && bytes === 0) break;
        take(start, start + bytes, unit);
      }
    }
    reader.at = end;
  }
}
