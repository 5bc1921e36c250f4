import { gzipSync as gzipNode } from "node:zlib";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import { DecodeError } from "../../src/model/decodeError";
import type { ByteSource } from "./byteSource";
import { crc32 } from "./crc32";
import { gunzip, gunzipHead, gunzipPartial, isGzip } from "./gunzip";

const MAX = 1 << 20;

function memory(...parts: Uint8Array[]): ByteSource {
  const bytes = new Uint8Array(Buffer.concat(parts));
  return { name: "x.gz", size: bytes.length, read: async (start, end) => bytes.slice(start, end) };
}

function gzip(bytes: Uint8Array, level = 6): Uint8Array {
  return new Uint8Array(gzipNode(bytes, { level }));
}

function text(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => 97 + ((i * i + (i >> 5)) % 23));
}

/** vitest compares typed arrays element by element: seconds for these. */
function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

afterEach(() => vi.unstubAllGlobals());

describe.each([["with DecompressionStream"], ["without"]])("gunzip %s", (which) => {
  function without(): void {
    if (which === "without") vi.stubGlobal("DecompressionStream", undefined);
  }

  it("gives back what was compressed, at every level", async () => {
    without();
    for (const level of [0, 1, 6, 9]) {
      for (const length of [0, 1, 70_000, 400_000]) {
        const bytes = text(length);
        expect(same(await gunzip(memory(gzip(bytes, level)), MAX), bytes)).toBe(true);
      }
    }
  });

  it("takes concatenated members and bytes behind the last one", async () => {
    without();
    const [one, two] = [text(90_000), text(5)];
    const both = new Uint8Array(Buffer.concat([one, two]));
    expect(same(await gunzip(memory(gzip(one), gzip(two)), MAX), both)).toBe(true);
    for (const trailing of [Uint8Array.of(0), new Uint8Array(512), text(100_000)]) {
      expect(same(await gunzip(memory(gzip(one), trailing), MAX), one)).toBe(true);
      expect(same(await gunzip(memory(gzip(one), gzip(two), trailing), MAX), both)).toBe(true);
    }
  });

  it("stops at the limit and names it", async () => {
    without();
    const bomb = memory(gzip(new Uint8Array(3 * MAX)));
    await expect(gunzip(bomb, MAX)).rejects.toThrow("gzip at 0x0: more than 1048576 bytes after decompression");
    expect((await gunzip(memory(gzip(new Uint8Array(MAX))), MAX)).length).toBe(MAX);
  });

  it("keeps what a cut file holds, and says so", async () => {
    without();
    const bytes = text(300_000);
    const whole = gzip(bytes);
    for (const length of [20, whole.length >> 1, whole.length - 9, whole.length - 1]) {
      const cut = memory(whole.subarray(0, length));
      const { bytes: kept, failure } = await gunzipPartial(cut, MAX);
      expect(failure).not.toBeNull();
      expect(same(kept, bytes.subarray(0, kept.length))).toBe(true);
      expect(kept.length).toBeGreaterThanOrEqual(length > 20 ? 1 : 0);
      await expect(gunzip(cut, MAX)).rejects.toThrow(DecodeError);
    }
  });

  it("notices a wrong checksum, also of a first member", async () => {
    without();
    const wrong = gzip(text(1000)).slice();
    wrong[wrong.length - 6] = (wrong[wrong.length - 6] ?? 0) ^ 1;
    expect((await gunzipPartial(memory(wrong), MAX)).failure?.message).toContain("no trailer with its checksum");
    expect((await gunzipPartial(memory(wrong, gzip(text(9))), MAX)).failure?.message).toContain("does not match");
  });

  it("hands on an error of the source", async () => {
    without();
    const good = memory(gzip(text(9)));
    const source: ByteSource = {
      ...good,
      read: (start, end) => (end > 3 ? Promise.reject(new Error("gone")) : good.read(start, end)),
    };
    await expect(gunzip(source, MAX)).rejects.toThrow("gone");
  });

  it("throws nothing but DecodeError, whatever the bytes", async () => {
    without();
    const whole = gzip(text(2000));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
        const damaged = whole.slice();
        damaged[at] = (damaged[at] ?? 0) ^ flip;
        const result = await gunzipPartial(memory(damaged), MAX).catch((error: unknown) => error);
        if (result instanceof Error) expect(result).toBeInstanceOf(DecodeError);
      }),
    );
  });
});

describe("gunzipHead", () => {
  it("shows the beginning from a few bytes, compressed or stored", () => {
    const bytes = text(500_000);
    for (const level of [0, 1, 9]) {
      const head = gunzipHead(gzip(bytes, level).subarray(0, 4096), 2000);
      expect(same(head, bytes.subarray(0, 2000))).toBe(true);
    }
  });

  it("stops early and survives damage", () => {
    expect(gunzipHead(gzip(new Uint8Array(50 << 20)), 100)).toEqual(new Uint8Array(100));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(gunzipHead(Uint8Array.of(0x1f, 0x8b, 8, ...bytes), 1000).length).toBeLessThanOrEqual(1000);
      }),
    );
  });
});

it("recognises gzip by its first three bytes", () => {
  expect(isGzip(gzip(text(3)))).toBe(true);
  expect(isGzip(Uint8Array.of(0x1f, 0x8b))).toBe(false);
});

it("computes the CRC-32 check value", () => {
  expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
  expect(crc32(text(70), crc32(text(30)))).toBe(crc32(new Uint8Array(Buffer.concat([text(30), text(70)]))));
});
