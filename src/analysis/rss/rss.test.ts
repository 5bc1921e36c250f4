import { describe, expect, it } from "vitest";
import type { MemStats, SmapsTotals } from "../../model/processMemory";
import { rssDecomposition } from "./decomposition";

const KIB = 1024;
const none = { mappings: 0, rss: 0, hugePages: 0, lazyFree: 0 };

/** A process whose parts were chosen: 100 live, 7 waste, 20 idle, 13 stacks, 10 of 12 runtime, 9 huge, 30 native, 11 files. */
const planted: { readonly memStats: MemStats; readonly smaps: SmapsTotals } = {
  memStats: {
    heapAlloc: 100 * KIB,
    heapInuse: 107 * KIB,
    heapIdle: 50 * KIB,
    heapReleased: 30 * KIB,
    stackInuse: 13 * KIB,
    runtimeSys: 12 * KIB,
    sys: null,
    nextGc: null,
    maxRss: 300 * KIB,
  },
  smaps: {
    rss: 200 * KIB,
    goHeap: { mappings: 1, rss: 149 * KIB, hugePages: 64 * KIB, lazyFree: 0 },
    anonymous: { mappings: 4, rss: 35 * KIB, hugePages: 0, lazyFree: 0 },
    brk: { mappings: 1, rss: 5 * KIB, hugePages: 0, lazyFree: 0 },
    files: { mappings: 9, rss: 11 * KIB, hugePages: 0, lazyFree: 0 },
    isRollup: false,
  },
};

const kibOf = (decomposition: ReturnType<typeof rssDecomposition>) =>
  Object.fromEntries(
    Object.entries(decomposition?.parts ?? {}).map(([id, { bytes }]) => [id, bytes === null ? null : bytes / KIB]),
  );

describe("resident memory", () => {
  it("is told apart into the parts that were planted", () => {
    const all = rssDecomposition({ ...planted, nativeLive: 30 * KIB });
    expect(kibOf(all)).toEqual({
      live: 100,
      spanWaste: 7,
      idle: 20,
      stacks: 13,
      runtime: 10, // the 12 are addresses: 40 lie outside the heap and files, 30 of them native
      hugePageExcess: 9,
      native: 30,
      files: 11,
    });
    expect(all).toMatchObject({ total: 200 * KIB, totalIs: "now", unexplained: 0 });
  });

  it("without probes has a lower bound of what is native", () => {
    const all = rssDecomposition({ ...planted, nativeLive: null });
    expect(kibOf(all)).toMatchObject({ runtime: 12, native: 28 });
    expect(all?.parts.native.bound).toBe("at-least");
    expect(all?.unexplained).toBe(0);
  });

  it("from the runtime alone has no total of now, and says nothing of huge pages, files or C", () => {
    const all = rssDecomposition({ memStats: planted.memStats, smaps: null, nativeLive: null });
    expect(kibOf(all)).toMatchObject({ live: 100, runtime: 12, hugePageExcess: null, native: null, files: null });
    expect(all).toMatchObject({ total: 300 * KIB, totalIs: "peak", unexplained: null });
  });

  it("from the kernel alone is files and what cannot be told apart", () => {
    const all = rssDecomposition({ memStats: null, smaps: planted.smaps, nativeLive: null });
    expect(kibOf(all)).toEqual({
      live: null,
      spanWaste: null,
      idle: null,
      stacks: null,
      runtime: null,
      hugePageExcess: null,
      native: null,
      files: 11,
    });
    expect(all?.unexplained).toBe(189 * KIB);
  });

  it("of a sum of all mappings is a total only", () => {
    const smaps = { ...planted.smaps, goHeap: none, anonymous: none, brk: none, files: none, isRollup: true };
    const all = rssDecomposition({ memStats: null, smaps, nativeLive: null });
    expect(kibOf(all)).toMatchObject({ files: null });
    expect(all?.total).toBe(200 * KIB);
  });

  it("is null where nobody was asked", () => {
    expect(rssDecomposition({ memStats: null, smaps: null, nativeLive: 5 })).toBeNull();
  });
});
