import type { ByteReader } from "./byteReader";
import { DW_FORM } from "./constants";

/** What the size of a form depends on besides the form. */
export interface Encoding {
  readonly version: number;
  readonly offsetBytes: 4 | 8; // 32- or 64-bit format
  readonly addressBytes: number;
}

/** How a value is passed over: its bytes where all values of the form have the same, else one of SKIP_*. */
export type Skip = number;
export const SKIP_LEB = -1;
const SKIP_STRING = -2;
const SKIP_BLOCK = -3; // uleb length
const SKIP_BLOCK1 = -4;
const SKIP_BLOCK2 = -5;
const SKIP_BLOCK4 = -6;
const SKIP_INDIRECT = -7; // uleb form, then a value of that form
const SKIP_LEB_4 = -8; // uleb, then 4 bytes
export const SKIP_UNKNOWN = -9;

type Size = Skip | "address" | "offset" | "reference";

const SIZES: ReadonlyMap<number, Size> = new Map<number, Size>([
  [DW_FORM.addr, "address"],
  [DW_FORM.block2, SKIP_BLOCK2],
  [DW_FORM.block4, SKIP_BLOCK4],
  [DW_FORM.data2, 2],
  [DW_FORM.data4, 4],
  [DW_FORM.data8, 8],
  [DW_FORM.string, SKIP_STRING],
  [DW_FORM.block, SKIP_BLOCK],
  [DW_FORM.block1, SKIP_BLOCK1],
  [DW_FORM.data1, 1],
  [DW_FORM.flag, 1],
  [DW_FORM.sdata, SKIP_LEB],
  [DW_FORM.strp, "offset"],
  [DW_FORM.udata, SKIP_LEB],
  [DW_FORM.ref_addr, "reference"],
  [DW_FORM.ref1, 1],
  [DW_FORM.ref2, 2],
  [DW_FORM.ref4, 4],
  [DW_FORM.ref8, 8],
  [DW_FORM.ref_udata, SKIP_LEB],
  [DW_FORM.indirect, SKIP_INDIRECT],
  [DW_FORM.sec_offset, "offset"],
  [DW_FORM.exprloc, SKIP_BLOCK],
  [DW_FORM.flag_present, 0],
  [DW_FORM.strx, SKIP_LEB],
  [DW_FORM.addrx, SKIP_LEB],
  [DW_FORM.ref_sup4, 4],
  [DW_FORM.strp_sup, "offset"],
  [DW_FORM.data16, 16],
  [DW_FORM.line_strp, "offset"],
  [DW_FORM.ref_sig8, 8],
  [DW_FORM.implicit_const, 0],
  [DW_FORM.loclistx, SKIP_LEB],
  [DW_FORM.rnglistx, SKIP_LEB],
  [DW_FORM.ref_sup8, 8],
  [DW_FORM.strx1, 1],
  [DW_FORM.strx2, 2],
  [DW_FORM.strx3, 3],
  [DW_FORM.strx4, 4],
  [DW_FORM.addrx1, 1],
  [DW_FORM.addrx2, 2],
  [DW_FORM.addrx3, 3],
  [DW_FORM.addrx4, 4],
  [DW_FORM.GNU_addr_index, SKIP_LEB],
  [DW_FORM.GNU_str_index, SKIP_LEB],
  [DW_FORM.GNU_ref_alt, "offset"],
  [DW_FORM.GNU_strp_alt, "offset"],
  [DW_FORM.LLVM_addrx_offset, SKIP_LEB_4],
]);

export function skipOf(form: number, { version, offsetBytes, addressBytes }: Encoding): Skip {
  const size = SIZES.get(form) ?? SKIP_UNKNOWN;
  if (typeof size === "number") return size;
  if (size === "address") return addressBytes;
  // DWARF 2 made DW_FORM_ref_addr as long as an address.
  return size === "reference" && version <= 2 ? addressBytes : offsetBytes;
}

/** False where no reader could know how long the value is. */
export function skip(reader: ByteReader, how: Skip, encoding: Encoding): boolean {
  if (how >= 0) {
    reader.at += how;
    return true;
  }
  switch (how) {
    case SKIP_LEB:
      reader.skipLeb();
      return true;
    case SKIP_STRING:
      reader.skipString();
      return true;
    case SKIP_BLOCK:
      return pass(reader, reader.uleb());
    case SKIP_BLOCK1:
      return pass(reader, reader.u8());
    case SKIP_BLOCK2:
      return pass(reader, reader.u16());
    case SKIP_BLOCK4:
      return pass(reader, reader.u32());
    case SKIP_LEB_4:
      reader.skipLeb();
      reader.at += 4;
      return true;
    case SKIP_INDIRECT:
      return skip(reader, direct(skipOf(reader.uleb(), encoding)), encoding);
    default:
      return false;
  }
}

/** `reader.at += reader.uleb()` would add to where it was before the length. */
function pass(reader: ByteReader, bytes: number): true {
  reader.at += bytes;
  return true;
}

/** An indirect form that names another one could go on for ever, and no producer writes it. */
function direct(how: Skip): Skip {
  return how === SKIP_INDIRECT ? SKIP_UNKNOWN : how;
}

/**
 * A value as a number: a constant, an address, an offset or an index. Of a string in place and of a block it is
 * where that begins in the reader's bytes.
 */
export function readForm(reader: ByteReader, form: number, encoding: Encoding): number {
  switch (form) {
    case DW_FORM.data1:
    case DW_FORM.ref1:
    case DW_FORM.strx1:
    case DW_FORM.addrx1:
    case DW_FORM.flag:
      return reader.u8();
    case DW_FORM.data2:
    case DW_FORM.ref2:
    case DW_FORM.strx2:
    case DW_FORM.addrx2:
      return reader.u16();
    case DW_FORM.strx3:
    case DW_FORM.addrx3:
      return reader.u24();
    case DW_FORM.data4:
    case DW_FORM.ref4:
    case DW_FORM.strx4:
    case DW_FORM.addrx4:
    case DW_FORM.ref_sup4:
      return reader.u32();
    case DW_FORM.data8:
    case DW_FORM.ref8:
    case DW_FORM.ref_sup8:
    case DW_FORM.ref_sig8:
      return reader.u64();
    case DW_FORM.udata:
    case DW_FORM.ref_udata:
    case DW_FORM.strx:
    case DW_FORM.addrx:
    case DW_FORM.rnglistx:
    case DW_FORM.loclistx:
    case DW_FORM.GNU_addr_index:
    case DW_FORM.GNU_str_index:
      return reader.uleb();
    case DW_FORM.sdata:
      return reader.sleb();
    case DW_FORM.addr:
      return reader.address(encoding.addressBytes);
    case DW_FORM.ref_addr:
      return encoding.version <= 2 ? reader.address(encoding.addressBytes) : reader.offset(encoding.offsetBytes);
    case DW_FORM.strp:
    case DW_FORM.line_strp:
    case DW_FORM.sec_offset:
    case DW_FORM.strp_sup:
    case DW_FORM.GNU_ref_alt:
    case DW_FORM.GNU_strp_alt:
      return reader.offset(encoding.offsetBytes);
    case DW_FORM.flag_present:
      return 1;
    default: {
      const start = reader.at;
      skip(reader, skipOf(form, encoding), encoding);
      return start;
    }
  }
}

/** Forms that hold a place in .debug_addr. */
export function isAddressIndex(form: number): boolean {
  return (
    form === DW_FORM.addrx || (form >= DW_FORM.addrx1 && form <= DW_FORM.addrx4) || form === DW_FORM.GNU_addr_index
  );
}
