import { type Elf, sectionNamed } from "../elf/elf";
import { viewOf } from "../elf/layout";
import { PT_LOAD } from "../elf/programHeaders";
import { readPresent } from "../elf/range";
import { applyRelative } from "../elf/relativeRelocations";
import { MAX_PCLNTAB_BYTES, PCLNTAB_SCAN_BYTES } from "../limits";
import { PCLNTAB_VERSIONS } from "./versions";

/** The bytes that begin with pcHeader, relocated, and where they lie. */
export interface PclntabBytes {
  readonly bytes: Uint8Array;
  readonly address: number; // Svma
  readonly fileOffset: number;
}

/** The second name is that of position-independent and externally linked programs up to Go 1.25. */
const SECTION_NAMES = [".gopclntab", ".data.rel.ro.gopclntab"];

const ALIGN = 8; // the linker gives 32, moduledata only needs this
const ET_DYN = 3;

/** Null when the file has no such table: not Go, or its .debug file. */
export async function locatePclntab(elf: Elf): Promise<PclntabBytes | null> {
  const found = inSections(elf) ?? (await inSegments(elf));
  if (found === null) return null;
  const { address, fileOffset, size } = found;
  const stored = await readPresent(elf.source, fileOffset, Math.min(size, MAX_PCLNTAB_BYTES));
  if (elf.header.type !== ET_DYN) return { bytes: stored, address, fileOffset };
  const bytes = stored.slice();
  await applyRelative(elf, address, bytes);
  return { bytes, address, fileOffset };
}

interface Place {
  readonly address: number;
  readonly fileOffset: number;
  readonly size: number;
}

function inSections(elf: Elf): Place | null {
  for (const name of SECTION_NAMES) {
    const section = sectionNamed(elf, name);
    if (section !== null) return { address: section.addr, fileOffset: section.offset, size: section.size };
  }
  return null;
}

/** Without section headers: by magic, quantum and pointer size, in the segments that hold constants. */
async function inSegments(elf: Elf): Promise<Place | null> {
  if (elf.sections.length > 0) return null;
  for (const { type, offset, vaddr, fileBytes } of elf.programHeaders) {
    if (type !== PT_LOAD) continue;
    for (let start = 0; start < fileBytes; start += PCLNTAB_SCAN_BYTES) {
      // The header's first words may lie across two pieces: ALIGN bytes more.
      const size = Math.min(PCLNTAB_SCAN_BYTES + ALIGN, fileBytes - start);
      const bytes = await readPresent(elf.source, offset + start, size);
      if (bytes.length === 0) break;
      const at = headerIn(bytes, elf.header.layout.addressBytes);
      if (at < 0) continue;
      const skip = start + at;
      return { address: vaddr + skip, fileOffset: offset + skip, size: fileBytes - skip };
    }
  }
  return null;
}

function headerIn(bytes: Uint8Array, pointerBytes: number): number {
  const view = viewOf(bytes);
  for (let at = 0; at + 8 <= bytes.length; at += ALIGN) {
    if (PCLNTAB_VERSIONS[view.getUint32(at, true)] !== undefined && isHeaderTail(bytes, at, pointerBytes)) return at;
  }
  return -1;
}

/** pcHeader's pad1, pad2, minLC, ptrSize. */
export function isHeaderTail(bytes: Uint8Array, at: number, pointerBytes: number): boolean {
  const quantum = bytes[at + 6];
  return (
    bytes[at + 4] === 0 &&
    bytes[at + 5] === 0 &&
    (quantum === 1 || quantum === 2 || quantum === 4) &&
    bytes[at + 7] === pointerBytes
  );
}
