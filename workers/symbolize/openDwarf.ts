import { dwarfSections } from "../object/elf/dwarfSections";
import { readAltLink } from "../object/elf/links";
import type { SymbolRanges } from "../object/elf/symbolRanges";
import { DwarfSymbolizer } from "./dwarfSymbolizer";
import type { ModuleObjects } from "./moduleObjects";

/** How a module's line tables are to be read. */
export interface LineReading {
  /** Instead of what their headers state; null to believe them. See LineRepair. */
  readonly minimumInstructionLength: number | null;
}

/** DWARF of the debug file, else of the file that ran; null where neither has any. */
export async function openDwarf(
  { runtime, debug, alt, split }: ModuleObjects,
  symtab: SymbolRanges | null,
  { minimumInstructionLength }: LineReading,
): Promise<DwarfSymbolizer | null> {
  for (const elf of [debug, runtime]) {
    const main = elf === null ? null : dwarfSections(elf);
    if (elf === null || main === null || (await main.section(".debug_info")) === null) continue;
    const link = alt === null ? await readAltLink(elf) : null;
    const files = {
      main,
      alt: alt === null ? null : dwarfSections(alt),
      missingAlt: link === null ? null : `[name in missing dwz file ${link.name}, build-id ${link.buildId}]`,
      splits: split.map(dwarfSections),
      minimumInstructionLength,
    };
    return new DwarfSymbolizer(files, symtab, elf === debug ? "debugfile" : "dwarf");
  }
  return null;
}
