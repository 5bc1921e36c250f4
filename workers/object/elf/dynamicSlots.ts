import { MAX_PLT_BYTES } from "../limits";
import type { Elf } from "./elf";
import { eachRelocation, type RelocationTable, relocationTables } from "./relocations";
import { relocationTypes } from "./relocationTypes";
import { symbolName } from "./symbolName";

/** The words that the run-time linker fills with addresses of symbols, which may be of other files. */
export interface DynamicSlots {
  readonly symbolAt: ReadonlyMap<number, number>; // address -> symbol
  readonly pltSymbols: readonly number[]; // in the order of .rela.plt
  readonly name: (symbol: number) => Promise<string>;
}

const FILLED = new Set(["JUMP_SLOT", "JMP_SLOT", "GLOB_DAT"]);

export async function readDynamicSlots(elf: Elf): Promise<DynamicSlots> {
  const types = relocationTypes(elf.header.machine);
  const symbolAt = new Map<number, number>();
  const pltSymbols: number[] = [];
  let symbols = 0;
  for (const table of await relocationTables(elf)) {
    if (!table.name.endsWith(".plt") && !table.name.endsWith(".dyn")) continue;
    if (table.symbols > 0) symbols = table.symbols;
    const isPlt = table.name.endsWith(".plt");
    await eachRelocation(elf, withoutExcess(table), (offset, type, symbol) => {
      if (isPlt) pltSymbols.push(symbol);
      if (symbol > 0 && FILLED.has(types?.get(type)?.name ?? "")) symbolAt.set(offset, symbol);
    });
  }
  return { symbolAt, pltSymbols, name: (symbol) => symbolName(elf, symbols, symbol) };
}

/** No more entries than stubs could be for. */
function withoutExcess(table: RelocationTable): RelocationTable {
  return { ...table, size: Math.min(table.size, MAX_PLT_BYTES) };
}
