import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DecodeError } from "../../../src/model/decodeError";
import { isXz, unxz } from "./xz";

const file = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(`fixtures/${name}`, import.meta.url)));
const lines = Array.from(
  { length: 4000 },
  (_, i) => `line ${i + 1} of a file that repeats itself ${i + 1} times\n`,
).join("");
const LIMIT = 1 << 22;

describe("xz", () => {
  it.each(["lines", "crc32", "sha256", "blocks", "none"])("%s.xz", (name) => {
    expect(new TextDecoder().decode(unxz(file(`${name}.xz`), LIMIT))).toBe(lines);
  });

  it("with bytes that do not pack", () => {
    const sha256 = createHash("sha256")
      .update(unxz(file("random.xz"), LIMIT))
      .digest("hex");
    expect(sha256).toBe(new TextDecoder().decode(file("random.sha256")).trim());
  });

  const good = file("lines.xz");
  it.each<[string, string, Uint8Array, number]>([
    ["that is none", "BadMagic", good.subarray(1), LIMIT],
    ["that ends early", "Truncated", good.subarray(0, good.length - 200), LIMIT],
    ["of more than the limit", "TooLarge", good, lines.length - 1],
    ["with a filter for machine code", "Unsupported", file("x86.xz"), LIMIT],
    ["whose data were changed", "Malformed", good.map((byte, i) => (i === 1000 ? byte ^ 1 : byte)), LIMIT],
    ["whose block looks like the index", "Malformed", good.map((byte, i) => (i === 12 ? 0 : byte)), LIMIT],
    ["whose block header was changed", "Malformed", good.map((byte, i) => (i === 14 ? byte ^ 1 : byte)), LIMIT],
  ])("%s: %s", (_, code, bytes, limit) => {
    expect(() => unxz(bytes, limit)).toThrow(expect.objectContaining({ failure: expect.objectContaining({ code }) }));
  });

  it("throws nothing but DecodeError, and never gives other bytes, whatever is changed", () => {
    fc.assert(
      fc.property(fc.nat(good.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = good.map((byte, i) => (i === at ? byte ^ change : byte));
        try {
          const bytes = unxz(damaged, LIMIT);
          if (((damaged[7] ?? 0) & 15) === 4) expect(new TextDecoder().decode(bytes)).toBe(lines);
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
        }
      }),
      { numRuns: 400 },
    );
  });

  it("is recognised by its magic", () => {
    expect(isXz(good)).toBe(true);
    expect(isXz(good.subarray(0, 5))).toBe(false);
  });
});
