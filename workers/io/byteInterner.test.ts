import fc from "fast-check";
import { expect, it } from "vitest";
import { ByteInterner } from "./byteInterner";

const encode = (text: string) => new TextEncoder().encode(text);

it("agrees with a Map of strings", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 6 })), (texts) => {
      const interner = new ByteInterner(1000, 100_000);
      const rows = new Map<string, number>();
      for (const text of texts) {
        const bytes = encode(`<${text}>`);
        if (!rows.has(text)) rows.set(text, rows.size);
        expect(interner.intern(bytes, 1, bytes.length - 1)).toBe(rows.get(text));
      }
      expect(interner.length).toBe(rows.size);
    }),
  );
});

it("finds its rows again after growing", () => {
  const interner = new ByteInterner(1 << 20, 1 << 26);
  const words = Array.from({ length: 20_000 }, (_, i) => encode(`word ${i} ${"x".repeat(i % 50)}`));
  const rows = words.map((word) => interner.intern(word, 0, word.length));
  expect(rows).toEqual(words.map((_, i) => i));
  expect(words.map((word) => interner.intern(word, 0, word.length))).toEqual(rows);
});

it("takes no more than it was allowed, and still knows what it has", () => {
  const rows = new ByteInterner(2, 100);
  expect(["a", "b", "c", "a"].map((text) => rows.intern(encode(text), 0, 1))).toEqual([0, 1, -1, 0]);
  const bytes = new ByteInterner(100, 5);
  expect(["abc", "def", "gh"].map((text) => bytes.intern(encode(text), 0, text.length))).toEqual([0, -1, 1]);
});
