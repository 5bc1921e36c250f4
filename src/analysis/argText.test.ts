import { expect, it } from "vitest";
import type { ArgColumn, ValueTable } from "../model/profile";
import { argText } from "./argText";

function texts(kind: "number" | "address" | "flags" | "symbol", values: readonly number[], table?: ValueTable) {
  const arg = { name: "a", kind, values: Float64Array.from(values), ...(table && { table }) } as ArgColumn;
  return values.map((_, row) => argText(arg, row));
}

const table: ValueTable = {
  delimiter: "|",
  mask: -1,
  zero: "none",
  values: [
    [6, "BOTH"],
    [2, "A"],
    [4, "B"],
    [0, "NOTHING"],
    [-(2 ** 63), "TOP"],
  ],
};

it("prints numbers, addresses, and nothing where there is none", () => {
  expect(texts("number", [0, -5, 1e15, Number.NaN])).toEqual(["0", "-5", "1000000000000000", ""]);
  expect(texts("address", [0, -4096, 0x7fff0000])).toEqual(["0x0", "0xfffffffffffff000", "0x7fff0000"]);
  const strings: ArgColumn = { name: "a", kind: "string", values: Int32Array.of(0, -1), strings: ["x"] };
  expect([argText(strings, 0), argText(strings, 1)]).toEqual(["x", ""]);
});

it("names flags, longest first, and leaves the rest in hex", () => {
  expect(texts("flags", [6, 2, 7, 0x12, -(2 ** 63) + 0, Number.NaN], table)).toEqual([
    "BOTH",
    "A",
    "BOTH|0x1",
    "A|0x10",
    "TOP",
    "",
  ]);
  expect(texts("flags", [0], table)).toEqual(["none"]);
  expect(texts("flags", [0], { ...table, zero: null })).toEqual(["NOTHING"]);
  expect(texts("flags", [0x102, 0x100], { ...table, mask: 0xff })).toEqual(["A", "none"]);
  expect(texts("flags", [0], { ...table, zero: null, values: [] })).toEqual(["0x0"]);
});

it("names symbols", () => {
  expect(texts("symbol", [2, 3, 0, 0x102], { ...table, mask: 0xff })).toEqual(["A", "0x3", "NOTHING", "A"]);
  expect(texts("symbol", [0], { ...table, values: [] })).toEqual(["none"]);
});
