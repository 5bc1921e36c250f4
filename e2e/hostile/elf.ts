// An ELF file with other names of functions: a longer .strtab at its end, to which the symbols point. Its debug information,
// which would name them too, goes under another name.
import type { Rename } from "./names";

const SHT_SYMTAB = 2;
const STT_FUNC = 2;
const SYM_BYTES = 24;

/** Elf64_Ehdr: e_shoff 40, e_shentsize 58, e_shnum 60. Elf64_Shdr: sh_type 4, sh_offset 24, sh_size 32, sh_link 40. */
export function renamedElf(file: Buffer, rename: Rename): Buffer {
  const head = Buffer.from(file);
  for (let at = head.indexOf(".debug_"); at >= 0; at = head.indexOf(".debug_")) head.write(".hidden", at, "latin1");
  const sectionAt = (index: number): number => Number(head.readBigUInt64LE(40)) + index * head.readUInt16LE(58);
  const sections = Array.from({ length: head.readUInt16LE(60) }, (_, index) => sectionAt(index));
  const symtab = sections.find((at) => head.readUInt32LE(at + 4) === SHT_SYMTAB);
  if (symtab === undefined) throw new Error("it has no symbol table");
  const strtab = sectionAt(head.readUInt32LE(symtab + 40));
  const [start, size] = [Number(head.readBigUInt64LE(strtab + 24)), Number(head.readBigUInt64LE(strtab + 32))];
  const strings: Buffer[] = [head.subarray(start, start + size)];
  let length = size;
  const first = Number(head.readBigUInt64LE(symtab + 24));
  for (let at = first; at < first + Number(head.readBigUInt64LE(symtab + 32)); at += SYM_BYTES) {
    if ((head.readUInt8(at + 4) & 15) !== STT_FUNC) continue;
    const nameAt = start + head.readUInt32LE(at);
    const name = rename(head.toString("latin1", nameAt, head.indexOf(0, nameAt)));
    head.writeUInt32LE(length, at);
    strings.push(name, Buffer.of(0));
    length += name.length + 1;
  }
  const table = Buffer.concat(strings);
  head.writeBigUInt64LE(BigInt(head.length), strtab + 24);
  head.writeBigUInt64LE(BigInt(table.length), strtab + 32);
  return Buffer.concat([head, table]);
}

/** The same for names that a Go binary has in several tables: each is overwritten in its place, so the new one is no longer. */
export function overwritten(file: Buffer, names: Readonly<Record<string, string>>): Buffer {
  const made = Buffer.from(file);
  for (const [name, hostile] of Object.entries(names)) {
    const bytes = Buffer.alloc(name.length);
    if (bytes.write(hostile) < Buffer.byteLength(hostile)) throw new Error(`${hostile} is longer than ${name}`);
    for (let at = made.indexOf(name); at >= 0; at = made.indexOf(name)) made.set(bytes, at);
  }
  return made;
}
