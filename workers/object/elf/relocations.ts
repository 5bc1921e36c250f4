import { SYMBOL_CHUNK_BYTES } from "../limits";
import { DT_JMPREL, DT_PLTRELSZ, DT_RELA, DT_RELASZ, readDynamic } from "./dynamic";
import { type Elf, fileOffsetOf } from "./elf";
import { viewOf, word } from "./layout";
import { SHT_REL, SHT_RELA } from "./sections";

/** A table of Elf64_Rela or Elf64_Rel entries. */
export interface RelocationTable {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
  readonly entryBytes: number;
  readonly hasAddend: boolean; // Rela; of Rel the addend is what the field holds
  readonly symbols: number; // -> sections: the symbol table, 0 for none
  readonly target: number; // -> sections: what it is for, in ET_REL; 0 where it has no section of its own
}

/** Called once per entry: r_offset, ELF64_R_TYPE, ELF64_R_SYM, r_addend. */
export type VisitRelocation = (offset: number, type: number, symbol: number, addend: number) => void;

export async function relocationTables(elf: Elf): Promise<readonly RelocationTable[]> {
  const { rela } = elf.header.layout;
  const fromSections = elf.sections.flatMap(({ name, type, offset, size, link, info }): RelocationTable[] => {
    if (type !== SHT_RELA && type !== SHT_REL) return [];
    const hasAddend = type === SHT_RELA;
    return [
      { name, offset, size, entryBytes: hasAddend ? rela.bytes : rela.addend, hasAddend, symbols: link, target: info },
    ];
  });
  return elf.sections.length > 0 ? fromSections : dynamicTables(elf);
}

/** Without section headers, what the run-time linker applies. */
async function dynamicTables(elf: Elf): Promise<RelocationTable[]> {
  const tags = await readDynamic(elf);
  const table = (name: string, addressTag: number, sizeTag: number): RelocationTable[] => {
    const offset = fileOffsetOf(elf, tags.get(addressTag));
    const size = tags.get(sizeTag) ?? 0;
    const entryBytes = elf.header.layout.rela.bytes;
    return offset === null ? [] : [{ name, offset, size, entryBytes, hasAddend: true, symbols: 0, target: 0 }];
  };
  return [...table(".rela.dyn", DT_RELA, DT_RELASZ), ...table(".rela.plt", DT_JMPREL, DT_PLTRELSZ)];
}

/** Of a table that is longer than the file, what is there. */
export async function eachRelocation(elf: Elf, table: RelocationTable, visit: VisitRelocation): Promise<void> {
  const { layout } = elf.header;
  const at = layout.rela;
  const { entryBytes, hasAddend } = table;
  const chunkBytes = Math.floor(SYMBOL_CHUNK_BYTES / entryBytes) * entryBytes;
  const end = Math.min(table.offset + table.size, elf.source.size);
  if (!(table.offset >= 0)) return;
  for (let start = table.offset; start + entryBytes <= end; start += chunkBytes) {
    const view = viewOf(await elf.source.read(start, Math.min(start + chunkBytes, end)));
    for (let base = 0; base + entryBytes <= view.byteLength; base += entryBytes) {
      const info = view.getUint32(base + at.info, true);
      const isWide = layout.addressBytes === 8;
      visit(
        word(view, base, layout),
        isWide ? info : info & 0xff,
        isWide ? view.getUint32(base + at.info + 4, true) : info >>> 8,
        hasAddend ? signedWord(view, base + at.addend, isWide) : 0,
      );
    }
  }
}

/** Elf64_Sxword or Elf32_Sword. */
function signedWord(view: DataView, offset: number, isWide: boolean): number {
  if (!isWide) return view.getInt32(offset, true);
  return view.getInt32(offset + 4, true) * 0x1_0000_0000 + view.getUint32(offset, true);
}
