import { expect, it } from "vitest";
import { GrowingColumn } from "./growingColumn";

it("keeps every row over many chunks, in the order asked for", () => {
  const count = 200_000;
  const make = (): GrowingColumn<Int32Array> => new GrowingColumn((length) => new Int32Array(length));
  const [plain, reversed] = [make(), make()];
  for (let i = 0; i < count; i++) {
    plain.push(i);
    reversed.push(i);
  }
  expect(plain.length).toBe(count);
  expect(plain.finish(null).every((value, row) => value === row)).toBe(true);
  const order = Int32Array.from({ length: count }, (_, row) => count - 1 - row);
  expect(reversed.finish(order).every((value, row) => value === count - 1 - row)).toBe(true);
  expect(make().finish(null).length).toBe(0);
});
