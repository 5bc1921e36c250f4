import type { ParsedEvent } from "./parsedText";

interface Life {
  readonly page: bigint;
  readonly pages: bigint;
  readonly kindclass: bigint;
  readonly birth: bigint;
}

interface Slot {
  readonly type: bigint;
  readonly birth: bigint;
}

/** Bytes of an object by size class, from the comment of runtime/sizeclasses.go. */
const ELEM_BYTES =
  "0 8 16 24 32 48 64 80 96 112 128 144 160 176 192 208 224 240 256 288 320 352 384 416 448 480 512 576 640 704 768 896 1024 1152 1280 1408 1536 1792 2048 2304 2688 3072 3200 3456 4096 4864 5376 6144 6528 6784 6912 8192 9472 9728 10240 10880 12288 13568 14336 16384 18432 19072 20480 21760 24576 27264 28672 32768"
    .split(" ")
    .map(BigInt);

/** The plainest replay of AllocFree there can be: every birth adds, every death removes, addresses are 64-bit integers. */
export function replayText(events: readonly ParsedEvent[], minHeapAddr: bigint) {
  const spans = new Map<bigint, Life>(); // by address
  const objects = new Map<bigint, Slot>(); // by address of the slot
  const stacks = new Map<bigint, bigint>();
  const u64 = (value: bigint) => BigInt.asUintN(64, value);
  const slotOf = (address: bigint): bigint => {
    for (let page = address & ~8191n, step = 0; step < 10; page -= 8192n, step++) {
      const span = spans.get(page);
      if (span === undefined) continue;
      if (address >= page + span.pages * 8192n) break;
      const elem = ELEM_BYTES[Number(span.kindclass >> 2n)] || span.pages * 8192n;
      return page + ((address - page) / elem) * elem;
    }
    return address;
  };
  let [shared, unknown] = [0, 0];
  for (const { name, ns, args } of events) {
    const [id = 0n, second = 0n, third = 0n] = args;
    if (name === "Span" || name === "SpanAlloc") {
      spans.set(u64(minHeapAddr + id * 8192n), { page: id, pages: second, kindclass: third, birth: ns });
    } else if (name === "SpanFree") {
      if (!spans.delete(u64(minHeapAddr + id * 8192n))) unknown++;
    } else if (name === "HeapObject" || name === "HeapObjectAlloc") {
      const slot = slotOf(u64(minHeapAddr + id * 8n));
      if (objects.has(slot)) shared++;
      else objects.set(slot, { type: second, birth: ns });
    } else if (name === "HeapObjectFree") {
      if (!objects.delete(slotOf(u64(minHeapAddr + id * 8n)))) unknown++;
    } else if (name === "GoroutineStackFree") {
      if (!stacks.delete(id)) unknown++;
    } else stacks.set(id, 1n << (second - 1n));
  }
  return { spans, objects, stacks, shared, unknown };
}
