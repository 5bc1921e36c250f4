import type { Elf } from "./elf";
import { RELATIVE_RELOCATION } from "./machines";
import { writeField } from "./relocateSection";
import { eachRelocation, relocationTables } from "./relocations";

/**
 * The pointers of a position-independent file: its words are 0 (or stale) in the file, their values are addends in
 * .rela.dyn. Calls `visit` with the address of each word and what it holds at a load bias of 0.
 */
export async function eachRelative(elf: Elf, visit: (address: number, value: number) => void): Promise<void> {
  const relative = RELATIVE_RELOCATION[elf.header.machine];
  if (relative === undefined) return;
  for (const table of await relocationTables(elf)) {
    if (!table.hasAddend || (table.name !== ".rela.dyn" && table.name !== ".rela")) continue;
    await eachRelocation(elf, table, (offset, type, _, addend) => {
      if (type === relative) visit(offset, addend);
    });
  }
}

/** Writes the pointers into `bytes`, which are those at `address`. */
export async function applyRelative(elf: Elf, address: number, bytes: Uint8Array): Promise<void> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const { addressBytes } = elf.header.layout;
  await eachRelative(elf, (at, value) => {
    const offset = at - address;
    // SW64 linkers may keep the value in place and 0 as the addend.
    if (!(offset >= 0 && offset + addressBytes <= bytes.length) || value === 0) return;
    writeField(view, offset, addressBytes, value);
  });
}
