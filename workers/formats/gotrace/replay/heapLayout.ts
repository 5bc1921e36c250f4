import { GO_PAGE_BYTES } from "../../../../src/model/spanLives";

/**
 * How the ids of the AllocFree experiment become addresses: address = minHeapAddr + id × unit, modulo 2^64
 * (runtime/traceallocfree.go, traceSnapshotMemory). The first generation says it; a flight recorder's dump does not.
 */
export interface HeapLayout {
  readonly minHeapAddr: number; // Avma
  readonly pageBytes: number; // unit of span ids
  readonly alignBytes: number; // of object ids
  readonly stackBytes: number; // of ids of goroutine stacks
}

/** What every release so far has. */
export const USUAL_LAYOUT: HeapLayout = { minHeapAddr: 0, pageBytes: GO_PAGE_BYTES, alignBytes: 8, stackBytes: 2048 };

/** What makes a layout one that no ids can be read with; null for none. */
export function layoutFault({ pageBytes, alignBytes, stackBytes }: HeapLayout): string | null {
  for (const unit of [pageBytes, alignBytes, stackBytes]) {
    if (!(unit >= 1 && unit <= 2 ** 30 && Number.isInteger(Math.log2(unit)))) return `${unit} bytes is no unit of ids`;
  }
  return alignBytes > pageBytes ? `objects are aligned to ${alignBytes} bytes, pages to ${pageBytes}` : null;
}

/** Bits of an id: the difference of two addresses has 64, and those below the unit are divided away. */
export function idBits(unit: number): number {
  return 64 - Math.log2(unit);
}
