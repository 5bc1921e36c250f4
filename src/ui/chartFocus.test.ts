import { expect, it } from "vitest";
import { focusByKey, NO_FOCUS, type PointRange } from "./chartFocus";

const COUNT = 21;

/** What keys lead to, one after the other; "S-" stands for Shift. */
function after(keys: string, range: PointRange = null): readonly [cursor: number, anchor: number, range: PointRange] {
  const end = keys.split(" ").reduce(
    (chart, name) => {
      const key = name.replace("S-", "");
      return focusByKey(chart, COUNT, key, name.startsWith("S-")) ?? chart;
    },
    { focus: NO_FOCUS, range },
  );
  return [end.focus.cursor, end.focus.anchor, end.range];
}

it("goes from point to point, and begins at the end that a key comes from", () => {
  expect(after("ArrowRight")).toEqual([0, -1, null]);
  expect(after("ArrowLeft")).toEqual([20, -1, null]);
  expect(after("ArrowRight ArrowRight ArrowUp")).toEqual([2, -1, null]);
  expect(after("Home PageUp")).toEqual([2, -1, null]);
  expect(after("End PageDown ArrowDown")).toEqual([17, -1, null]);
  expect(after("ArrowLeft ArrowRight")).toEqual([20, -1, null]); // there is nothing behind the last
});

it("chooses points with Shift, and shows them alone", () => {
  expect(after("Home ArrowRight S-ArrowRight S-ArrowRight")).toEqual([3, 1, null]);
  expect(after("S-ArrowRight")).toEqual([1, 0, null]);
  expect(after("S-Home")).toEqual([0, 20, null]);
  expect(after("Home ArrowRight S-ArrowRight S-ArrowRight Enter")).toEqual([3, -1, [1, 3]]);
  expect(after("End S-PageDown S-PageDown Enter")).toEqual([16, -1, [16, 20]]);
  expect(after("Home S-End Enter")).toEqual([20, -1, null]);
  expect(after("S-ArrowRight ArrowRight")).toEqual([2, -1, null]);
  expect(focusByKey({ focus: { cursor: 3, anchor: 3 }, range: null }, COUNT, "Enter", false)).toBeUndefined();
});

it("zooms around the cursor, and never out of the points", () => {
  expect(after("+")).toEqual([-1, -1, [5, 15]]);
  expect(after("Home + +")).toEqual([0, -1, [0, 5]]);
  expect(after("End =")).toEqual([20, -1, [10, 20]]);
  expect(after("Home + + + + + + +")).toEqual([0, -1, [0, 1]]);
  expect(after("+ + - -")).toEqual([-1, -1, null]);
  expect(after("-")).toEqual([-1, -1, null]);
});

it("shows what the cursor goes to", () => {
  expect(after("Home ArrowLeft", [5, 9])).toEqual([4, -1, [4, 8]]);
  expect(after("End ArrowRight ArrowRight", [5, 9])).toEqual([11, -1, [7, 11]]);
});

it("Escape lets go of the choice, the zoom, the cursor, and is then somebody else's key", () => {
  expect(after("Home S-ArrowRight Escape", [0, 9])).toEqual([1, -1, [0, 9]]);
  expect(after("Home S-ArrowRight Escape Escape", [0, 9])).toEqual([1, -1, null]);
  expect(after("Home Escape")).toEqual([-1, -1, null]);
  expect(focusByKey({ focus: NO_FOCUS, range: null }, COUNT, "Escape", false)).toBeUndefined();
  expect(focusByKey({ focus: NO_FOCUS, range: null }, COUNT, "a", false)).toBeUndefined();
  expect(focusByKey({ focus: NO_FOCUS, range: null }, 1, "ArrowRight", false)).toBeUndefined();
});
