import { DecodeError } from "../../../src/model/decodeError";
import { MAX_RELOCATED_BYTES } from "../limits";
import type { Elf } from "./elf";
import { viewOf, word } from "./layout";
import { readPresent } from "./range";
import { eachRelocation, type RelocationTable } from "./relocations";
import { relocationTypes } from "./relocationTypes";
import { type Section, SHT_SYMTAB_SHNDX } from "./sections";

/**
 * Does to the bytes of one section of a relocatable file (.o, .ko) what a linker would that left every section where
 * placeSections puts it. Fields outside of the bytes, and types that are for code, are left alone.
 */
export async function relocate(elf: Elf, table: RelocationTable, bytes: Uint8Array): Promise<void> {
  const section = elf.sections[table.target];
  const types = relocationTypes(elf.header.machine);
  if (section === undefined) return;
  if (types === null) {
    const detail = `relocations of machine ${elf.header.machine} for ${section.name}`;
    throw new DecodeError("Unsupported", table.name, Math.max(0, table.offset), detail);
  }
  const values = await symbolValues(elf, table.symbols);
  const view = viewOf(bytes);
  await eachRelocation(elf, table, (offset, number, symbol, addend) => {
    const field = types.get(number)?.field;
    if (field === undefined || !(offset >= 0 && offset + field.bytes <= bytes.length)) return;
    const given = table.hasAddend ? addend : readField(view, offset, field.bytes);
    const value = (values[symbol] ?? 0) + given - (field.relative ? section.addr + offset : 0);
    writeField(view, offset, field.bytes, value);
  });
}

/** Symbol -> its address; 0 for what is defined elsewhere. */
async function symbolValues(elf: Elf, index: number): Promise<Float64Array> {
  const table = elf.sections[index];
  if (table === undefined) return new Float64Array(0);
  const { layout } = elf.header;
  const at = layout.sym;
  const bytes = await readTable(elf, table);
  const wide = elf.sections.find(({ type, link }) => type === SHT_SYMTAB_SHNDX && link === index);
  const indexes = wide === undefined ? null : viewOf(await readTable(elf, wide));
  const view = viewOf(bytes);
  const values = new Float64Array(Math.floor(bytes.length / at.bytes));
  for (let row = 0; row < values.length; row++) {
    const base = row * at.bytes;
    const shndx = view.getUint16(base + at.shndx, true);
    const isExtended = shndx === SHN_XINDEX && indexes !== null && 4 * row + 4 <= indexes.byteLength;
    const section = isExtended ? indexes.getUint32(4 * row, true) : shndx;
    if (shndx === SHN_UNDEF || shndx === SHN_COMMON) continue;
    values[row] = word(view, base + at.value, layout) + (elf.sections[section]?.addr ?? 0);
  }
  return values;
}

const SHN_UNDEF = 0;
const SHN_COMMON = 0xfff2;
const SHN_XINDEX = 0xffff;

async function readTable(elf: Elf, { name, offset, size }: Section): Promise<Uint8Array> {
  if (!(size >= 0 && size <= MAX_RELOCATED_BYTES)) {
    throw new DecodeError("TooLarge", name, Math.max(0, offset), `${size} bytes, limit ${MAX_RELOCATED_BYTES}`);
  }
  return readPresent(elf.source, offset, size);
}

function readField(view: DataView, offset: number, bytes: 2 | 4 | 8): number {
  if (bytes === 2) return view.getInt16(offset, true);
  const low = view.getInt32(offset, true);
  return bytes === 4 ? low : view.getInt32(offset + 4, true) * 0x1_0000_0000 + (low >>> 0);
}

/** Integers beyond 32 bits are taken modulo 2^32, as `setUint32` does. */
export function writeField(view: DataView, offset: number, bytes: 2 | 4 | 8, value: number): void {
  if (bytes === 2) view.setUint16(offset, value, true);
  else view.setUint32(offset, value, true);
  if (bytes === 8) view.setInt32(offset + 4, Math.floor(value / 0x1_0000_0000), true);
}
