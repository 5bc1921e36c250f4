import fc from "fast-check";
import { expect, it } from "vitest";
import { gripAt, moved, normalized, type Range, rangeByKey } from "./brush";

const SPAN = 1000;

it("begins with a tenth, or takes from the end of all", () => {
  const first = (key: string, shift = false) => rangeByKey(null, SPAN, key, shift);
  expect(first("ArrowRight")).toEqual([0, 100]);
  expect(first("Home")).toEqual([0, 100]);
  expect(first("ArrowLeft")).toEqual([900, 1000]);
  expect(first("End")).toEqual([900, 1000]);
  expect(first("ArrowLeft", true)).toEqual([0, 990]);
  expect(first("PageDown", true)).toEqual([0, 900]);
  expect(first("ArrowRight", true)).toBeNull(); // there is nothing behind the end
  expect(first("End", true)).toBeNull();
});

it("moves a range, and its end with Shift", () => {
  const next = (key: string, shift = false) => rangeByKey([200, 400], SPAN, key, shift);
  expect(next("ArrowRight")).toEqual([210, 410]);
  expect(next("PageUp")).toEqual([300, 500]);
  expect(next("PageDown")).toEqual([100, 300]);
  expect(next("Home")).toEqual([0, 200]);
  expect(next("End")).toEqual([800, 1000]);
  expect(next("ArrowRight", true)).toEqual([200, 410]);
  expect(next("ArrowLeft", true)).toEqual([200, 390]);
  expect(next("Home", true)).toEqual([0, 400]);
  expect(next("End", true)).toEqual([200, 1000]);
  expect(rangeByKey([200, 215], SPAN, "PageDown", true)).toEqual([200, 210]); // never to nothing
  expect(next("Escape")).toBeNull();
});

it("leaves other keys, and an axis without length, alone", () => {
  for (const key of ["a", "Enter", "Tab", "toString", "1"]) expect(rangeByKey(null, SPAN, key, false)).toBeUndefined();
  expect(rangeByKey(null, 0, "ArrowRight", false)).toBeUndefined();
});

it("stays on the axis, and no key makes a range of nothing", () => {
  const key = fc.constantFrom("ArrowLeft", "ArrowRight", "PageUp", "PageDown", "Home", "End");
  fc.assert(
    fc.property(fc.array(fc.tuple(key, fc.boolean()), { maxLength: 60 }), (keys) => {
      let range: Range = null;
      for (const [name, shift] of keys) {
        range = rangeByKey(range, SPAN, name, shift) ?? null;
        if (range === null) continue;
        expect(range[0]).toBeGreaterThanOrEqual(0);
        expect(range[1]).toBeLessThanOrEqual(SPAN);
        expect(range[1] - range[0]).toBeGreaterThan(0);
      }
    }),
  );
});

it("what a pointer takes hold of, and where it leads", () => {
  expect(gripAt(null, 5, 10)).toBe("axis");
  expect([195, 205, 300, 395, 405, 450].map((at) => gripAt([200, 400], at, 10))).toEqual([
    "start",
    "start",
    "range",
    "end",
    "end",
    "axis",
  ]);
  expect(moved([200, 400], 900, SPAN)).toEqual([800, 1000]);
  expect(moved([200, 400], -900, SPAN)).toEqual([0, 200]);
  expect(moved(null, 5, SPAN)).toBeNull();
  expect(normalized([400, 200], SPAN)).toEqual([200, 400]);
  expect(normalized([-50, 5000], SPAN)).toBeNull();
  expect(normalized([300, 300], SPAN)).toBeNull();
});
