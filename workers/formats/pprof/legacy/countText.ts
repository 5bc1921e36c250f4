import { SIGNAL_HANDLERS } from "./droppedFrames";
import { hexAddresses } from "./hexAddress";
import type { LegacyKind } from "./legacyKind";

const HEADER = /^(\S+) profile: total \d+\s*$/;
const ROW = /^(\d+) @((?: 0x[0-9a-f]+)*)\s*$/;

/** Go's counts as text (`?debug=1`): `goroutine profile: total 8`, then `7 @ 0x4378b6 0x40619b …`. */
export const countText: LegacyKind = (header) => {
  const [match, type = ""] = HEADER.exec(header) ?? [];
  if (match === undefined) return null;
  const count = { type, unit: "count" };
  return {
    head: { types: [count], periodType: count, period: 1, durationNs: 0n, dropFrames: SIGNAL_HANDLERS },
    line(line, stacks, damage, at) {
      const [row, number, addresses = ""] = ROW.exec(line) ?? [];
      if (row === undefined) damage.add("bad row", at, line.slice(0, 80));
      else
        stacks.add(
          hexAddresses(addresses).map((address) => address - 1),
          [Number(number)],
          damage,
          at,
        );
    },
  };
};
