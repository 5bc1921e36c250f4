import { expect, it } from "vitest";
import { MOST_PER_BYTE, memoryBudget, memoryNeed, tooLarge } from "./memoryNeed";

const head = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

it("a file's kind decides what it needs", () => {
  expect(memoryNeed(head("PERFILE2\x68\0"), 1000)).toBe(900);
  expect(memoryNeed(head("\x7fELF\x02"), 1e12)).toBe(0);
  expect(memoryNeed(head("\x1f\x8b\x08"), 1000)).toBe(8000);
  expect(memoryNeed(head("goroutine 1"), 1000)).toBe(2000);
  expect(memoryNeed(head(""), 1000)).toBe(2000);
  expect(MOST_PER_BYTE).toBe(10);
});

it("the budget is half of what the browser tells, or 2 GiB", () => {
  expect(memoryBudget(8)).toBe(4 * 2 ** 30);
  expect(memoryBudget(0.5)).toBe(2 ** 28);
  expect(memoryBudget(undefined)).toBe(2 ** 31);
});

it("the largest are left out until the others fit", () => {
  const files = [1, 5, 3, 4].map((needBytes) => ({ needBytes }));
  expect(tooLarge(files, 13)).toEqual([]);
  expect(tooLarge(files, 12)).toEqual([{ needBytes: 5 }]);
  expect(tooLarge(files, 4)).toEqual([{ needBytes: 5 }, { needBytes: 4 }]);
  expect(tooLarge(files, 0)).toEqual([5, 4, 3, 1].map((needBytes) => ({ needBytes })));
});
