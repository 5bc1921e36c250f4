import { expect, it } from "vitest";
import { barPicture } from "./barPicture";
import { pictureSvg } from "./picture";
import { timelineBoxes } from "./timelineBoxes";
import type { Colours } from "./useColours";

const colours = { "series-rest": "grey", "series-1": "blue", accent: "black", "bg-selected": "pale" } as Colours;

it("a bar is cut into its parts, and says each", () => {
  const parts = [
    { text: "live", value: 3, colour: "red" },
    { text: "<img src=x>", value: 1, colour: "blue" },
  ];
  const picture = barPicture("memory", parts, { ground: "white", ink: "black" });
  const [live, rest, ...swatches] = picture.boxes;
  expect(live.width / rest.width).toBeCloseTo(3, 9);
  expect(rest.x).toBe(live.x + live.width);
  expect(rest.x + rest.width).toBeLessThan(picture.width);
  expect(swatches.map(({ colour }) => colour)).toEqual(["red", "blue"]);
  const svg = pictureSvg(picture);
  expect(svg).toContain(">&lt;img src=x&gt;</text>");
  expect(svg).not.toContain("<img");
});

it("a strip over time draws what is chosen over everything, inside of the range alone", () => {
  const bars = { all: Float64Array.of(4, 8, 0, 2), chosen: Float64Array.of(4, 2, 0, 2) };
  const frame = { span: 400, width: 40, height: 18, colours };
  const tops = (range: [number, number] | null) =>
    timelineBoxes(bars, range, frame).map(({ x, height, colour }) => [colour, x, height]);
  expect(tops(null)).toEqual([
    ["grey", 0, 8],
    ["grey", 10, 16],
    ["grey", 30, 4],
    ["blue", 0, 8],
    ["blue", 10, 4],
    ["blue", 30, 4],
  ]);
  const [ground, ...others] = tops([100, 200]);
  expect(ground).toEqual(["pale", 10, 18]);
  expect(others.filter(([colour]) => colour === "blue")).toEqual([["blue", 10, 4]]);
  expect(others.slice(-2)).toEqual([
    ["black", 9, 18],
    ["black", 19, 18],
  ]);
});
