import type { Damage } from "../damage";
import { SIGNAL_HANDLERS } from "./droppedFrames";
import { hexAddresses } from "./hexAddress";
import type { LegacyKind } from "./legacyKind";
import type { LegacyStacks } from "./legacyStacks";

const HEADER = /^--- (threadz \d+ ---|Thread [0-9a-f]+ \(name: .*\/\d+\) stack: ---)/i;

/**
 * Stacks of all threads (C++ threadz): `--- Thread 7f (name: main/1) stack: ---`, then addresses, one or more a line.
 * `same as previous thread` counts the thread before once more.
 */
export const threadText: LegacyKind = (header) => {
  if (!HEADER.test(header)) return null;
  const thread = { type: "thread", unit: "count" };
  let addresses: number[] = [];
  const end = (stacks: LegacyStacks, damage: Damage, at: number): void => {
    if (addresses.length === 0) return;
    // The leaf is where the thread was, the others lie behind calls. Some handlers give the leaf twice.
    const inside = addresses.map((address, i) => (i === 0 ? address : address - 1));
    if (inside.length > 1 && inside[0] === inside[1] + 1) inside.splice(1, 1);
    stacks.add(inside, [1], damage, at);
    addresses = [];
  };
  return {
    end,
    head: { types: [thread], periodType: thread, period: 1, durationNs: 0n, dropFrames: SIGNAL_HANDLERS },
    line(line, stacks, damage, at) {
      if (line.startsWith("---")) end(stacks, damage, at);
      else if (line.includes("same as previous thread")) {
        end(stacks, damage, at);
        stacks.repeatLast();
      } else {
        const found = hexAddresses(line);
        if (found.length === 0) damage.add("bad row", at, line.slice(0, 80));
        addresses.push(...found);
      }
    },
  };
};
