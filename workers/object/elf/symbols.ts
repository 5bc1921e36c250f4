import type { Svma } from "../../../src/model/address";
import { DecodeError } from "../../../src/model/decodeError";
import { MAX_RELOCATED_BYTES } from "../limits";
import { DT_STRSZ, DT_STRTAB, DT_SYMTAB, dynamicSymbolCount, readDynamic } from "./dynamic";
import { type Elf, fileOffsetOf } from "./elf";
import { MACHINES_WITH_MAPPING_SYMBOLS } from "./machines";
import { ET_REL } from "./placeSections";
import { PT_LOAD } from "./programHeaders";
import { readPresent } from "./range";
import { SHF_EXECINSTR, SHT_DYNSYM, SHT_NOBITS, SHT_SYMTAB, SHT_SYMTAB_SHNDX } from "./sections";
import { StringTable } from "./strings";
import { type CodeSymbols, SymbolColumns } from "./symbolColumns";
import { eachSymbol, STT_NOTYPE } from "./symbolEntries";

const STB_LOCAL = 0;
export const STB_GLOBAL = 1;
export const STB_WEAK = 2;
const SHN_UNDEF = 0;
const SHN_LORESERVE = 0xff00;
const SHN_XINDEX = 0xffff;

export type SymbolTableName = ".symtab" | ".dynsym" | ".sw64.symtab";

interface Range {
  readonly offset: number;
  readonly size: number;
}

/** Null when the file has no such table. Of one that is longer than the file, what is there. */
export async function readCodeSymbols(
  elf: Elf,
  table: ".symtab" | ".dynsym",
  types?: ReadonlySet<number>,
): Promise<CodeSymbols | null> {
  const place = sectionsOf(elf, table) ?? (table === ".dynsym" ? await dynamicOf(elf) : null);
  if (place === null) return null;
  const { symbols, strings, entryBytes } = place;
  const { layout, machine, type: fileType } = elf.header;
  if (entryBytes < layout.sym.bytes || entryBytes > 0xffff) {
    const detail = `sh_entsize ${entryBytes}, needs ${layout.sym.bytes}`;
    throw new DecodeError("Malformed", table, Math.max(0, symbols.offset), detail);
  }
  const limits = codeLimits(elf);
  const wide = await extendedIndexes(elf, symbols.offset);
  const dropLocalLabels = MACHINES_WITH_MAPPING_SYMBOLS.has(machine);
  const columns = new SymbolColumns();
  const elfClass = layout.addressBytes === 8 ? 2 : 1;
  await eachSymbol(
    elf,
    { ...symbols, entryBytes, elfClass },
    (name, stated, size, info, shndx, row) => {
      const isExtended = shndx === SHN_XINDEX;
      if (shndx === SHN_UNDEF || (shndx >= SHN_LORESERVE && !isExtended)) return;
      const section = isExtended ? (wide[row] ?? SHN_UNDEF) : shndx;
      const value = fileType === ET_REL ? stated + (elf.sections[section]?.addr ?? 0) : stated;
      const limit = limits(section, value);
      const type = info & 15;
      const binding = info >> 4;
      if (type === STT_NOTYPE && (limit === null || (dropLocalLabels && binding === STB_LOCAL))) return;
      columns.push(value, size, type, binding, name, limit ?? Number.POSITIVE_INFINITY);
    },
    types,
  );
  return { table, ...columns.done(), strings: new StringTable(elf.source, strings.offset, strings.size) };
}

/** .symtab_shndx: the section of each symbol whose st_shndx is SHN_XINDEX. */
async function extendedIndexes(elf: Elf, symbolsOffset: number): Promise<Uint32Array> {
  const table = elf.sections.find(
    ({ type, link }) => type === SHT_SYMTAB_SHNDX && elf.sections[link]?.offset === symbolsOffset,
  );
  if (table === undefined) return new Uint32Array(0);
  const bytes = await readPresent(elf.source, table.offset, Math.min(table.size, MAX_RELOCATED_BYTES));
  return new Uint32Array(bytes.slice(0, bytes.length & ~3).buffer);
}

/** The address of the first symbol of this name. */
export async function addressOfSymbol(symbols: CodeSymbols, name: string): Promise<Svma | null> {
  const offsets = await symbols.strings.offsetsOf(name);
  const row = symbols.name.findIndex((offset) => offsets.has(offset));
  return row < 0 ? null : ((symbols.value[row] ?? 0) as Svma);
}

interface Place {
  readonly symbols: Range;
  readonly strings: Range;
  readonly entryBytes: number;
}

function sectionsOf(elf: Elf, table: ".symtab" | ".dynsym"): Place | null {
  const type = table === ".symtab" ? SHT_SYMTAB : SHT_DYNSYM;
  const section = elf.sections.find((candidate) => candidate.type === type);
  if (section === undefined) return null;
  const strings = elf.sections[section.link];
  const none = { offset: 0, size: 0 };
  return {
    symbols: section,
    strings: strings === undefined || strings.type === SHT_NOBITS ? none : strings,
    entryBytes: section.entsize === 0 ? elf.header.layout.sym.bytes : section.entsize,
  };
}

/** Without section headers, what the run-time linker uses. */
async function dynamicOf(elf: Elf): Promise<Place | null> {
  if (elf.sections.length > 0) return null;
  const tags = await readDynamic(elf);
  const symbols = fileOffsetOf(elf, tags.get(DT_SYMTAB));
  const strings = fileOffsetOf(elf, tags.get(DT_STRTAB));
  if (symbols === null || strings === null) return null;
  const entryBytes = elf.header.layout.sym.bytes;
  return {
    symbols: { offset: symbols, size: (await dynamicSymbolCount(elf, tags)) * entryBytes },
    strings: { offset: strings, size: tags.get(DT_STRSZ) ?? 0 },
    entryBytes,
  };
}

/** Where the code around an address ends: null when a symbol of this section and value names no code. */
function codeLimits(elf: Elf): (section: number, value: number) => number | null {
  const ends = elf.sections.map(({ flags, addr, size }) => ((flags & SHF_EXECINSTR) === 0 ? null : addr + size));
  const segments = elf.programHeaders.filter(({ type, executable }) => type === PT_LOAD && executable);
  return (section, value) => {
    if (ends.length > 0) return ends[section] ?? null;
    const around = segments.find(({ vaddr, memoryBytes }) => value >= vaddr && value < vaddr + memoryBytes);
    return around === undefined ? null : around.vaddr + around.memoryBytes;
  };
}
