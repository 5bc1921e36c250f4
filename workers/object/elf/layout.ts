/** Where the fields of the ELF structs lie, by class (gABI figures 1-3, 2-1, 1-9, 1-17: Elf32_Ehdr, Elf64_Ehdr …). */
export interface ElfLayout {
  readonly addressBytes: 4 | 8;
  readonly ehdr: Fields<"phoff" | "shoff" | "flags" | "phentsize" | "phnum" | "shentsize" | "shnum" | "shstrndx">;
  readonly phdr: Fields<"flags" | "offset" | "vaddr" | "filesz" | "memsz" | "align">;
  readonly shdr: Fields<"flags" | "addr" | "offset" | "size" | "link" | "info" | "align" | "entsize">;
  readonly sym: Fields<"info" | "other" | "shndx" | "value" | "size">;
  readonly rela: Fields<"info" | "addend">;
}

type Fields<Name extends string> = Readonly<Record<Name | "bytes", number>>;

/** Indexed by e_ident[EI_CLASS]. */
export const LAYOUTS: Readonly<Record<number, ElfLayout>> = {
  1: {
    addressBytes: 4,
    ehdr: {
      bytes: 52,
      phoff: 28,
      shoff: 32,
      flags: 36,
      phentsize: 42,
      phnum: 44,
      shentsize: 46,
      shnum: 48,
      shstrndx: 50,
    },
    phdr: { bytes: 32, flags: 24, offset: 4, vaddr: 8, filesz: 16, memsz: 20, align: 28 },
    shdr: { bytes: 40, flags: 8, addr: 12, offset: 16, size: 20, link: 24, info: 28, align: 32, entsize: 36 },
    sym: { bytes: 16, info: 12, other: 13, shndx: 14, value: 4, size: 8 },
    rela: { bytes: 12, info: 4, addend: 8 },
  },
  2: {
    addressBytes: 8,
    ehdr: {
      bytes: 64,
      phoff: 32,
      shoff: 40,
      flags: 48,
      phentsize: 54,
      phnum: 56,
      shentsize: 58,
      shnum: 60,
      shstrndx: 62,
    },
    phdr: { bytes: 56, flags: 4, offset: 8, vaddr: 16, filesz: 32, memsz: 40, align: 48 },
    shdr: { bytes: 64, flags: 8, addr: 16, offset: 24, size: 32, link: 40, info: 44, align: 48, entsize: 56 },
    sym: { bytes: 24, info: 4, other: 5, shndx: 6, value: 8, size: 16 },
    rela: { bytes: 24, info: 8, addend: 16 },
  },
};

/** Elf64_Addr, Elf64_Off or Elf64_Xword as a signed double (see Avma), Elf32_* as an unsigned one. */
export function word(view: DataView, offset: number, layout: ElfLayout): number {
  if (layout.addressBytes === 4) return view.getUint32(offset, true);
  return view.getInt32(offset + 4, true) * 0x1_0000_0000 + view.getUint32(offset, true);
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
