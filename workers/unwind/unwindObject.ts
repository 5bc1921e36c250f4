import { DecodeError } from "../../src/model/decodeError";
import type { Arch } from "../arch/arch";
import type { ByteSource } from "../io/byteSource";
import { pagedSource } from "../io/pagedSource";
import { type Cfi, openCfi } from "../object/dwarf/openCfi";
import { type Elf, openElf, readMemory } from "../object/elf/elf";
import { FileOffsets } from "../object/elf/fileOffsets";
import type { Section } from "../object/elf/sections";
import { type GoTable, openGoTable } from "../object/gopclntab/goTable";

/** What one object file has for unwinding, in memory: while stacks are unwound nothing can be waited for. */
export interface UnwindObject {
  readonly offsets: FileOffsets;
  readonly cfi: Cfi;
  readonly go: GoTable | null;
  /** Of the Go functions whose table is wrong: see FrameRules.spMoves. */
  readonly goMoves: ReadonlyMap<number, Int32Array>;
  readonly sections: readonly Section[]; // of PLT stubs
}

/** Null for the file of another processor. Throws DecodeError for one that is no ELF file. */
export async function openUnwindObject(source: ByteSource, arch: Arch): Promise<UnwindObject | null> {
  const elf = await openElf(pagedSource(source));
  if (!arch.elfMachines.includes(elf.header.machine)) return null;
  const go = await openGoTableOrNull(elf);
  return {
    offsets: new FileOffsets(elf.programHeaders),
    cfi: await openCfi(elf),
    go,
    goMoves: go === null ? new Map() : await readGoMoves(elf, go, arch),
    sections: elf.sections.filter(({ name }) => name.startsWith(".plt")),
  };
}

async function openGoTableOrNull(elf: Elf): Promise<GoTable | null> {
  try {
    return await openGoTable(elf);
  } catch (error) {
    if (error instanceof DecodeError) return null; // its symbols say so
    throw error;
  }
}

async function readGoMoves(elf: Elf, go: GoTable, arch: Arch): Promise<Map<number, Int32Array>> {
  const moves = new Map<number, Int32Array>();
  for (const name of arch.rules.goUntabled) {
    const index = go.named(name);
    if (index < 0) continue;
    const { entry, end } = go.frame(index);
    moves.set(index, arch.rules.spMoves(await readMemory(elf, entry, Math.min(end - entry, MAX_FUNCTION_BYTES))));
  }
  return moves;
}

const MAX_FUNCTION_BYTES = 1 << 16;
