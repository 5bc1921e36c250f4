import type { DumpSegment, HeapDump } from "../../model/heapDump";
import { POINTER_KINDS } from "../../model/heapDump";

/** Where the pointers of a program's variables lie; null in a dump that is cut before these. */
export function globalPointers({ data, bss, pointers }: HeapDump): {
  readonly data: DumpSegment;
  readonly bss: DumpSegment;
  readonly addresses: Float64Array; // ascending
} | null {
  if (data === null || bss === null) return null;
  const addresses: number[] = [];
  for (let row = 0; row < pointers.length; row++) {
    const kind = POINTER_KINDS[pointers.kind[row]];
    if (kind === "data") addresses.push(data.address + pointers.offset[row]);
    else if (kind === "bss") addresses.push(bss.address + pointers.offset[row]);
  }
  return { data, bss, addresses: Float64Array.from(addresses).sort() };
}
