import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DecodeError } from "../../src/model/decodeError";
import { isZstd, ZstdStream } from "./zstd";

const packed = new Uint8Array(readFileSync(new URL("./fixtures/lines.zst", import.meta.url)));
/** What fixtures/lines.* hold. */
const lines = Array.from({ length: 3000 }, (_, i) => `line ${i + 1} of a text that repeats, ${(i + 1) ** 2 % 977}\n`);

function unpacked(...pieces: readonly Uint8Array[]): { readonly text: string; readonly end: string } {
  const stream = new ZstdStream();
  const decoder = new TextDecoder();
  let text = "";
  let offset = 0;
  try {
    for (const piece of pieces) {
      stream.push(piece, offset, (bytes) => {
        text += decoder.decode(bytes, { stream: true });
      });
      offset += piece.length;
    }
    try {
      stream.finish(offset);
    } catch (error) {
      return { text, end: String(error) };
    }
    return { text, end: "" };
  } finally {
    stream.close();
  }
}

describe("ZstdStream", () => {
  it("gives what the zstd program packed, however it is cut", () => {
    expect(isZstd(packed)).toBe(true);
    expect(unpacked(packed)).toEqual({ text: lines.join(""), end: "" });
    const bytes = Array.from(packed, (_, i) => packed.subarray(i, i + 1));
    expect(unpacked(...bytes)).toEqual({ text: lines.join(""), end: "" });
    expect(unpacked(packed, packed).text).toBe(lines.join("") + lines.join("")); // two frames
  });

  it("tells that a frame is not at its end", () => {
    const { text, end } = unpacked(packed.subarray(0, packed.length >> 1));
    expect(end).toContain("ends inside a frame");
    expect(lines.join("").startsWith(text)).toBe(true);
  });

  it("says what is wrong and where", () => {
    expect(() => unpacked(packed, Uint8Array.of(1, 2, 3, 4, 5))).toThrow(/does not begin a zstd frame/);
    // magic, frame header descriptor without a content size, window descriptor: 2^41 bytes
    const huge = Uint8Array.of(0x28, 0xb5, 0x2f, 0xfd, 0x00, 0xf8, 0x01, 0x00, 0x00);
    expect(() => unpacked(huge)).toThrow(/window is larger than 128 MiB/);
  });

  it("throws nothing but DecodeError, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.nat(packed.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const damaged = packed.slice();
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        try {
          unpacked(damaged);
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
        }
      }),
    );
  });
});
