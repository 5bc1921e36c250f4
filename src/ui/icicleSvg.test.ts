import { expect, it } from "vitest";
import { icicleSvg } from "./icicleSvg";
import type { Colours } from "./useColours";

const colours = new Proxy({}, { get: (_, token) => `(${String(token)})` }) as Colours;
const frames = {
  length: 3,
  node: Int32Array.of(0, 1, 2),
  x: Float64Array.of(0, 0, 200),
  width: Float64Array.of(400, 200, 1.5),
};
const look = {
  depthOf: (node: number) => (node === 0 ? 0 : 1),
  textOf: (node: number) => ["main", '<b>"main.f"&'.repeat(9), "g"][node],
  colourOf: () => "frame-1" as const,
  isMatch: null,
};
const picture = (root = -1) => icicleSvg(frames, look, colours, { width: 400, title: "cpu <a>", root });

it("draws every frame at its place, two rows below the title", () => {
  const svg = picture();
  expect([...svg.matchAll(/<rect x="([\d.]+)" y="(\d+)" width="([\d.]+)"/g)].map((match) => match.slice(1))).toEqual([
    ["0.0", "40", "399.0"],
    ["0.0", "60", "199.0"],
    ["200.0", "60", "1.5"],
  ]);
  expect(svg).toContain('height="80" viewBox="0 0 400 80"');
  expect(svg).toContain(">main</text>");
  expect(svg).not.toContain(">g</text>"); // too narrow for it, but it has a tooltip
  expect(svg).toContain("<title>g</title>");
});

it("names are text and cut to the room there is; callers of what is zoomed into are pale", () => {
  expect(picture()).not.toMatch(/<[ab]>/);
  expect(picture()).toMatch(/>&lt;b&gt;&quot;main\.f&quot;&amp;&lt;b&gt;[^<]*…<\/text>/);
  expect(picture(1).match(/fill-opacity/g)).toHaveLength(1);
});
