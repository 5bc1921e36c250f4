import { DecodeError, type DecodeFailure } from "../../../src/model/decodeError";
import type { ByteSource } from "../../io/byteSource";
import type { Elf } from "./elf";
import { contentsNamed } from "./sectionContents";

/** What addresses are named with (DWARF 5 section 7.3): .debug_<name>, in split files .debug_<name>.dwo. */
const NAMES = [
  "info",
  "types",
  "abbrev",
  "line",
  "str",
  "line_str",
  "str_offsets",
  "addr",
  "ranges",
  "rnglists",
  "aranges",
  "cu_index", // of packages (.dwp); these two have no ".dwo"
  "tu_index",
] as const;

const UNSPLIT: ReadonlySet<string> = new Set(["cu_index", "tu_index"]);

export type DwarfSections = Readonly<Record<(typeof NAMES)[number], ByteSource | null>> & {
  /** Sections that are there and cannot be read: null above. */
  readonly failures: readonly DecodeFailure[];
};

/**
 * The DWARF sections of one file, uncompressed and relocated when first read. `suffix` ".dwo" for those of a split file
 * or a package: an object compiled with -gsplit-dwarf=single has both kinds.
 */
export async function dwarfSections(elf: Elf, suffix: "" | ".dwo" = ""): Promise<DwarfSections> {
  const failures: DecodeFailure[] = [];
  const sections: Partial<Record<(typeof NAMES)[number], ByteSource | null>> = {};
  for (const name of NAMES) {
    try {
      sections[name] = await contentsNamed(elf, `.debug_${name}${UNSPLIT.has(name) ? "" : suffix}`);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      failures.push(error.failure);
      sections[name] = null;
    }
  }
  return { ...(sections as Record<(typeof NAMES)[number], ByteSource | null>), failures };
}
