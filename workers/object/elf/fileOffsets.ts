import type { Svma } from "../../../src/model/address";
import { type ProgramHeader, PT_LOAD } from "./programHeaders";

/**
 * Where an offset in the *running* file lies in its address space: offset - p_offset + p_vaddr of the PT_LOAD that
 * holds it. Executable segments first: two segments may share the page between them, and code is what is asked for.
 */
export class FileOffsets {
  readonly #segments: readonly ProgramHeader[];

  constructor(programHeaders: readonly ProgramHeader[]) {
    const loads = programHeaders.filter(({ type }) => type === PT_LOAD);
    const runtime = loads.some(isStripped) ? withRuntimeOffsets(loads) : loads;
    this.#segments = [...runtime.filter(({ executable }) => executable), ...runtime.filter((load) => !load.executable)];
  }

  /** Null outside every segment. */
  svma(fileOffset: number): Svma | null {
    for (const { offset, vaddr, fileBytes } of this.#segments) {
      if (fileOffset >= offset && fileOffset < offset + fileBytes) return (fileOffset - offset + vaddr) as Svma;
    }
    return null;
  }
}

/** Only data ends in memory that is not in the file (.bss): code that does is that of a .debug file, left out. */
function isStripped({ executable, fileBytes, memoryBytes }: ProgramHeader): boolean {
  return executable && fileBytes < memoryBytes;
}

/**
 * `objcopy --only-keep-debug` moves the segments together, so a .debug file's p_offset is not that of the file that
 * ran. What is left of it: linkers lay segments out one behind the other, each at the first offset that equals its
 * address modulo p_align. That holds for GNU ld, gold and lld; a segment's file size is its memory size, except for
 * .bss at the end of the last one.
 */
function withRuntimeOffsets(loads: readonly ProgramHeader[]): ProgramHeader[] {
  let end = 0;
  return loads.map((load) => {
    const align = Math.max(1, load.align);
    const behind = (((load.vaddr - end) % align) + align) % align;
    const offset = end + behind;
    end = offset + load.memoryBytes;
    return { ...load, offset, fileBytes: load.memoryBytes };
  });
}
