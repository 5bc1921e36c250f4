import { DecodeError } from "../../../src/model/decodeError";
import type { ByteSource } from "../../io/byteSource";
import { type ElfLayout, LAYOUTS, viewOf, word } from "./layout";

/** The ELF header (Elf64_Ehdr), which says where the two header tables are. */
export interface ElfHeader {
  readonly layout: ElfLayout;
  readonly type: number; // e_type, see ET_NAMES
  readonly machine: number;
  readonly flags: number;
  readonly phoff: number;
  readonly phentsize: number;
  readonly phnum: number; // 0xffff: the real count is in section 0
  readonly shoff: number;
  readonly shentsize: number;
  readonly shnum: number; // 0 with a shoff: the real count is in section 0
  readonly shstrndx: number; // 0xffff: the real index is in section 0
}

export const ET_NAMES: Readonly<Record<number, string>> = { 1: "REL", 2: "EXEC", 3: "DYN", 4: "CORE" };

const WHERE = "ELF header";

export function isElf(head: Uint8Array): boolean {
  return head[0] === 0x7f && head[1] === 0x45 && head[2] === 0x4c && head[3] === 0x46;
}

/** A core dump is built like an object file, but is the memory of a process. */
export function isCore(head: Uint8Array): boolean {
  return ET_NAMES[(head[16] ?? 0) | ((head[17] ?? 0) << 8)] === "CORE";
}

export async function readHeader(source: ByteSource): Promise<ElfHeader> {
  const bytes = await source.read(0, 64);
  if (!isElf(bytes)) throw new DecodeError("BadMagic", WHERE, 0, "no 7f 45 4c 46");
  if (bytes.length < 52) throw new DecodeError("Truncated", WHERE, 0, `need 52 bytes, have ${bytes.length}`);
  const layout = LAYOUTS[bytes[4] ?? 0];
  if (layout === undefined) throw new DecodeError("Malformed", WHERE, 4, `EI_CLASS ${bytes[4]}`);
  if (bytes[5] === 2) throw new DecodeError("Unsupported", WHERE, 5, "big-endian ELF");
  if (bytes[5] !== 1) throw new DecodeError("Malformed", WHERE, 5, `EI_DATA ${bytes[5]}`);
  const at = layout.ehdr;
  if (bytes.length < at.bytes) {
    throw new DecodeError("Truncated", WHERE, 0, `need ${at.bytes} bytes, have ${bytes.length}`);
  }
  const view = viewOf(bytes);
  return {
    layout,
    type: view.getUint16(16, true),
    machine: view.getUint16(18, true),
    flags: view.getUint32(at.flags, true),
    phoff: word(view, at.phoff, layout),
    phentsize: view.getUint16(at.phentsize, true),
    phnum: view.getUint16(at.phnum, true),
    shoff: word(view, at.shoff, layout),
    shentsize: view.getUint16(at.shentsize, true),
    shnum: view.getUint16(at.shnum, true),
    shstrndx: view.getUint16(at.shstrndx, true),
  };
}
