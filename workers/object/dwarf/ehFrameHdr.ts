import { CfiReader } from "./cfiReader";
import { CfiSection } from "./cfiSection";
import { DW_EH_PE_OMIT, readEncodedPointer, readEncodedSize } from "./encodedPointer";

/**
 * .eh_frame_hdr (LSB, "Exception Frame Header"): a table of the FDEs in the order of the functions' addresses.
 *
 *   version 1 │ eh_frame_ptr_enc │ fde_count_enc │ table_enc │ eh_frame_ptr │ fde_count │ (initial_loc, fde)*
 *
 * Linkers write rows of two 4-byte numbers relative to the header (0x3b), the one kind that can be searched; whatever
 * else there is counts as no table. What the FDE itself says is believed, not what the table says of it.
 */
export interface EhFrameHdr {
  readonly ehFrame: number; // Svma of .eh_frame
  readonly count: number; // of rows
  /** Svma of the FDE whose function begins last at or before an address; null when none does. */
  find(svma: number): number | null;
}

const TABLE_DATAREL_SDATA4 = 0x3b;

/** Throws DecodeError when it cannot be used. */
export function readEhFrameHdr(
  bytes: Uint8Array,
  address: number,
  fileOffset: number,
  addressBytes: 4 | 8,
): EhFrameHdr {
  const place = { isEh: true, bytes, address, fileOffset, addressBytes, text: 0, data: address };
  const section = new CfiSection(place);
  const reader = new CfiReader(section, 0, bytes.length);
  const version = reader.u8();
  if (version !== 1) throw reader.fail("Unsupported", `.eh_frame_hdr version ${version}`);
  const [pointerEncoding, countEncoding, tableEncoding] = [reader.u8(), reader.u8(), reader.u8()];
  const ehFrame = readEncodedPointer(reader, pointerEncoding, addressBytes);
  const hasTable = countEncoding !== DW_EH_PE_OMIT && tableEncoding === TABLE_DATAREL_SDATA4;
  const declared = hasTable ? readEncodedSize(reader, countEncoding, addressBytes) : 0;
  const table = reader.at;
  const count = Math.max(0, Math.min(declared, Math.floor(reader.remaining / 8)));
  const start = (row: number): number => address + section.view.getInt32(table + 8 * row, true);
  return {
    ehFrame,
    count,
    find(svma) {
      let low = 0;
      let high = count;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (start(middle) <= svma) low = middle + 1;
        else high = middle;
      }
      return low === 0 ? null : address + section.view.getInt32(table + 8 * (low - 1) + 4, true);
    },
  };
}
