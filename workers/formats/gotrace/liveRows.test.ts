import fc from "fast-check";
import { expect, it } from "vitest";
import { LiveRows } from "./liveRows";

it("finds what a map finds, whatever comes and goes", () => {
  const id = fc.oneof(fc.integer({ min: -40, max: 40 }), fc.maxSafeInteger());
  const step = fc.record({ id, adds: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
      const rows = new LiveRows(1000);
      const plain = new Map<number, number>();
      for (const { id, adds } of steps) {
        const row = rows.find(id);
        expect(row).toBe(plain.get(id) ?? -1);
        if (row < 0 && adds) plain.set(id, rows.add(id));
        else if (row >= 0 && !adds) {
          rows.remove(row);
          plain.delete(id);
        }
      }
      expect(rows.live).toBe(plain.size);
      expect([...rows.rows()]).toEqual([...plain.values()].sort((a, b) => a - b));
      for (const [id, row] of plain) expect(rows.idOf(row)).toBe(id);
    }),
  );
});

it("grows, uses rows again, and takes no more than it may", () => {
  const rows = new LiveRows(5000);
  for (let id = 0; id < 5000; id++) expect(rows.add(id * 16)).toBe(id);
  expect(rows.add(-1)).toBe(-1);
  for (let id = 0; id < 5000; id += 2) rows.remove(rows.find(id * 16));
  for (let id = 1; id < 5000; id += 2) expect(rows.find(id * 16)).toBe(id);
  for (let id = 0; id < 2500; id++) expect(rows.add(2 ** 40 + id)).toBeLessThan(5000);
  expect([rows.length, rows.live]).toEqual([5000, 5000]);
});
