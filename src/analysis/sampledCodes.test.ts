import { expect, it } from "vitest";
import { sampledCodes, samplesTogether } from "./sampledCodes";

// main (0) calls f (1), which calls itself; g (2) stands alone
const recorded = { length: 4, prefix: Int32Array.of(-1, 0, 1, -1), frame: Int32Array.of(0, 1, 1, 2) };

it("counts samples where they ended and every frame of their stacks", () => {
  const counts = sampledCodes({ recorded }, Int32Array.of(2, 2, 0, -1), 4);
  expect(counts).toEqual({
    samples: 4,
    withoutStack: 1,
    ended: Float64Array.of(1, 2, 0, 0),
    frames: Float64Array.of(3, 4, 0, 0),
  });
});

it("adds the profiles of a capture up", () => {
  const parts = [Int32Array.of(2), Int32Array.of(3, -1)].map((stack) => sampledCodes({ recorded }, stack, 4));
  expect(samplesTogether(parts, 4)).toEqual({
    samples: 3,
    withoutStack: 1,
    ended: Float64Array.of(0, 1, 1, 0),
    frames: Float64Array.of(1, 2, 1, 0),
  });
  expect(samplesTogether([], 1).ended).toEqual(new Float64Array(1));
});
