import { expect, it } from "vitest";
import type { SpanLives } from "../../model/spanLives";
import { addressAt, addressAxis } from "./addressAxis";
import { HIDDEN, spanRaster } from "./spanRaster";
import { livesOf } from "./testing/livesOf";

const PAGE = 8192;

it("an axis leaves out what lies between arenas", () => {
  const lives = livesOf("100000 2 0 -", "4 1 0 -", "6 1 0 -");
  const axis = addressAxis(lives);
  expect([...axis.placeOf]).toEqual([3, 0, 2]);
  expect(axis.pages).toBe(5);
  expect(Array.from({ length: 5 }, (_, place) => addressAt(axis, place, PAGE) / PAGE)).toEqual([
    4, 5, 6, 100000, 100001,
  ]);
});

const window = { fromNs: 0, toNs: 10, fromPlace: 0, toPlace: 4 };

/** One character per pixel: the group where something covers more than half of it, "." where less, " " where nothing. */
function drawn(lives: SpanLives, groupOf: Uint8Array, width: number, height: number, part = window): string[] {
  const { group, cover } = spanRaster(lives, addressAxis(lives), groupOf, 2, part, width, height);
  return Array.from({ length: height }, (_, row) =>
    Array.from({ length: width }, (_, x) => {
      const at = row * width + x;
      return cover[at] > 0.5 ? group[at] : cover[at] > 0 ? "." : " ";
    }).join(""),
  );
}

it("a life is a rectangle: its pages from birth to death", () => {
  const lives = livesOf("0 2 0 4", "2 1 3 -", "3 1 0 1", "0 1 6 9");
  expect(drawn(lives, Uint8Array.of(0, 1, 0, 1), 10, 4)).toEqual([
    "0000  111 ",
    "0000      ",
    "   1111111",
    "0         ",
  ]);
});

it("hidden lives are not drawn, and a window shows its part alone", () => {
  const lives = livesOf("0 2 0 4", "2 1 3 -", "3 1 0 1", "0 1 6 9");
  const part = { fromNs: 2, toNs: 6, fromPlace: 1, toPlace: 3 };
  expect(drawn(lives, Uint8Array.of(0, 1, 0, 1), 4, 2, part)).toEqual(["00  ", " 111"]);
  expect(drawn(lives, Uint8Array.of(HIDDEN, 1, 0, 1), 4, 2, part)).toEqual(["    ", " 111"]);
});

it("where many lives share a pixel the group that covers most of it shows", () => {
  const lives = livesOf("0 1 0 -", "1 1 0 -", "2 1 0 -", "3 1 0 1");
  expect(drawn(lives, Uint8Array.of(1, 1, 0, 0), 1, 1)).toEqual(["1"]);
  const { cover } = spanRaster(lives, addressAxis(lives), Uint8Array.of(1, 1, 0, 0), 2, window, 1, 1);
  expect(cover[0]).toBeCloseTo((10 + 10 + 10 + 1) / 40, 5);
});
