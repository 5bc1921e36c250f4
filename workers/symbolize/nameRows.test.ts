import { expect, it } from "vitest";
import { NameRows } from "./nameRows";

it("functions are demangled once, their symbols kept beside them", () => {
  const rows = new NameRows(3);
  const symbols = ["_ZN1AC1Ev", "_ZN1AC2Ev", "malloc"]; // two constructors with one name
  const funcs = symbols.map((symbol) => rows.func(symbol));
  funcs.forEach((func, row) => {
    rows.begin(row, "symtab");
    rows.symbol(row, rows.string(symbols[row] ?? ""));
    rows.line(func, -1, 0);
  });
  const { strings, func, symbol, mangled } = rows.done();
  expect([...func].map((id) => strings[id])).toEqual(["A::A()", "A::A()", "malloc"]);
  expect([...symbol].map((id) => strings[id])).toEqual(symbols);
  expect([...func].map((id) => strings[mangled?.[id] ?? -1] ?? null)).toEqual(["_ZN1AC1Ev", "_ZN1AC1Ev", null]);
});
