import { DecodeError } from "../../../src/model/decodeError";
import type { ByteSource } from "../../io/byteSource";
import { MAX_SECTION_NAME_BYTES, MAX_SECTION_NAMES_BYTES, MAX_SECTIONS } from "../limits";
import type { ElfHeader } from "./header";
import { viewOf, word } from "./layout";
import { readPresent, readRange, stringAt } from "./range";

export const SHT_SYMTAB = 2;
export const SHT_RELA = 4;
export const SHT_NOTE = 7;
export const SHT_NOBITS = 8;
export const SHT_REL = 9;
export const SHT_DYNSYM = 11;
export const SHT_SYMTAB_SHNDX = 18;
export const SHF_ALLOC = 2;
export const SHF_EXECINSTR = 4;
export const SHF_GROUP = 0x200;
export const SHF_COMPRESSED = 0x800;

/** Elf64_Shdr with its name. */
export interface Section {
  readonly name: string;
  readonly type: number; // SHT_*
  readonly flags: number; // SHF_*, the low 32 bits
  readonly addr: number; // of ET_REL: as placeSections puts it
  readonly offset: number;
  readonly size: number;
  readonly link: number;
  readonly info: number;
  readonly align: number; // sh_addralign
  readonly entsize: number;
}

interface UnnamedSection extends Omit<Section, "name"> {
  readonly nameOffset: number;
}

export async function readSections(source: ByteSource, header: ElfHeader): Promise<readonly Section[]> {
  if (header.shoff === 0) return [];
  const first = (await readTable(source, header, 1))[0];
  // e_shnum and e_shstrndx escape to section 0 where they do not fit 16 bits.
  const count = header.shnum === 0 ? (first?.size ?? 0) : header.shnum;
  const nameIndex = header.shstrndx === 0xffff ? (first?.link ?? 0) : header.shstrndx;
  const table = await readTable(source, header, count);
  const names = table[nameIndex];
  const strings =
    names === undefined || names.type === SHT_NOBITS
      ? new Uint8Array(0)
      : await readPresent(source, names.offset, Math.min(names.size, MAX_SECTION_NAMES_BYTES));
  return table.map(({ nameOffset, ...section }) => ({
    ...section,
    name: stringAt(strings, nameOffset, MAX_SECTION_NAME_BYTES),
  }));
}

async function readTable(source: ByteSource, header: ElfHeader, count: number): Promise<UnnamedSection[]> {
  const where = "ELF section headers";
  const { layout, shoff, shentsize } = header;
  const at = layout.shdr;
  if (shentsize < at.bytes) {
    throw new DecodeError("Malformed", where, Math.max(0, shoff), `e_shentsize ${shentsize}, needs ${at.bytes}`);
  }
  if (!(count >= 0 && count <= MAX_SECTIONS)) {
    throw new DecodeError("TooLarge", where, shoff, `${count} sections, limit ${MAX_SECTIONS}`);
  }
  const view = viewOf(await readRange(source, shoff, count * shentsize, where));
  const table: UnnamedSection[] = [];
  for (let row = 0; row < count; row++) {
    const base = row * shentsize;
    table.push({
      nameOffset: view.getUint32(base, true),
      type: view.getUint32(base + 4, true),
      flags: view.getUint32(base + at.flags, true),
      addr: word(view, base + at.addr, layout),
      offset: word(view, base + at.offset, layout),
      size: word(view, base + at.size, layout),
      link: view.getUint32(base + at.link, true),
      info: view.getUint32(base + at.info, true),
      align: word(view, base + at.align, layout),
      entsize: word(view, base + at.entsize, layout),
    });
  }
  return table;
}
