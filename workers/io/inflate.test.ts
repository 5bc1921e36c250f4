import { randomBytes } from "node:crypto";
import { constants, deflateRawSync, deflateSync } from "node:zlib";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { DecodeError } from "../../src/model/decodeError";
import { bytesSource } from "./byteSource";
import { Inflate } from "./inflate";
import { inflateZlib } from "./zlib";

const text = new TextEncoder().encode(
  Array.from({ length: 9000 }, (_, i) => `${i * i} bytes of ${i % 7} kinds\n`).join(""),
);
const inputs = {
  text,
  random: new Uint8Array(randomBytes(70_000)),
  zeros: new Uint8Array(100_000),
  empty: new Uint8Array(0),
};
const levels = {
  stored: { level: 0 },
  fixed: { strategy: constants.Z_FIXED },
  huffman: { strategy: constants.Z_HUFFMAN_ONLY },
  best: { level: 9 },
};
const cases = Object.entries(inputs).flatMap(([input, bytes]) =>
  Object.entries(levels).map(([how, options]) => ({ input, how, bytes, options })),
);

describe("inflate", () => {
  it.each(cases)("of $input, $how, gives what zlib packed and where it ends", ({ bytes, options }) => {
    const packed = new Uint8Array(deflateRawSync(bytes, options));
    const output = new Uint8Array(bytes.length);
    const inflate = new Inflate(Uint8Array.from([...packed, 1, 2, 3]), output, "x");
    inflate.run(0);
    expect(inflate.at).toBe(packed.length);
    expect(inflate.length).toBe(bytes.length);
    expect(Buffer.compare(output, bytes)).toBe(0);
  });

  it("throws nothing but DecodeError on damage", () => {
    const packed = new Uint8Array(deflateRawSync(text));
    fc.assert(
      fc.property(fc.nat(packed.length - 1), fc.nat(255), fc.nat(packed.length), (at, value, cut) => {
        const damaged = packed.slice(0, cut);
        damaged[at] = value;
        const inflate = new Inflate(damaged, new Uint8Array(text.length), "x");
        try {
          inflate.run(0);
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
        }
      }),
    );
  });
});

describe("zlib streams", () => {
  const pieces = [text.subarray(0, 5), text.subarray(5, 90_000), text.subarray(90_000)];
  const packed = new Uint8Array(Buffer.concat(pieces.map((piece) => deflateSync(piece))));
  afterEach(() => vi.unstubAllGlobals());

  it.each([
    ["several", packed, text],
    ["one", new Uint8Array(deflateSync(text)), text],
  ])("%s, with and without the browser's help", async (_, bytes, expected) => {
    for (const native of [true, false]) {
      if (!native) vi.stubGlobal("DecompressionStream", undefined);
      const output = new Uint8Array(expected.length);
      await inflateZlib(bytesSource("x", bytes), output, "x");
      expect(Buffer.compare(output, expected)).toBe(0);
    }
  });

  it("that end early, or hold more, are an error", async () => {
    const source = bytesSource("x", packed);
    const code = (bytes: number): unknown =>
      inflateZlib(source, new Uint8Array(bytes), "x").catch((error: DecodeError) => error.failure.code);
    expect(await code(text.length + 1)).toBe("Truncated");
    expect(await code(text.length - 1)).toBe("Malformed");
    expect(await code(4)).toBe("Malformed");
  });
});
