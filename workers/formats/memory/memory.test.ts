import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rssDecomposition } from "../../../src/analysis/rss/decomposition";
import { memStatsOf } from "../../../src/analysis/rss/memStats";
import type { MemoryCapture } from "../../../src/model/capture";
import { bytesSource } from "../../io/byteSource";
import { pprof } from "../pprof";
import { memory } from "./index";

const fixture = (name: string): Uint8Array => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
const smapsText = new Uint8Array(gunzipSync(fixture("smaps.txt.gz")));
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

async function decode(bytes: Uint8Array): Promise<MemoryCapture> {
  const capture = await memory.decode(bytesSource("x", bytes), { progress() {} });
  if (capture.kind !== "memory") throw new Error("no memory");
  return capture;
}

const heapDebug1 = async () =>
  memStatsOf(await pprof.decode(bytesSource("x", fixture("heap-debug1.txt")), { progress() {} }));

it("adds up smaps as awk does", async () => {
  expect(memory.recognises(smapsText.slice(0, 4096))).toBe(true);
  const { smaps, losses } = await decode(smapsText);
  expect(losses).toEqual([]);
  // awk '/^Rss:/ { rss[kind] += $2 * 1024 }', the kind by name and, of the Go heap, by address
  expect(smaps).toMatchObject({
    rss: 110067712,
    goHeap: { mappings: 2, rss: 75756 * 1024, hugePages: 0, lazyFree: 0 },
    anonymous: { rss: 107356160 - 75756 * 1024 },
    brk: { mappings: 1, rss: 4096 },
    files: { rss: 2707456 },
    isRollup: false,
  });
});

it("reads runtime.MemStats of a debug=1 profile", async () => {
  expect(await heapDebug1()).toEqual({
    heapAlloc: 33813872,
    heapInuse: 34144256,
    heapIdle: 36306944,
    heapReleased: 1720320,
    stackInuse: 13402112,
    runtimeSys: 1236672 + 15600 + 1444118 + 10651784 + 463818,
    sys: 97665304,
    nextGc: 76544392,
    maxRss: 109854720,
  });
});

it("finds what the program has planted", async () => {
  const [{ smaps }, memStats] = await Promise.all([decode(smapsText), heapDebug1()]);
  const sources = { memStats, smaps };
  const MIB = 2 ** 20;
  const known = rssDecomposition({ ...sources, nativeLive: 24 * MIB });
  const mib = (bytes: number | null | undefined) => Number(((bytes ?? Number.NaN) / MIB).toFixed(1));
  expect(mib(known?.parts.live.bytes)).toBeCloseTo(32, 0);
  expect(mib(known?.parts.stacks.bytes)).toBeCloseTo(200 / 16, 0);
  expect(known?.parts.hugePageExcess.bytes).toBe(0); // the machine gives none unasked
  expect(Math.abs(known?.unexplained ?? Infinity)).toBeLessThan(0.05 * (known?.total ?? 0));
  const guessed = rssDecomposition({ ...sources, nativeLive: null })?.parts.native;
  expect(guessed?.bound).toBe("at-least");
  expect(guessed?.bytes).toBeGreaterThan(12 * MIB);
  expect(guessed?.bytes).toBeLessThan(24 * MIB);
});

describe("smaps", () => {
  const figures = "Rss: 100 kB\nAnonHugePages: 64 kB\nVmFlags: rd\n";
  it.each([
    ["c000000000-c000400000 rw-p 00000000 00:00 0 ", "goHeap"],
    ["7f0000000000-7f0000400000 rw-p 00000000 00:00 0 [anon: Go: heap]", "goHeap"],
    ["7f0000000000-7f0000400000 rw-p 00000000 00:00 0 [anon: Go: gc bits]", "anonymous"],
    ["7f0000000000-7f0000400000 rw-p 00000000 00:00 0", "anonymous"],
    ["00e0e000-00e2f000 rw-p 00000000 00:00 0    [heap]", "brk"],
    ["7ffe00000000-7ffe00021000 rw-p 00000000 00:00 0 [stack]", "files"],
    ["00400000-00401000 r-xp 00000000 fe:01 77    /srv/a b (deleted)", "files"],
  ] as const)("%s is %s", async (header, kind) => {
    const text = bytesOf(`${header}\n${figures}`);
    expect(memory.recognises(text)).toBe(true);
    const { smaps } = await decode(text);
    expect(smaps[kind]).toEqual({ mappings: 1, rss: 102400, hugePages: 65536, lazyFree: 0 });
    expect(smaps.rss).toBe(102400);
  });

  it("as one sum is a sum only", async () => {
    const text = bytesOf(`00400000-7ffe00021000 ---p 00000000 00:00 0 [rollup]\n${figures}`);
    expect((await decode(text)).smaps).toMatchObject({ rss: 102400, isRollup: true });
  });

  it("counts lines that are none of its", async () => {
    const { losses } = await decode(bytesOf(`00400000-00401000 r-xp 00000000 fe:01 77 /a\n${figures}what\n`));
    expect(losses).toMatchObject([{ count: 1, first: { code: "Malformed" } }]);
  });
});

it.each(["", "what", "00400000-00401000 r-xp", "gc 1 @0.005s 3%:", "7f0000001000 40 jitted\n", "a;b 3\n"])(
  "does not recognise %j",
  (text) => {
    expect(memory.recognises(bytesOf(text))).toBe(false);
  },
);

it("fails on a text without a mapping", async () => {
  await expect(decode(bytesOf("Rss: 100 kB\n"))).rejects.toMatchObject({ failure: { code: "Malformed" } });
});

it("throws nothing but DecodeErrors, whatever the bytes", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 60 }), fc.nat(4000), async (noise, at) => {
      const bytes = smapsText.slice(0, 4096);
      bytes.set(noise, Math.min(at, 4096 - noise.length));
      await decode(bytes).catch((error: Error) => expect(error.name).toBe("DecodeError"));
    }),
    { numRuns: 50 },
  );
});
