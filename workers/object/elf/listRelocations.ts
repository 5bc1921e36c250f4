import { MAX_LISTED_RELOCATION_BYTES } from "../limits";
import type { Elf } from "./elf";
import { ET_REL } from "./placeSections";
import { eachRelocation, relocationTables } from "./relocations";
import { relocationTypes } from "./relocationTypes";
import { symbolName } from "./symbolName";

/** What the run-time linker does to a file: .rela.dyn and .rela.plt. */
export interface RelocationList {
  readonly counts: ReadonlyMap<string, number>; // by type, as readelf names it behind the machine's prefix
  readonly rows: readonly RelocationRow[]; // the first of each table
}

export interface RelocationRow {
  readonly table: string;
  readonly offset: number; // Svma
  readonly type: string;
  readonly symbol: string; // "" for none
  readonly addend: number;
}

/** A relocatable file has none: its relocations are a linker's. */
export async function listRelocations(elf: Elf, rowsPerTable: number): Promise<RelocationList> {
  const types = relocationTypes(elf.header.machine);
  const counts = new Map<string, number>();
  const rows: RelocationRow[] = [];
  const tables = elf.header.type === ET_REL ? [] : await relocationTables(elf);
  for (const table of tables) {
    const first: { offset: number; type: string; symbol: number; addend: number }[] = [];
    const bounded = { ...table, size: Math.min(table.size, MAX_LISTED_RELOCATION_BYTES) };
    await eachRelocation(elf, bounded, (offset, number, symbol, addend) => {
      const type = types?.get(number)?.name ?? `type ${number}`;
      counts.set(type, (counts.get(type) ?? 0) + 1);
      if (first.length < rowsPerTable) first.push({ offset, type, symbol, addend });
    });
    for (const { symbol, ...row } of first) {
      rows.push({ table: table.name, ...row, symbol: await symbolName(elf, table.symbols, symbol) });
    }
  }
  return { counts, rows };
}
