import type { Svma } from "../../../src/model/address";
import type { ModuleMapping } from "../../../src/model/stacks";
import { type ProgramHeader, PT_LOAD } from "./programHeaders";

/** Bytes [offset, end) of the file that ran lie at [offset + delta, end + delta) of its address space. */
interface Piece {
  readonly offset: number;
  readonly end: number;
  readonly delta: number;
}

/**
 * Where an offset in the *running* file lies in its address space: offset - p_offset + p_vaddr of the PT_LOAD that
 * holds it. Executable segments first: two segments may share the page between them, and code is what is asked for.
 *
 * `objcopy --only-keep-debug` moves the segments together, so a .debug file's p_offset is not that of the file that
 * ran. Of such a file the pieces come from how the code was mapped, where that fits, else from how linkers lay out.
 */
export class FileOffsets {
  readonly #pieces: readonly Piece[];

  constructor(programHeaders: readonly ProgramHeader[], mappings: readonly ModuleMapping[]) {
    const loads = programHeaders.filter(({ type }) => type === PT_LOAD);
    if (loads.length === 0) this.#pieces = AS_IT_LIES;
    else if (loads.some(isStripped)) this.#pieces = [...piecesOfMappings(loads, mappings), ...pieces(asLinked(loads))];
    else this.#pieces = pieces(loads);
  }

  /** Null outside every segment. */
  svma(fileOffset: number): Svma | null {
    for (const { offset, end, delta } of this.#pieces) {
      if (fileOffset >= offset && fileOffset < end) return (fileOffset + delta) as Svma;
    }
    return null;
  }
}

/** Files that `perf inject -j` makes of run-time code have no segments before perf 6.6: sh_addr is sh_offset. */
const AS_IT_LIES: readonly Piece[] = [{ offset: 0, end: Number.POSITIVE_INFINITY, delta: 0 }];

/** Only data ends in memory that is not in the file (.bss): code that does is that of a .debug file, left out. */
function isStripped({ executable, fileBytes, memoryBytes }: ProgramHeader): boolean {
  return executable && fileBytes < memoryBytes;
}

function pieces(loads: readonly ProgramHeader[]): Piece[] {
  return [...loads.filter(({ executable }) => executable), ...loads.filter(({ executable }) => !executable)].map(
    ({ offset, vaddr, fileBytes }) => ({ offset, end: offset + fileBytes, delta: vaddr - offset }),
  );
}

const PAGE_BYTES = [4096, 8192, 16384, 65536];

/** A mapping is the pages of the one executable segment that has as many. */
function piecesOfMappings(loads: readonly ProgramHeader[], mappings: readonly ModuleMapping[]): Piece[] {
  const found = new Map<number, Piece>(); // by file offset: every process has the same
  for (const { start, end, fileOffset } of mappings) {
    if (found.has(fileOffset)) continue;
    for (const page of PAGE_BYTES) {
      const fitting = loads.filter(({ executable, vaddr, memoryBytes }) => {
        const pages = Math.ceil((vaddr + memoryBytes) / page) - Math.floor(vaddr / page);
        return executable && pages * page === end - start;
      });
      const [load] = fitting;
      if (load === undefined || fitting.length > 1) continue;
      const delta = Math.floor(load.vaddr / page) * page - fileOffset;
      found.set(fileOffset, { offset: fileOffset, end: fileOffset + (end - start), delta });
      break;
    }
  }
  return [...found.values()];
}

/**
 * Linkers lay segments out one behind the other, each at the first offset that equals its address modulo p_align. That
 * holds for GNU ld, gold and lld; a segment's file size is its memory size, except for .bss at the end of the last one.
 */
function asLinked(loads: readonly ProgramHeader[]): ProgramHeader[] {
  let end = 0;
  return loads.map((load) => {
    const align = Math.max(1, load.align);
    const behind = (((load.vaddr - end) % align) + align) % align;
    const offset = end + behind;
    end = offset + load.memoryBytes;
    return { ...load, offset, fileBytes: load.memoryBytes };
  });
}
