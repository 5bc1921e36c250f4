import { SYMBOL_CHUNK_BYTES } from "../limits";
import type { Elf } from "./elf";
import { LAYOUTS, viewOf, word } from "./layout";

export const STT_NOTYPE = 0;
const STT_OBJECT = 1;
export const STT_FUNC = 2;
export const STT_GNU_IFUNC = 10;

/** Symbol types that may name code, and those that name data. */
const CODE_TYPES: ReadonlySet<number> = new Set([STT_FUNC, STT_GNU_IFUNC, STT_NOTYPE]);
export const DATA_TYPES: ReadonlySet<number> = new Set([STT_OBJECT]);

/** Where a table of Elf64_Sym or Elf32_Sym lies in the file. */
export interface SymbolEntries {
  readonly offset: number;
  readonly size: number;
  readonly entryBytes: number; // at least those of the struct
  readonly elfClass: 1 | 2; // as EI_CLASS
}

/** Called once per entry that has a name and one of the types: st_name, st_value, st_size, st_info, st_shndx. */
type VisitSymbol = (name: number, value: number, size: number, info: number, shndx: number, row: number) => void;

/** Of a table that is longer than the file, what is there. */
export async function eachSymbol(
  elf: Elf,
  entries: SymbolEntries,
  visit: VisitSymbol,
  types: ReadonlySet<number> = CODE_TYPES,
): Promise<void> {
  const { offset, size, entryBytes, elfClass } = entries;
  const layout = LAYOUTS[elfClass] ?? elf.header.layout;
  const at = layout.sym;
  const chunkBytes = Math.floor(SYMBOL_CHUNK_BYTES / entryBytes) * entryBytes;
  const end = Math.min(offset + size, elf.source.size);
  if (!(offset >= 0)) return;
  for (let start = offset; start + entryBytes <= end; start += chunkBytes) {
    const view = viewOf(await elf.source.read(start, Math.min(start + chunkBytes, end)));
    for (let base = 0; base + entryBytes <= view.byteLength; base += entryBytes) {
      const info = view.getUint8(base + at.info);
      const type = info & 15;
      const name = view.getUint32(base, true);
      if (name === 0 || !types.has(type)) continue;
      const row = (start + base - offset) / entryBytes;
      visit(
        name,
        word(view, base + at.value, layout),
        word(view, base + at.size, layout),
        info,
        view.getUint16(base + at.shndx, true),
        row,
      );
    }
  }
}
