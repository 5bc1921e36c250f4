import { DecodeError } from "../../src/model/decodeError";
import type { ModuleMapping } from "../../src/model/stacks";
import type { Arch } from "../arch/arch";
import type { ByteSource } from "../io/byteSource";
import { pagedSource } from "../io/pagedSource";
import type { CfiTable } from "../object/dwarf/cfiTable";
import { openCfi } from "../object/dwarf/openCfi";
import { type Elf, openElf, readMemory } from "../object/elf/elf";
import { FileOffsets } from "../object/elf/fileOffsets";
import type { Section } from "../object/elf/sections";
import { type GoTable, openGoTable } from "../object/gopclntab/goTable";
import { MAX_MOVING_FUNCTION_BYTES } from "./limits";

/** What a module's files have for unwinding, in memory: while stacks are unwound nothing can be waited for. */
export interface UnwindObject {
  readonly offsets: FileOffsets;
  /** In the order in which they are asked: .eh_frame, .debug_frame of the object that ran, of its debug file. */
  readonly cfi: readonly CfiTable[];
  readonly go: Pick<GoTable, "find" | "frame"> | null;
  /** Of the Go functions whose table is wrong: see FrameRules.spMoves. */
  readonly goMoves: ReadonlyMap<number, Int32Array>;
  readonly plt: readonly Section[];
}

/** Of the ModuleFiles those that matter here. */
export interface UnwindSources {
  readonly runtime: ByteSource | null;
  readonly debug: ByteSource | null;
}

/** Null when no file is there, or only damaged ones and those of another processor: decoding them has said so. */
export async function openUnwindObject(
  sources: UnwindSources,
  mappings: readonly ModuleMapping[],
  arch: Arch,
): Promise<UnwindObject | null> {
  const runtime = await openFor(arch, sources.runtime);
  const debug = await openFor(arch, sources.debug);
  const elf = runtime ?? debug;
  if (elf === null) return null;
  const tables = await Promise.all([runtime, debug].map((one) => (one === null ? null : openCfi(one))));
  const go = runtime === null ? null : await orNull(() => openGoTable(runtime));
  return {
    offsets: new FileOffsets(elf.programHeaders, mappings),
    cfi: tables.flatMap((cfi) => [cfi?.ehFrame, cfi?.debugFrame].filter((table) => table != null)),
    go,
    goMoves: runtime === null || go === null ? new Map() : await readGoMoves(runtime, go, arch),
    plt: elf.sections.filter(({ name }) => name.startsWith(".plt")),
  };
}

async function openFor(arch: Arch, source: ByteSource | null): Promise<Elf | null> {
  const elf = source === null ? null : await orNull(() => openElf(pagedSource(source)));
  return elf !== null && arch.elfMachines.includes(elf.header.machine) ? elf : null;
}

async function readGoMoves(elf: Elf, go: GoTable, arch: Arch): Promise<Map<number, Int32Array>> {
  const moves = new Map<number, Int32Array>();
  for (const name of arch.rules.goUntabled) {
    const index = go.named(name);
    if (index < 0) continue;
    const { entry, end } = go.frame(index);
    const code = await readMemory(elf, entry, Math.min(end - entry, MAX_MOVING_FUNCTION_BYTES));
    moves.set(index, arch.rules.spMoves(code));
  }
  return moves;
}

async function orNull<T>(open: () => Promise<T>): Promise<T | null> {
  try {
    return await open();
  } catch (error) {
    if (error instanceof DecodeError) return null;
    throw error;
  }
}
