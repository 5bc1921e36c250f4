import { expect, it } from "vitest";
import { boxed, panned, windowByKey, zoomed } from "./mapWindow";

const all = { fromNs: 0, toNs: 1e9, fromPlace: 0, toPlace: 1000 };

it("zooms around the point under the pointer", () => {
  const half = zoomed(all, all, 0.5, 0.25, 0.75);
  expect(half).toEqual({ fromNs: 1.25e8, toNs: 6.25e8, fromPlace: 375, toPlace: 875 });
  expect(zoomed(half, all, 2, 0.25, 0.75)).toEqual(all);
});

it("never leaves the bounds, and never shrinks to nothing", () => {
  const part = { fromNs: 0, toNs: 1e8, fromPlace: 900, toPlace: 1000 };
  expect(panned(part, all, -1, 5)).toEqual(part);
  expect(panned(part, all, 100, 0)).toEqual({ ...part, fromNs: 9e8, toNs: 1e9 });
  expect(zoomed(part, all, 1000, 0.1, 0.1)).toEqual(all);
  const smallest = zoomed(part, all, 1e-12, 0.5, 0.5);
  expect(smallest.toNs - smallest.fromNs).toBeCloseTo(1000, 3);
});

it("a box is a window, whichever corner it was begun at", () => {
  const box = { fromNs: 2e8, toNs: 5e8, fromPlace: 100, toPlace: 900 };
  expect(boxed(all, [0.5, 0.1], [0.2, 0.9])).toEqual(box);
  expect(boxed(all, [0.5, -3], [2, 0.5])).toEqual({ fromNs: 5e8, toNs: 1e9, fromPlace: 0, toPlace: 500 });
  expect(boxed(all, [0.5, 0.1], [0.501, 0.9])).toBe(all);
});

it("every key has its meaning", () => {
  expect(windowByKey(all, all, "x")).toBeNull();
  const close = windowByKey(all, all, "+");
  expect(close).toEqual({ fromNs: 2.5e8, toNs: 7.5e8, fromPlace: 250, toPlace: 750 });
  if (close === null) throw new Error("no window");
  expect(windowByKey(close, all, "d")).toEqual({ ...close, fromNs: 3.5e8, toNs: 8.5e8 });
  expect(windowByKey(close, all, "w")).toEqual({ ...close, fromPlace: 150, toPlace: 650 });
  expect(windowByKey(close, all, "Home")).toEqual(all);
});
