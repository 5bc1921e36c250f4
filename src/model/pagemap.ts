/**
 * What a kernel's page tables say of a process at one moment: values of 64 bits, one per page of the system. Columns of
 * halves: the values of range i are those from first[i] on.
 */
export interface Pagemap {
  readonly pageBytes: number;
  /** "pagemap": as /proc/PID/pagemap gives them. "pte": page-table entries as the processor has them. */
  readonly values: "pagemap" | "pte";
  readonly start: Float64Array; // per range: Avma of its first page, ascending
  readonly first: Int32Array; // per range, and one more: -> low, high
  readonly low: Uint32Array;
  readonly high: Uint32Array;
}

/**
 * Where a page-table entry of SW64 holds the number of its page frame (arch/sw_64/include/asm/pgtable.h, _PFN_SHIFT). The
 * article on the port has it in bits 47:14, which no kernel source has.
 */
export const PTE_LAYOUTS = ["core3", "core4", "article"] as const;
export type PteLayout = (typeof PTE_LAYOUTS)[number];
