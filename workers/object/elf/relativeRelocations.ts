import { SYMBOL_CHUNK_BYTES } from "../limits";
import { DT_RELA, DT_RELASZ, readDynamic } from "./dynamic";
import type { Elf } from "./elf";
import { viewOf, word } from "./layout";
import { RELATIVE_RELOCATION } from "./machines";
import { PT_LOAD } from "./programHeaders";
import { SHT_RELA } from "./sections";

/**
 * The pointers of a position-independent file: its words are 0 (or stale) in the file, their values are addends in
 * .rela.dyn. Calls `visit` with the address of each word and what it holds at a load bias of 0.
 */
export async function eachRelative(elf: Elf, visit: (address: number, value: number) => void): Promise<void> {
  const type = RELATIVE_RELOCATION[elf.header.machine];
  const range = await relaDyn(elf);
  if (type === undefined || range === null) return;
  const { layout } = elf.header;
  const at = layout.rela;
  const chunkRows = Math.floor(SYMBOL_CHUNK_BYTES / at.bytes);
  const end = Math.min(range.offset + range.size, elf.source.size);
  for (let start = range.offset; start + at.bytes <= end; start += chunkRows * at.bytes) {
    const view = viewOf(await elf.source.read(start, Math.min(start + chunkRows * at.bytes, end)));
    for (let base = 0; base + at.bytes <= view.byteLength; base += at.bytes) {
      const info = view.getUint32(base + at.info, true);
      if ((layout.addressBytes === 8 ? info : info & 0xff) !== type) continue;
      visit(word(view, base, layout), word(view, base + at.addend, layout));
    }
  }
}

/** Writes the pointers into `bytes`, which are those at `address`. */
export async function applyRelative(elf: Elf, address: number, bytes: Uint8Array): Promise<void> {
  const view = viewOf(bytes);
  const wordBytes = elf.header.layout.addressBytes;
  await eachRelative(elf, (at, value) => {
    const offset = at - address;
    // SW64 linkers may keep the value in place and 0 as the addend.
    if (!(offset >= 0 && offset + wordBytes <= bytes.length) || value === 0) return;
    view.setUint32(offset, value % 0x1_0000_0000, true);
    if (wordBytes === 8) view.setInt32(offset + 4, Math.floor(value / 0x1_0000_0000), true);
  });
}

async function relaDyn(elf: Elf): Promise<{ offset: number; size: number } | null> {
  const section = elf.sections.find(
    ({ type, name }) => type === SHT_RELA && (name === ".rela.dyn" || name === ".rela"),
  );
  if (section !== undefined) return section;
  if (elf.sections.length > 0) return null;
  const tags = await readDynamic(elf);
  const address = tags.get(DT_RELA);
  if (address === undefined) return null;
  const load = elf.programHeaders.find(
    ({ type, vaddr, fileBytes }) => type === PT_LOAD && address >= vaddr && address < vaddr + fileBytes,
  );
  return load === undefined ? null : { offset: address - load.vaddr + load.offset, size: tags.get(DT_RELASZ) ?? 0 };
}
