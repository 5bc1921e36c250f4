import { expect, it } from "vitest";
import { heightOf, keptIn, type Rows, rowsSeen, type Scrolled, scrolledTo, showing } from "./rowWindow";

const short: Rows = { count: 1000, rowPx: 24, viewPx: 600, headPx: 28 };
const long: Rows = { ...short, count: 5_000_000 };
const top: Scrolled = { scrollTop: 0, topPx: 0 };
const lastScroll = (rows: Rows): number => heightOf(rows) + rows.headPx - rows.viewPx;

it("a list that fits in an element is scrolled as any", () => {
  expect(heightOf(short)).toBe(24_000);
  expect(scrolledTo(short, top, 12_345).topPx).toBe(12_345);
  expect(rowsSeen(short, { scrollTop: 2400, topPx: 2400 }, 10)).toEqual({ first: 90, end: 136 });
});

it("every row of a longer one can be scrolled to", () => {
  expect(heightOf(long)).toBe(1e7);
  const end = scrolledTo(long, top, lastScroll(long));
  expect(rowsSeen(long, end, 0).end).toBe(5_000_000);
  expect(end.topPx + long.viewPx - long.headPx).toBe(5_000_000 * 24);
  const middle = scrolledTo(long, top, lastScroll(long) / 2);
  expect(rowsSeen(long, middle, 0).first).toBeCloseTo(2_500_000, -2);
});

it("in a longer one a turn of the wheel goes as far as in a short one, and the ends are ends", () => {
  const middle = scrolledTo(long, top, 5e6);
  expect(scrolledTo(long, middle, 5e6 + 100).topPx).toBe(middle.topPx + 100);
  expect(scrolledTo(long, { scrollTop: 50, topPx: 900 }, 0).topPx).toBe(0);
});

it("shows a row with no more scrolling than it takes", () => {
  const seen = { scrollTop: 2400, topPx: 2400 }; // rows 100 to 123
  expect(showing(short, seen, 110, "nearest")).toEqual(seen);
  expect(showing(short, seen, 90, "nearest").topPx).toBe(90 * 24);
  expect(showing(short, seen, 200, "nearest").topPx).toBe(201 * 24 - 572);
  expect(showing(short, seen, 500, "center").topPx).toBe(500 * 24 + 12 - 286);
  for (const index of [0, 1, 2_000_000, 4_999_999]) {
    const { first, end } = rowsSeen(long, showing(long, top, index, "nearest"), 0);
    expect(index).toBeGreaterThanOrEqual(first);
    expect(index).toBeLessThan(end);
  }
  const beside = showing(long, top, 1_000_000, "center");
  expect(scrolledTo(long, beside, beside.scrollTop)).toEqual(beside); // the browser says that it has scrolled
});

it("a list that has become shorter has no rows beyond its end in view", () => {
  expect(keptIn(short, { scrollTop: 500, topPx: 6_000_000 })).toEqual({ scrollTop: 500, topPx: 500 });
  expect(rowsSeen({ ...short, count: 3 }, { scrollTop: 500, topPx: 500 }, 2)).toEqual({ first: 0, end: 3 });
});
