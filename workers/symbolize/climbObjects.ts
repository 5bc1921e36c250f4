import type { Module, ModuleMapping, Rung } from "../../src/model/stacks";
import type { CfiTable } from "../object/dwarf/cfiTable";
import { openCfi } from "../object/dwarf/openCfi";
import type { Elf } from "../object/elf/elf";
import { openMiniDebugInfo } from "../object/elf/miniDebugInfo";
import { readPlt } from "../object/elf/plt";
import { readSw64Symtab } from "../object/elf/sw64Symtab";
import type { CodeSymbols } from "../object/elf/symbolColumns";
import { SymbolRanges } from "../object/elf/symbolRanges";
import { readCodeSymbols } from "../object/elf/symbols";
import { openGoTable } from "../object/gopclntab/goTable";
import { ElfSymbolizer } from "./elfSymbolizer";
import { FdeSymbolizer } from "./fdeSymbolizer";
import { GoSymbolizer } from "./goSymbolizer";
import { type ModuleObjects, type ModuleSources, openModuleObjects, orNull } from "./moduleObjects";
import type { NameRows } from "./nameRows";
import { type LineReading, openDwarf } from "./openDwarf";
import { PltSymbolizer } from "./pltSymbolizer";
import { type ModuleCodes, statedAddresses } from "./statedAddresses";
import { type Symbolizer, sortedLookups } from "./symbolizer";

/** What makes one rung of the ladder of a module's object files; null where they are no such rung. */
type MakeRung = (
  objects: ModuleObjects,
  symtab: SymbolRanges | null,
  reading: LineReading,
  module: Module,
) => Promise<Symbolizer | null>;

/** Best first. */
const RUNGS_OF_OBJECTS: readonly MakeRung[] = [
  async (objects) => {
    const table = await first(objects, openGoTable);
    return table === null ? null : new GoSymbolizer(table);
  },
  openDwarf,
  async (objects) => symbolizer(await first(objects, readSw64Symtab), "sw64symtab"),
  async (_, symtab) => (symtab === null ? null : new ElfSymbolizer(symtab, "symtab")),
  async (objects) => symbolizer(await first(objects, readMiniSymtab), "minidebug"),
  async (objects) => symbolizer(await first(objects, (elf) => readCodeSymbols(elf, ".dynsym")), "dynsym"),
  async ({ runtime }) => {
    const plt = runtime === null ? null : await readPlt(runtime);
    return plt === null ? null : new PltSymbolizer(plt);
  },
  async (objects, symtab, _, { addressing, path }) => {
    if (addressing !== "file-offset") return null; // the kernel's names are in other files
    return new FdeSymbolizer(() => openTables(objects), path.slice(path.lastIndexOf("/") + 1), symtab);
  },
];

/** Names the codes of a module from its object files. */
export async function climbObjects(
  module: Module,
  mappings: readonly ModuleMapping[],
  codes: ModuleCodes,
  sources: ModuleSources,
  reading: LineReading,
  rows: NameRows,
): Promise<void> {
  const objects = await openModuleObjects(sources);
  const symtab = await orNull(() => first(objects, (elf) => readCodeSymbols(elf, ".symtab")));
  const lookups = sortedLookups(await statedAddresses(module, mappings, codes, objects, symtab));
  if (lookups.length === 0) return;
  const ranges = symtab === null ? null : new SymbolRanges(symtab);
  for (const rung of RUNGS_OF_OBJECTS) {
    const found = await orNull(() => rung(objects, ranges, reading, module));
    if (found !== null) await orNull(() => found.names(lookups, rows));
  }
}

/** What the debug file has, else what the file that ran has: a stripped file's table is the shorter one. */
async function first<T>({ debug, runtime }: ModuleObjects, read: (elf: Elf) => Promise<T | null>): Promise<T | null> {
  const inDebug = debug === null ? null : await orNull(() => read(debug));
  return inDebug ?? (runtime === null ? null : read(runtime));
}

async function openTables({ runtime, debug }: ModuleObjects): Promise<readonly CfiTable[]> {
  const found = await Promise.all([runtime, debug].map((elf) => (elf === null ? null : openCfi(elf))));
  return found.flatMap((cfi) => [cfi?.ehFrame, cfi?.debugFrame].filter((table) => table != null));
}

async function readMiniSymtab(elf: Elf): Promise<CodeSymbols | null> {
  const mini = await openMiniDebugInfo(elf);
  return mini === null ? null : readCodeSymbols(mini, ".symtab");
}

function symbolizer(symbols: CodeSymbols | null, rung: Rung): Symbolizer | null {
  return symbols === null ? null : new ElfSymbolizer(new SymbolRanges(symbols), rung);
}
