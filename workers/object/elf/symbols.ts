import type { Svma } from "../../../src/model/address";
import { DecodeError } from "../../../src/model/decodeError";
import { SYMBOL_CHUNK_BYTES } from "../limits";
import { DT_STRSZ, DT_STRTAB, DT_SYMTAB, dynamicSymbolCount, readDynamic } from "./dynamic";
import { type Elf, fileOffsetOf } from "./elf";
import { viewOf, word } from "./layout";
import { MACHINES_WITH_MAPPING_SYMBOLS } from "./machines";
import { ET_REL } from "./placeSections";
import { PT_LOAD } from "./programHeaders";
import { SHF_EXECINSTR, SHT_DYNSYM, SHT_NOBITS, SHT_SYMTAB } from "./sections";
import { StringTable } from "./strings";

export const STT_NOTYPE = 0;
export const STT_FUNC = 2;
const STT_GNU_IFUNC = 10;
const STB_LOCAL = 0;
export const STB_GLOBAL = 1;
export const STB_WEAK = 2;
const SHN_UNDEF = 0;
const SHN_LORESERVE = 0xff00;
const SHN_XINDEX = 0xffff;

export type SymbolTableName = ".symtab" | ".dynsym";

/** The symbols of one table that may name code, in the table's order. Columns of Elf64_Sym. */
export interface CodeSymbols {
  readonly table: SymbolTableName;
  readonly length: number;
  readonly value: Float64Array; // Svma
  readonly size: Float64Array;
  readonly type: Uint8Array; // STT_*
  readonly binding: Uint8Array; // STB_*
  readonly name: Uint32Array; // -> strings
  readonly limit: Float64Array; // Svma: end of the symbol's section, which a symbol without a size cannot pass
  readonly strings: StringTable;
}

interface Range {
  readonly offset: number;
  readonly size: number;
}

/** Null when the file has no such table. Of one that is longer than the file, what is there. */
export async function readCodeSymbols(elf: Elf, table: SymbolTableName): Promise<CodeSymbols | null> {
  const place = sectionsOf(elf, table) ?? (table === ".dynsym" ? await dynamicOf(elf) : null);
  if (place === null) return null;
  const { symbols, strings, entryBytes } = place;
  const { layout, machine } = elf.header;
  const at = layout.sym;
  if (entryBytes < at.bytes || entryBytes > 0xffff) {
    throw new DecodeError("Malformed", table, symbols.offset, `sh_entsize ${entryBytes}, needs ${at.bytes}`);
  }
  const limits = codeLimits(elf);
  const isRelocatable = elf.header.type === ET_REL;
  const dropLocalLabels = MACHINES_WITH_MAPPING_SYMBOLS.has(machine);
  const columns = new SymbolColumns();
  const count = Math.floor(symbols.size / entryBytes);
  const chunkRows = Math.floor(SYMBOL_CHUNK_BYTES / entryBytes);
  let row = 0;
  while (row < count) {
    const rows = Math.min(chunkRows, count - row);
    const start = symbols.offset + row * entryBytes;
    const bytes = await elf.source.read(start, Math.min(start + rows * entryBytes, elf.source.size));
    const view = viewOf(bytes);
    const present = Math.floor(bytes.length / entryBytes);
    for (let base = 0; base < present * entryBytes; base += entryBytes) {
      const info = view.getUint8(base + at.info);
      const type = info & 15;
      if (type !== STT_FUNC && type !== STT_GNU_IFUNC && type !== STT_NOTYPE) continue;
      const section = view.getUint16(base + at.shndx, true);
      if (section === SHN_UNDEF || (section >= SHN_LORESERVE && section !== SHN_XINDEX)) continue;
      const name = view.getUint32(base, true);
      if (name === 0) continue;
      const value = word(view, base + at.value, layout) + (isRelocatable ? (elf.sections[section]?.addr ?? 0) : 0);
      const limit = limits(section, value);
      const binding = info >> 4;
      if (type === STT_NOTYPE && (limit === null || (dropLocalLabels && binding === STB_LOCAL))) continue;
      columns.push(value, word(view, base + at.size, layout), type, binding, name, limit ?? Number.POSITIVE_INFINITY);
    }
    row += present;
    if (present < rows) break;
  }
  return { table, ...columns.done(), strings: new StringTable(elf.source, strings.offset, strings.size) };
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

function sectionsOf(elf: Elf, table: SymbolTableName): Place | null {
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

/** Columns that grow by doubling, so that a table is believed no further than it was read. */
class SymbolColumns {
  #length = 0;
  #value = new Float64Array(1024);
  #size = new Float64Array(1024);
  #limit = new Float64Array(1024);
  #type = new Uint8Array(1024);
  #binding = new Uint8Array(1024);
  #name = new Uint32Array(1024);

  push(value: number, size: number, type: number, binding: number, name: number, limit: number): void {
    const row = this.#length++;
    if (row === this.#value.length) this.#grow();
    this.#value[row] = value;
    this.#size[row] = size;
    this.#type[row] = type;
    this.#binding[row] = binding;
    this.#name[row] = name;
    this.#limit[row] = limit;
  }

  done(): Pick<CodeSymbols, "length" | "value" | "size" | "type" | "binding" | "name" | "limit"> {
    const length = this.#length;
    return {
      length,
      value: this.#value.slice(0, length),
      size: this.#size.slice(0, length),
      type: this.#type.slice(0, length),
      binding: this.#binding.slice(0, length),
      name: this.#name.slice(0, length),
      limit: this.#limit.slice(0, length),
    };
  }

  #grow(): void {
    const length = 2 * this.#value.length;
    this.#value = grown(this.#value, new Float64Array(length));
    this.#size = grown(this.#size, new Float64Array(length));
    this.#limit = grown(this.#limit, new Float64Array(length));
    this.#type = grown(this.#type, new Uint8Array(length));
    this.#binding = grown(this.#binding, new Uint8Array(length));
    this.#name = grown(this.#name, new Uint32Array(length));
  }
}

function grown<T extends Float64Array | Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
