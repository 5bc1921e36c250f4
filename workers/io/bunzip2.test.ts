import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DecodeError } from "../../src/model/decodeError";
import { Bunzip2, isBzip2 } from "./bunzip2";

const fixture = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(new URL(`./fixtures/${name}`, import.meta.url)));
const packed = fixture("lines.bz2");
const lines = Array.from({ length: 3000 }, (_, i) => `line ${i + 1} of a text that repeats, ${(i + 1) ** 2 % 977}\n`);
const text = Buffer.from(lines.join(""));

/** Copies of what came out, and the error it ended with. */
function unpack(...pieces: readonly Uint8Array[]): { readonly bytes: Buffer; readonly error: unknown } {
  const stream = new Bunzip2();
  const parts: Uint8Array[] = [];
  let offset = 0;
  const take = (bytes: Uint8Array): number => parts.push(bytes.slice());
  try {
    for (const piece of pieces) {
      stream.push(piece, offset, take);
      offset += piece.length;
    }
    stream.finish(offset, take);
    return { bytes: Buffer.concat(parts), error: null };
  } catch (error) {
    return { bytes: Buffer.concat(parts), error };
  } finally {
    stream.close();
  }
}

describe("Bunzip2", () => {
  it("gives what the bzip2 program packed, however it is cut", () => {
    expect(isBzip2(packed)).toBe(true);
    const pieces = [packed.subarray(0, 3), packed.subarray(3, 5000), packed.subarray(5000)];
    for (const input of [[packed], pieces]) {
      const { bytes, error } = unpack(...input);
      expect(error).toBeNull();
      expect(bytes.equals(text)).toBe(true);
    }
  });

  it("undoes runs of every length, over many blocks", () => {
    const runs = Array.from({ length: 256 }, (_, byte) => Buffer.alloc(300, byte));
    const { bytes, error } = unpack(fixture("runs.bz2"));
    expect(error).toBeNull();
    expect(bytes.equals(Buffer.concat([Buffer.alloc(5_000_000), ...runs, Buffer.from("zzzz")]))).toBe(true);
  });

  it("takes several streams, and ignores what follows the last one as bzip2 does", () => {
    const { bytes, error } = unpack(packed, packed, Uint8Array.of(0, 0, 0, 0, 0));
    expect(error).toBeNull();
    expect(bytes.equals(Buffer.concat([text, text]))).toBe(true);
  });

  it("keeps the blocks before the end of a cut file", () => {
    const { bytes, error } = unpack(packed, packed.subarray(0, packed.length - 3));
    expect(String(error)).toContain("ends inside a stream");
    expect(bytes.equals(Buffer.concat([text, text]))).toBe(true);
  });

  it("says what is wrong", () => {
    const wrong = packed.slice();
    wrong[11] = (wrong[11] ?? 0) ^ 1; // the block's checksum
    expect(String(unpack(wrong).error)).toContain("a block's checksum does not match");
    expect(String(unpack(Uint8Array.of(1, 2, 3, 4)).error)).toContain("does not begin with BZh1 to BZh9");
    expect(isBzip2(wrong.subarray(1))).toBe(false);
  });

  it("throws nothing but DecodeError, whatever the bytes", () => {
    fc.assert(
      fc.property(fc.nat(packed.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const damaged = packed.slice();
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        const { error } = unpack(damaged);
        if (error !== null) expect(error).toBeInstanceOf(DecodeError);
      }),
      { numRuns: 60 },
    );
  });
});
