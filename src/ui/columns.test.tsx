import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { columnMakers } from "./columns";
import { sortRows } from "./Table";

const { bytes, count, name, share } = columnMakers<number | null>("en");
const head = { title: "", width: "1rem" };

it("formats what a row has; what it has not is empty and sorts below every figure", () => {
  const column = bytes("size", head, (row) => row);
  expect([2048, 0, null].map(column.cell)).toEqual(["2.00 KiB", "0 B", ""]);
  const largestFirst = { column: "size", descending: true };
  expect(sortRows([null, -1, 0, 7], [column], largestFirst)).toEqual([7, 0, -1, null]);
  expect(count("count", head, (row) => row).cell(1234567)).toBe("1,234,567");
});

it("a share has a bar of its length behind it", () => {
  const column = share("share", head, (row) => row);
  expect(renderToStaticMarkup(column.cell(0.25))).toMatch(/--share:25\.0%[^>]*>25\.0%</);
  expect(column.cell(null)).toBe("");
});

it("a name cannot write markup, and what was searched for is marked in it", () => {
  const column = name("name", head, (row) => `<b>${row}`, "7");
  expect(renderToStaticMarkup(column.cell(7))).toContain("&lt;b&gt;<mark>7</mark>");
});
