import { type Elf, sectionNamed } from "./elf";
import { LAYOUTS } from "./layout";
import { type Section, SHF_EXECINSTR } from "./sections";
import { StringTable } from "./strings";
import { type CodeSymbols, SymbolColumns } from "./symbolColumns";
import { eachSymbol, STT_NOTYPE, type SymbolEntries } from "./symbolEntries";
import { lastAtOrBelow } from "./symbolRanges";

/**
 * .sw64.symtab: symbols that were put back into a stripped SW64 file. An array of Elf32_Sym, although the file is
 * 64-bit, or of Elf64_Sym where sh_entsize says so; names in the section of sh_link, else .sw64.strtab, else .strtab.
 * Null when the file has none.
 */
export async function readSw64Symtab(elf: Elf): Promise<CodeSymbols | null> {
  const section = sectionNamed(elf, ".sw64.symtab");
  if (section === null) return null;
  const entries = entriesOf(section);
  const linked = elf.sections[section.link];
  const strings =
    linked?.type === SHT_STRTAB ? linked : (sectionNamed(elf, ".sw64.strtab") ?? sectionNamed(elf, ".strtab"));
  const codeEnd = codeEnds(elf);
  const base = await baseOf(elf, entries, codeEnd);
  const columns = new SymbolColumns();
  await eachSymbol(elf, entries, (name, value, size, info) => {
    const limit = codeEnd(value + base);
    const type = info & 15;
    if (limit === null && type === STT_NOTYPE) return;
    columns.push(value + base, size, type, info >> 4, name, limit ?? Number.POSITIVE_INFINITY);
  });
  const table = new StringTable(elf.source, strings?.offset ?? 0, strings?.size ?? 0);
  return { table: ".sw64.symtab", ...columns.done(), strings: table };
}

const SHT_STRTAB = 3;

function entriesOf({ offset, size, entsize }: Section): SymbolEntries {
  const [narrow, wide] = [LAYOUTS[1]?.sym.bytes ?? 16, LAYOUTS[2]?.sym.bytes ?? 24];
  // Without an sh_entsize the size may still tell.
  const isWide = entsize === wide || (entsize === 0 && size % narrow !== 0 && size % wide === 0);
  return { offset, size, entryBytes: isWide ? wide : narrow, elfClass: isWide ? 2 : 1 };
}

/**
 * What the values are to be added to. They are addresses, or the low halves of addresses (SW64 programs begin at
 * 0x1_2000_0000, which an Elf32_Sym does not hold), or offsets in .text: whichever puts most symbols into code.
 */
async function baseOf(elf: Elf, entries: SymbolEntries, codeEnd: (address: number) => number | null): Promise<number> {
  const text = sectionNamed(elf, ".text")?.addr ?? 0;
  const bases = [0, Math.floor(text / 0x1_0000_0000) * 0x1_0000_0000, text];
  const hits = bases.map(() => 0);
  await eachSymbol(elf, entries, (_, value) => {
    for (const [i, base] of bases.entries()) if (codeEnd(value + base) !== null) hits[i] = (hits[i] ?? 0) + 1;
  });
  return bases[hits.indexOf(Math.max(...hits))] ?? 0;
}

/** Where the code around an address ends, null where there is none. Of sections that overlap the last to begin counts. */
function codeEnds({ sections }: Elf): (address: number) => number | null {
  const code = sections.filter(({ flags, size }) => (flags & SHF_EXECINSTR) !== 0 && size > 0);
  code.sort((a, b) => a.addr - b.addr);
  const starts = Float64Array.from(code, ({ addr }) => addr);
  return (address) => {
    const section = code[lastAtOrBelow(starts, address)];
    return section !== undefined && address < section.addr + section.size ? section.addr + section.size : null;
  };
}
