/** How an architecture's kernel pages memory. */
export interface PageSizes {
  readonly pageBytes: number;
  readonly hugePageBytes: number; // of a middle page directory
  readonly dontNeed: number; // MADV_DONTNEED
}

const X86_64: PageSizes = { pageBytes: 4096, hugePageBytes: 2 << 20, dontNeed: 4 };

/** SW64 has the advice of Alpha (arch/sw_64/include/uapi/asm/mman.h). */
const SW64: PageSizes = { pageBytes: 8192, hugePageBytes: 8 << 20, dontNeed: 6 };

/** Of an architecture by its ELF name; others mostly page as x86_64 does. */
export function pageSizes(arch: string | null): PageSizes {
  return arch === "sw_64" ? SW64 : X86_64;
}
