import type { ByteSource } from "../../io/byteSource";

/**
 * The debug sections of one file, uncompressed and relocated, by the name an ordinary file gives them (".debug_info",
 * ".debug_info.dwo"). They are read by range: a section need not be in memory.
 */
export interface DwarfSections {
  /** Null when the file has none of this name. */
  section(name: string): Promise<ByteSource | null>;
  /**
   * Whether code may lie at address 0. Where it does not, what starts at 0 was thrown away by the linker, which
   * leaves its debug information behind (gc-sections, COMDAT groups).
   */
  readonly hasCodeAtZero: boolean;
}

/** The sections of `name` in a .dwo file and in a .dwp are called so. */
export function dwoName(name: string): string {
  return `${name}.dwo`;
}
