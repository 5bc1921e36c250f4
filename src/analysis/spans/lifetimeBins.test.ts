import { expect, it } from "vitest";
import { lifetimeBins } from "./lifetimeBins";
import { livesOf } from "./testing/livesOf";

it("lives that began and ended are counted by how long they lasted", () => {
  // Address, pages, birth, death: 1.5 ms, 1.9 ms, 2 ms (the next bin), 70 ms; live ones and those of before are left out.
  const lives = livesOf("0 1 0 1.5e6", "1 1 0 1.9e6", "2 1 1e6 3e6", "3 1 0 70e6", "4 1 0 -");
  expect(lifetimeBins(lives)).toEqual({
    fromNs: [1e6, 2e6, 5e6, 1e7, 2e7, 5e7],
    toNs: 1e8,
    lives: Int32Array.of(2, 1, 0, 0, 0, 1),
  });
  expect(lifetimeBins({ ...lives, existed: Uint8Array.of(1, 1, 1, 1, 1) }).lives).toHaveLength(0);
});
