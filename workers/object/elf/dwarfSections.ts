import type { ByteSource } from "../../io/byteSource";
import type { Elf } from "./elf";
import { PT_LOAD } from "./programHeaders";
import { contentsNamed } from "./sectionContents";
import { SHF_EXECINSTR } from "./sections";

/** The debug sections of one file, uncompressed and relocated, by the name an ordinary file gives them. */
export interface ElfDwarfSections {
  /** ".debug_info", ".debug_info.dwo" …; each is made once. Null when the file has none. Throws DecodeError. */
  section(name: string): Promise<ByteSource | null>;
  /** Whether code may lie at address 0: in relocatable files it does, elsewhere what is there was thrown away. */
  readonly hasCodeAtZero: boolean;
}

export function dwarfSections(elf: Elf): ElfDwarfSections {
  const known = new Map<string, Promise<ByteSource | null>>();
  return {
    section(name) {
      const contents = known.get(name) ?? contentsNamed(elf, name);
      known.set(name, contents);
      return contents;
    },
    hasCodeAtZero: hasCodeAtZero(elf),
  };
}

function hasCodeAtZero({ sections, programHeaders }: Elf): boolean {
  if (sections.length === 0) {
    return programHeaders.some(({ type, executable, vaddr }) => type === PT_LOAD && executable && vaddr === 0);
  }
  return sections.some(({ flags, addr, size }) => (flags & SHF_EXECINSTR) !== 0 && addr === 0 && size > 0);
}
