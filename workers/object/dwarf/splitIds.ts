import type { SplitUnits } from "../../../src/model/capture";
import { dwarfSections } from "../elf/dwarfSections";
import { type Elf, sectionNamed } from "../elf/elf";
import { MAX_SKELETON_SECTION_BYTES } from "../limits";
import { DW_UT } from "./constants";
import { DwarfFile } from "./dwarfFile";
import { DwpIndex } from "./dwpIndex";
import { DwarfUnit, type UnitContext } from "./unit";

/**
 * The dwo_ids by which a file's skeleton units and the units of .dwo and .dwp files find each other; null for a file
 * that has neither. Throws DecodeError.
 */
export async function readSplitIds(elf: Elf): Promise<SplitUnits | null> {
  const sections = dwarfSections(elf);
  const index = await sections.section(".debug_cu_index");
  if (index !== null) return { kind: "split", ids: (await DwpIndex.read(index)).ids().map(hexOf) };
  if ((await sections.section(".debug_info.dwo")) !== null) {
    return { kind: "split", ids: await idsIn(new DwarfFile(sections, true)) };
  }
  const info = await sections.section(".debug_info");
  // Skeletons are small and need .debug_addr. What is large without being split is not looked through for them.
  const mayBeSplit = info !== null && info.size <= MAX_SKELETON_SECTION_BYTES && sectionNamed(elf, ".debug_addr");
  const ids = mayBeSplit ? await idsIn(new DwarfFile(sections, false)) : [];
  return ids.length === 0 ? null : { kind: "skeletons", ids };
}

async function idsIn(file: DwarfFile): Promise<string[]> {
  const context: UnitContext = { alt: null };
  const ids: string[] = [];
  for (const header of await file.headers()) {
    // Before version 5 the id is an attribute of the first DIE.
    const mayHaveId = header.version < 5 && header.type === DW_UT.compile;
    const id = mayHaveId ? (await DwarfUnit.open(file, header, context)).dwoId : header.dwoId;
    if (id !== null) ids.push(hexOf(id));
  }
  return ids;
}

function hexOf(id: bigint): string {
  return id.toString(16).padStart(16, "0");
}
