import type { CfiReader } from "./cfiReader";

/** DW_EH_PE_* (Linux Standard Base, "DWARF Exception Header Encoding"): the value's format and what it counts from. */
export const DW_EH_PE_ABSPTR = 0;
export const DW_EH_PE_OMIT = 0xff;
const ALIGNED = 0x50;

type Read = (reader: CfiReader, addressBytes: number) => number;

const FORMATS: Readonly<Record<number, Read>> = {
  0: (reader, addressBytes) => reader.address(addressBytes),
  1: (reader) => reader.uleb(),
  2: (reader) => reader.u16(),
  3: (reader) => reader.u32(),
  4: (reader) => reader.i64(),
  9: (reader) => reader.sleb(),
  10: (reader) => reader.i16(),
  11: (reader) => reader.i32(),
  12: (reader) => reader.i64(),
};

/** A size in the format of an encoding: pc_range and counts, which count from nothing. */
export function readEncodedSize(reader: CfiReader, encoding: number, addressBytes: number): number {
  const read = FORMATS[encoding & 0xf];
  if (read === undefined) throw reader.fail("Unsupported", `pointer encoding 0x${encoding.toString(16)}`);
  return read(reader, addressBytes);
}

/**
 * A pointer. `funcStart` is what "funcrel" counts from. An indirect one is the address of the pointer, not the
 * pointer: only personality routines are, which nothing here needs.
 */
export function readEncodedPointer(reader: CfiReader, encoding: number, addressBytes: number, funcStart = 0): number {
  const { section } = reader;
  const relative = encoding & 0x70;
  if (relative === ALIGNED) {
    const misaligned = (section.address + reader.at) % addressBytes;
    if (misaligned > 0) reader.skip(addressBytes - misaligned);
  }
  const base = BASES[relative]?.(section.address + reader.at, section.bases, funcStart);
  if (base === undefined) throw reader.fail("Unsupported", `pointer encoding 0x${encoding.toString(16)}`);
  const value = base + readEncodedSize(reader, encoding, addressBytes);
  return addressBytes === 4 ? value >>> 0 : value;
}

type Base = (place: number, bases: CfiReader["section"]["bases"], funcStart: number) => number;

const BASES: Readonly<Record<number, Base>> = {
  0: () => 0, // absolute
  16: (place) => place, // pcrel
  32: (_, { text }) => text, // textrel
  48: (_, { data }) => data, // datarel
  64: (_, __, funcStart) => funcStart, // funcrel
  [ALIGNED]: () => 0,
};
