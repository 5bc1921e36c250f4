import { ALLOCATORS } from "./droppedFrames";
import { hexAddresses } from "./hexAddress";
import type { LegacyKind } from "./legacyKind";

const HEADER =
  /^heap profile: *(\d+): *(\d+) *\[ *(\d+): *(\d+) *\] *@ *(heap[_a-z0-9]*|growthz?|fragmentationz?)\/?(\d*)/;
const ROW = /^\s*(-?\d+): *(-?\d+) *\[ *(-?\d+): *(-?\d+) *\] @((?: 0x[0-9a-f]+)*)\s*$/;

/** Which headers mean sampled amounts that are to be scaled up, and what their number is to the mean distance of samples. */
const SCALED: Readonly<Record<string, number>> = { heap: 2, heap_v2: 1, heapz_v2: 1 };

/**
 * Heap profiles as text, of Go (`?debug=1`) and tcmalloc:
 *
 *     heap profile: 2281: 1338672 [2290: 1812400] @ heap/8192
 *     2276: 1165312 [2276: 1165312] @ 0x4b4189 0x4b418a 0x4b42f5
 *     in use           [allocated]
 */
export const heapText: LegacyKind = (header) => {
  const [match, objects, bytes, allObjects, allBytes, sampling = "", number] = HEADER.exec(header) ?? [];
  if (match === undefined) return null;
  // Where nothing was freed Go adds a byte, so that the two differ. Growth and fragmentation count one thing only.
  const differs = (allObjects !== objects && allObjects !== "0") || (allBytes !== bytes && allBytes !== "0");
  const hasAlloc = differs && sampling.startsWith("heap");
  const divisor = SCALED[sampling];
  const period = divisor === undefined || number === "" ? 1 : Math.trunc(Number(number) / divisor);
  const rate = divisor === undefined ? 1 : period;
  return {
    head: {
      types: hasAlloc ? FOUR : TWO,
      periodType: { type: "space", unit: "bytes" },
      period,
      durationNs: 0n,
      dropFrames: ALLOCATORS,
    },
    line(line, stacks, damage, at) {
      const [row, ...fields] = ROW.exec(line) ?? [];
      const [inUse, inUseBytes, all, allocated] = fields.slice(0, 4).map(Number);
      if (row === undefined) return damage.add("bad row", at, line.slice(0, 80));
      const values = [...(hasAlloc ? scaled(all, allocated, rate) : []), ...scaled(inUse, inUseBytes, rate)];
      const addresses = hexAddresses(fields[4] ?? "").map((address) => address - 1); // each behind a call
      if (!stacks.add(addresses, values, damage, at)) return;
      if (inUse !== 0) stacks.size(Math.trunc(inUseBytes / inUse));
      else if (hasAlloc && all !== 0) stacks.size(Math.trunc(allocated / all));
    },
  };
};

const TWO = [
  { type: "objects", unit: "count" },
  { type: "space", unit: "bytes" },
];
const FOUR = [
  { type: "alloc_objects", unit: "count" },
  { type: "alloc_space", unit: "bytes" },
  { type: "inuse_objects", unit: "count" },
  { type: "inuse_space", unit: "bytes" },
];

/** One sample stands for 1 / (1 − e^(−mean size / rate)) allocations of its size. */
function scaled(count: number, bytes: number, rate: number): [number, number] {
  if (count === 0 || bytes === 0) return [0, 0];
  if (rate <= 1) return [count, bytes];
  const scale = 1 / (1 - Math.exp(-(bytes / count) / rate));
  return [Math.trunc(count * scale), Math.trunc(bytes * scale)];
}
