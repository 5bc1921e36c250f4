import { LOCKS } from "./droppedFrames";
import { hexAddresses } from "./hexAddress";
import type { LegacyKind } from "./legacyKind";

const HEADER = /^--- (contentionz |mutex:|contention:)/;
const ROW = /^\s*(\d+) +(\d+) @((?: 0x[0-9a-f]+)*)\s*$/;
const ATTRIBUTE = /^\s*([a-z/ ]+?)\s*=\s*(\d+)\s*$/;

/** Waiting for locks as text (`/debug/pprof/mutex?debug=1`, C++ contentionz): attributes, then `CYCLES COUNT @ 0x…`. */
export const contentionText: LegacyKind = (header) => {
  if (!HEADER.test(header)) return null;
  const contentions = { type: "contentions", unit: "count" };
  const head = {
    types: [contentions, { type: "delay", unit: "nanoseconds" }],
    periodType: contentions,
    period: 1,
    durationNs: 0n,
    dropFrames: LOCKS,
  };
  let cyclesPerS = 0;
  return {
    head,
    line(line, stacks, damage, at) {
      const [attribute, key, value] = ATTRIBUTE.exec(line) ?? [];
      if (attribute !== undefined) {
        if (key === "cycles/second") cyclesPerS = Number(value);
        else if (key === "sampling period") head.period = Number(value);
        else if (key === "ms since reset") head.durationNs = BigInt(value ?? 0) * 1_000_000n;
        return;
      }
      const [row, cycles, count, addresses = ""] = ROW.exec(line) ?? [];
      if (row === undefined) return damage.add("bad row", at, line.slice(0, 80));
      const { period } = head;
      const ofPeriod = period > 0 ? Number(count) * period : Number(count);
      const delay =
        period > 0 && cyclesPerS > 0 ? Math.trunc((Number(cycles) * period) / (cyclesPerS / 1e9)) : Number(cycles);
      stacks.add(
        hexAddresses(addresses).map((address) => address - 1),
        [ofPeriod, delay],
        damage,
        at,
      );
    },
  };
};
