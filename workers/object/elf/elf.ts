import { DecodeError, type DecodeFailure } from "../../../src/model/decodeError";
import type { ByteSource } from "../../io/byteSource";
import { type ElfHeader, readHeader } from "./header";
import { ET_REL, placeSections } from "./placeSections";
import { type ProgramHeader, PT_LOAD, readProgramHeaders } from "./programHeaders";
import { readPresent } from "./range";
import { readSections, type Section, SHF_ALLOC, SHT_NOBITS } from "./sections";

/** An opened object file: its headers. Everything else is read from `source` when asked for. */
export interface Elf {
  readonly source: ByteSource;
  readonly header: ElfHeader;
  readonly programHeaders: readonly ProgramHeader[];
  readonly sections: readonly Section[];
  /** Header tables that could not be read. The other one may do: section headers can be stripped. */
  readonly failures: readonly DecodeFailure[];
}

/** Give it a pagedSource: what reads an Elf makes many small reads. */
export async function openElf(source: ByteSource): Promise<Elf> {
  const header = await readHeader(source);
  const failures: DecodeFailure[] = [];
  const read = await orEmpty(failures, () => readSections(source, header));
  const sections = header.type === ET_REL ? placeSections(read) : read;
  const programHeaderCount = header.phnum === 0xffff ? (sections[0]?.info ?? 0) : header.phnum;
  const programHeaders = await orEmpty(failures, () => readProgramHeaders(source, header, programHeaderCount));
  return { source, header, programHeaders, sections, failures };
}

async function orEmpty<T>(failures: DecodeFailure[], read: () => Promise<readonly T[]>): Promise<readonly T[]> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    failures.push(error.failure);
    return [];
  }
}

/** The section of this name that has bytes in the file. */
export function sectionNamed(elf: Elf, name: string): Section | null {
  return elf.sections.find((section) => section.name === name && section.type !== SHT_NOBITS) ?? null;
}

/** Where the file has the byte of an address, by its program headers; null where it has none. */
export function fileOffsetOf(elf: Elf, address: number | undefined): number | null {
  if (address === undefined) return null;
  for (const { type, vaddr, offset, fileBytes } of elf.programHeaders) {
    if (type === PT_LOAD && address >= vaddr && address < vaddr + fileBytes) return address - vaddr + offset;
  }
  return null;
}

/** The bytes that the file gives for memory [address, address + size); fewer where the file is cut or has none. */
export async function readMemory(elf: Elf, address: number, size: number): Promise<Uint8Array> {
  for (const { type, vaddr, offset, fileBytes } of elf.programHeaders) {
    if (type !== PT_LOAD || !(address >= vaddr && address < vaddr + fileBytes)) continue;
    const skip = address - vaddr;
    return readPresent(elf.source, offset + skip, Math.min(size, fileBytes - skip));
  }
  for (const { type, flags, addr, offset, size: bytes } of elf.sections) {
    if (type === SHT_NOBITS || (flags & SHF_ALLOC) === 0 || !(address >= addr && address < addr + bytes)) continue;
    const skip = address - addr;
    return readPresent(elf.source, offset + skip, Math.min(size, bytes - skip));
  }
  return new Uint8Array(0);
}
