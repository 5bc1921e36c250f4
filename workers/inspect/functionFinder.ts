import type { FunctionBounds } from "../../src/model/disassembly";
import { openCfi } from "../object/dwarf/openCfi";
import type { Elf } from "../object/elf/elf";
import { openMiniDebugInfo } from "../object/elf/miniDebugInfo";
import { readPlt } from "../object/elf/plt";
import { readSw64Symtab } from "../object/elf/sw64Symtab";
import type { CodeSymbols } from "../object/elf/symbolColumns";
import { SymbolRanges } from "../object/elf/symbolRanges";
import { readCodeSymbols } from "../object/elf/symbols";
import { openGoTable } from "../object/gopclntab/goTable";
import { type ModuleObjects, orNull } from "../symbolize/moduleObjects";

/** Where the function around an address begins and ends (Svma, exclusive); null where none is known. */
type FindBounds = (svma: number) => readonly [start: number, end: number] | null;

interface Rung {
  readonly bounds: Exclude<FunctionBounds, "none">;
  /** Null when the file does not have it. */
  readonly open: (elf: Elf) => Promise<FindBounds | null>;
}

/** Best first. Go's table and symbols give whole functions, an FDE may be of a part that was split off. */
const RUNGS: readonly Rung[] = [
  {
    bounds: "gopclntab",
    open: async (elf) => {
      const table = await openGoTable(elf);
      if (table === null) return null;
      return (svma) => {
        const found = table.find(svma);
        return found < 0 ? null : table.bounds(found);
      };
    },
  },
  { bounds: "sw64symtab", open: (elf) => openSymbols(readSw64Symtab(elf)) },
  { bounds: "symtab", open: (elf) => openSymbols(readCodeSymbols(elf, ".symtab")) },
  {
    bounds: "minidebug",
    open: async (elf) => {
      const mini = await openMiniDebugInfo(elf);
      return mini === null ? null : openSymbols(readCodeSymbols(mini, ".symtab"));
    },
  },
  { bounds: "dynsym", open: (elf) => openSymbols(readCodeSymbols(elf, ".dynsym")) },
  {
    bounds: "plt",
    open: async (elf) => {
      const plt = await readPlt(elf);
      if (plt === null) return null;
      return (svma) => {
        const found = plt.find(svma);
        return found < 0 ? null : plt.bounds(found);
      };
    },
  },
  {
    bounds: "fde",
    open: async (elf) => {
      const { ehFrame, debugFrame } = await openCfi(elf);
      return (svma) => {
        const fde = ehFrame?.fde(svma) ?? debugFrame?.fde(svma) ?? null;
        return fde === null ? null : [fde.start, fde.end];
      };
    },
  },
];

async function openSymbols(read: Promise<CodeSymbols | null>): Promise<FindBounds | null> {
  const symbols = await read;
  if (symbols === null) return null;
  const ranges = new SymbolRanges(symbols);
  return (svma) => {
    const found = ranges.find(svma);
    return found < 0 ? null : ranges.bounds(found);
  };
}

interface FoundFunction {
  readonly bounds: Rung["bounds"];
  readonly start: number; // Svma
  readonly end: number; // exclusive
}

/** Finds the functions of a module by address. Each rung is opened when the ones before it have failed for an address. */
export class FunctionFinder {
  readonly #files: readonly Elf[];
  readonly #opened = new Map<Rung, Promise<readonly FindBounds[]>>();

  constructor({ debug, runtime }: ModuleObjects) {
    this.#files = [debug, runtime].filter((elf) => elf !== null);
  }

  async find(svma: number): Promise<FoundFunction | null> {
    for (const rung of RUNGS) {
      for (const find of await this.#open(rung)) {
        const [start, end] = (await orNull(async () => find(svma))) ?? [0, 0];
        if (svma >= start && svma < end) return { bounds: rung.bounds, start, end };
      }
    }
    return null;
  }

  #open(rung: Rung): Promise<readonly FindBounds[]> {
    const known = this.#opened.get(rung);
    if (known !== undefined) return known;
    const opened = Promise.all(this.#files.map((elf) => orNull(() => rung.open(elf)))).then((found) =>
      found.filter((find) => find !== null),
    );
    this.#opened.set(rung, opened);
    return opened;
  }
}
