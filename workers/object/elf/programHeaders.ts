import type { Svma } from "../../../src/model/address";
import type { Segment } from "../../../src/model/capture";
import { DecodeError } from "../../../src/model/decodeError";
import type { ByteSource } from "../../io/byteSource";
import { MAX_PROGRAM_HEADERS } from "../limits";
import type { ElfHeader } from "./header";
import { viewOf, word } from "./layout";
import { readRange } from "./range";

export const PT_LOAD = 1;
export const PT_DYNAMIC = 2;
export const PT_NOTE = 4;
export const PT_GNU_EH_FRAME = 0x6474e550;
const PF_X = 1;

/** Elf64_Phdr. */
export interface ProgramHeader extends Segment {
  readonly type: number; // PT_*
  readonly align: number; // p_align
}

/** `count` is e_phnum, or sh_info of section 0 where that is too large for it. */
export async function readProgramHeaders(
  source: ByteSource,
  header: ElfHeader,
  count: number,
): Promise<readonly ProgramHeader[]> {
  const where = "ELF program headers";
  const { layout } = header;
  const at = layout.phdr;
  if (header.phoff === 0 || count === 0) return [];
  if (header.phentsize < at.bytes) {
    throw new DecodeError("Malformed", where, header.phoff, `e_phentsize ${header.phentsize}, needs ${at.bytes}`);
  }
  if (count > MAX_PROGRAM_HEADERS) {
    throw new DecodeError("TooLarge", where, header.phoff, `${count} headers, limit ${MAX_PROGRAM_HEADERS}`);
  }
  const view = viewOf(await readRange(source, header.phoff, count * header.phentsize, where));
  const headers: ProgramHeader[] = [];
  for (let row = 0; row < count; row++) {
    const base = row * header.phentsize;
    headers.push({
      type: view.getUint32(base, true),
      executable: (view.getUint32(base + at.flags, true) & PF_X) !== 0,
      offset: word(view, base + at.offset, layout),
      vaddr: word(view, base + at.vaddr, layout) as Svma,
      fileBytes: word(view, base + at.filesz, layout),
      memoryBytes: word(view, base + at.memsz, layout),
      align: word(view, base + at.align, layout),
    });
  }
  return headers;
}
