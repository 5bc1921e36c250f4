import { DecodeError } from "../../../src/model/decodeError";
import { ByteReader } from "./byteReader";
import { DW_UT } from "./constants";
import type { Encoding } from "./forms";

/** The header of a unit in .debug_info (7.5.1). */
export interface UnitHeader extends Encoding {
  readonly offset: number; // in the section
  readonly end: number; // exclusive
  readonly headerBytes: number; // the first DIE lies here, from `offset`
  readonly abbreviations: number; // -> .debug_abbrev
  readonly type: number; // DW_UT; compile before version 5
  readonly dwoId: bigint | null;
}

/** The longest header: 64-bit format, split type unit. */
export const MAX_UNIT_HEADER_BYTES = 40;

/**
 *     unit_length 4|12 │ version 2 │ v2–4: debug_abbrev_offset 4|8, address_size 1
 *                                  │ v5:   unit_type 1, address_size 1, debug_abbrev_offset 4|8, [dwo_id 8]
 *
 * `bytes` begin at the unit. A unit that reaches beyond the section is cut to it.
 */
export function parseUnitHeader(bytes: Uint8Array, offset: number, sectionBytes: number): UnitHeader {
  const reader = new ByteReader(bytes);
  const { length, offsetBytes } = readUnitLength(reader);
  const end = Math.min(offset + reader.at + length, sectionBytes);
  const version = reader.u16();
  if (reader.at > reader.end) throw new DecodeError("Truncated", ".debug_info", offset, "unit header");
  if (version < 2 || version > 5 || length >= 2 ** 53) {
    throw new UnusableUnit(offset, end, `unit of version ${version}, length ${length}`);
  }
  let type: number = DW_UT.compile;
  let addressBytes: number;
  let abbreviations: number;
  if (version >= 5) {
    type = reader.u8();
    addressBytes = reader.u8();
    abbreviations = reader.offset(offsetBytes);
  } else {
    abbreviations = reader.offset(offsetBytes);
    addressBytes = reader.u8();
  }
  let dwoId: bigint | null = null;
  if (type === DW_UT.skeleton || type === DW_UT.split_compile) dwoId = readId(reader);
  else if (type === DW_UT.type || type === DW_UT.split_type) reader.at += 8 + offsetBytes;
  if (![2, 4, 8].includes(addressBytes)) throw new UnusableUnit(offset, end, `address_size ${addressBytes}`);
  return { offset, end, version, offsetBytes, addressBytes, headerBytes: reader.at, abbreviations, type, dwoId };
}

/** A unit that cannot be read, with where the next one begins. */
export class UnusableUnit extends DecodeError {
  readonly end: number;

  constructor(offset: number, end: number, detail: string) {
    super("Unsupported", ".debug_info", offset, detail);
    this.end = end;
  }
}

/** The length behind which every unit, line program and table begins: 0xffffffff announces the 64-bit format. */
export function readUnitLength(reader: ByteReader): { readonly length: number; readonly offsetBytes: 4 | 8 } {
  const length = reader.u32();
  return length === 0xffffffff ? { length: reader.u64(), offsetBytes: 8 } : { length, offsetBytes: 4 };
}

/** A dwo_id: 64 bits that only are compared. */
export function readId(reader: ByteReader): bigint {
  const low = reader.u32();
  return (BigInt(reader.u32()) << 32n) | BigInt(low);
}
