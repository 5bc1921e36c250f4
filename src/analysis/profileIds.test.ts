import { expect, it } from "vitest";
import type { StackCapture } from "../model/capture";
import { ProfileIds } from "./profileIds";
import { heapEntry } from "./testing/heapEntry";

const stacks = [{ frames: ["main"], space: 4 }];
const first = heapEntry({ timeNs: 1n, stacks }).capture;
const second = heapEntry({ timeNs: 2n, stacks }).capture;

it("a profile has the same number whatever was dropped before it, and each its own", () => {
  const idsOf = (captures: readonly StackCapture[]) => {
    const ids = new ProfileIds();
    return captures.map((capture) => capture.profiles.map((_, index) => ids.next(capture, 100, index)));
  };
  const [a, b] = idsOf([first, second]);
  expect(idsOf([second, first])).toEqual([b, a]);
  expect(idsOf([second])).toEqual([b]);
  expect(new Set([a, b].flat()).size).toBe(4);
  for (const id of [a, b].flat()) expect(id).toBeLessThan(2 ** 32);
});

it("copies of a file are told apart", () => {
  const ids = new ProfileIds();
  const [one, two] = [ids.next(first, 100, 0), ids.next({ ...first }, 100, 0)];
  expect(two).toBe(one + 1);
  expect(new ProfileIds().next(first, 101, 0)).not.toBe(one);
});
