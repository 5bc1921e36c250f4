import fc from "fast-check";
import { expect, it } from "vitest";
import { StackInterner } from "./stackInterner";

it("gives equal stacks one row, and a parent before its children", () => {
  const interner = new StackInterner();
  const main = interner.intern(-1, 7);
  const leaf = interner.intern(main, 7); // recursion
  expect([main, leaf]).toEqual([0, 1]);
  expect(interner.intern(-1, 7)).toBe(main);
  expect(interner.intern(main, 7)).toBe(leaf);
  expect(interner.intern(main, 8)).toBe(2);
  expect(interner.intern(main, 8)).toBe(2);
  expect(interner.intern(-1, 8)).toBe(3);
  expect(interner.length).toBe(4);
  const { length, prefix, frame } = interner.finish();
  expect([length, [...prefix], [...frame]]).toEqual([4, [-1, 0, 0, -1], [7, 7, 8, 8]]);
});

it("agrees with a Map on any stacks, from any first size", () => {
  const stack = fc.array(fc.nat(5), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(fc.array(stack, { maxLength: 60 }), fc.integer({ min: 0, max: 40 }), (stacks, expectedLength) => {
      const interner = new StackInterner(expectedLength);
      const rows = new Map<string, number>();
      for (const frames of stacks) {
        let row = -1;
        frames.forEach((frame, i) => {
          const key = frames.slice(0, i + 1).join(" ");
          row = interner.intern(row, frame);
          if (!rows.has(key)) rows.set(key, row);
          expect(row).toBe(rows.get(key));
        });
      }
      const { length, prefix, frame } = interner.finish();
      expect([length, prefix.length, frame.length]).toEqual([rows.size, rows.size, rows.size]);
      for (const [key, row] of rows) {
        const frames: number[] = [];
        for (let at = row; at >= 0; at = prefix[at]) frames.push(frame[at]);
        expect(frames.reverse().join(" ")).toBe(key);
      }
    }),
  );
});

it("finds its rows again after growing, in wide and in deep trees", () => {
  const interner = new StackInterner(1);
  const count = 20_000;
  const wide = Array.from({ length: count }, (_, frame) => interner.intern(0 < frame ? 0 : -1, frame));
  let deep = -1;
  for (let frame = 0; frame < count; frame++) deep = interner.intern(deep, count + frame);
  expect(interner.length).toBe(2 * count);
  expect(wide.every((row, frame) => interner.intern(0 < frame ? 0 : -1, frame) === row)).toBe(true);
  expect(interner.length).toBe(2 * count);
});
