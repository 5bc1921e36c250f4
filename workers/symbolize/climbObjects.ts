import type { Module, ModuleMapping } from "../../src/model/stacks";
import type { Elf } from "../object/elf/elf";
import { type CodeSymbols, readCodeSymbols, type SymbolTableName } from "../object/elf/symbols";
import { openGoTable } from "../object/gopclntab/goTable";
import { ElfSymbolizer } from "./elfSymbolizer";
import { GoSymbolizer } from "./goSymbolizer";
import { type ModuleObjects, type ModuleSources, openModuleObjects, orNull } from "./moduleObjects";
import type { NameRows } from "./nameRows";
import { type ModuleCodes, statedAddresses } from "./statedAddresses";
import { type Symbolizer, sortedLookups } from "./symbolizer";

/** A rung of the ladder that object files can be; null where they are not. */
type Rung = (objects: ModuleObjects, symtab: CodeSymbols | null) => Promise<Symbolizer | null>;

/** Best first. */
const RUNGS_OF_OBJECTS: readonly Rung[] = [
  async (objects) => {
    const table = await first(objects, openGoTable);
    return table === null ? null : new GoSymbolizer(table);
  },
  async (_, symtab) => symbolizer(symtab),
  async (objects) => symbolizer(await symbols(objects, ".dynsym")),
];

/** Names the codes of a module from its object files. */
export async function climbObjects(
  module: Module,
  mappings: readonly ModuleMapping[],
  codes: ModuleCodes,
  sources: ModuleSources,
  rows: NameRows,
): Promise<void> {
  const objects = await openModuleObjects(sources);
  const symtab = await orNull(() => symbols(objects, ".symtab"));
  const lookups = sortedLookups(await statedAddresses(module, mappings, codes, objects, symtab));
  if (lookups.length === 0) return;
  for (const rung of RUNGS_OF_OBJECTS) {
    const found = await orNull(() => rung(objects, symtab));
    if (found !== null) await orNull(() => found.names(lookups, rows));
  }
}

/** What the debug file has, else what the file that ran has: a stripped file's table is the shorter one. */
async function first<T>({ debug, runtime }: ModuleObjects, read: (elf: Elf) => Promise<T | null>): Promise<T | null> {
  const inDebug = debug === null ? null : await orNull(() => read(debug));
  return inDebug ?? (runtime === null ? null : read(runtime));
}

function symbols(objects: ModuleObjects, table: SymbolTableName): Promise<CodeSymbols | null> {
  return first(objects, (elf) => readCodeSymbols(elf, table));
}

function symbolizer(symbols: CodeSymbols | null): Symbolizer | null {
  return symbols === null ? null : new ElfSymbolizer(symbols);
}
