import fc from "fast-check";
import { expect, it } from "vitest";
import { extremeRows } from "./extremes";

it("keeps the least and the greatest of each group, in their order", () => {
  const values = Float64Array.of(3, 1, 2, 9, 5, 5, 5, Number.NaN, 4);
  expect([...extremeRows(values, 8, 4)].map((row) => values[row])).toEqual([1, 9, 5, 5]);
  expect([...extremeRows(values, 9, 4)].at(-1)).toBe(8);
  expect([...extremeRows(Float64Array.of(Number.NaN, Number.NaN, 7, 6), 4, 4)]).toEqual([2, 3]);
});

it("rows rise, and neither the least nor the greatest of all is lost", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true }), { minLength: 1 }),
      fc.integer({ min: 2, max: 9 }),
      (list, size) => {
        const values = Float64Array.from(list);
        const rows = [...extremeRows(values, values.length, size)];
        expect(rows).toEqual([...new Set(rows)].sort((a, b) => a - b));
        const kept = rows.map((row) => values[row] ?? Number.NaN);
        expect(Math.min(...kept)).toBe(Math.min(...values));
        expect(Math.max(...kept)).toBe(Math.max(...values));
        expect(rows.length).toBeLessThanOrEqual(2 * Math.ceil(values.length / size));
      },
    ),
  );
});
