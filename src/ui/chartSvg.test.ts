import { expect, it } from "vitest";
import { type ChartPicture, chartSvg } from "./chartSvg";

const picture: ChartPicture = {
  title: "inuse_space",
  xs: [0, 10],
  lines: [{ label: "total", values: [0, 100], colour: "#111111" }],
  stack: [{ label: '<b>"main.f"&', values: [0, 60], colour: "#222222" }],
  marks: [{ x: 5, label: "restart" }],
  formatX: (x) => `${x} s`,
  formatY: (y) => `${y} B`,
  stepsX: [1, 5, 10],
  stepsY: [1, 20, 50],
  ground: "#ffffff",
  ink: "#000000",
  grid: "#cccccc",
};

it("draws lines and areas to scale, zero and the largest value at the ends of the axis", () => {
  const svg = chartSvg(picture);
  // x from 90 to 944, y from 330 (0) up to 34 (100)
  expect(svg).toContain('<polyline points="90.0,330.0 944.0,34.0"');
  expect(svg).toContain('<polygon points="90.0,330.0 944.0,152.4 944.0,330.0 90.0,330.0" fill="#222222"');
  expect([...svg.matchAll(/>(\d+) B</g)].map(([, mark]) => Number(mark))).toEqual([0, 20, 40, 60, 80, 100]);
  expect(svg).toContain(">restart<");
});

it("names are text, whatever they are", () => {
  expect(chartSvg(picture)).toContain("&lt;b&gt;&quot;main.f&quot;&amp;");
  expect(chartSvg(picture)).not.toContain("<b>");
});

it("a line has no point where it has no value", () => {
  const gap = { ...picture, xs: [0, 5, 10], stack: [], marks: [] };
  const svg = chartSvg({ ...gap, lines: [{ label: "", values: [Number.NaN, 50, 100], colour: "#111111" }] });
  expect(svg).toContain('<polyline points="517.0,182.0 944.0,34.0"');
});

it("what is below zero, and nothing at all", () => {
  const below = chartSvg({ ...picture, lines: [{ label: "", values: [-50, 50], colour: "#111111" }], stack: [] });
  expect(below).toContain('<polyline points="90.0,330.0 944.0,34.0"');
  expect(chartSvg({ ...picture, xs: [], lines: [], stack: [], marks: [] })).not.toContain("NaN");
});
