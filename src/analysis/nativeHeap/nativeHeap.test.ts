import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NativeCounts } from "../../model/nativeHeap";
import type { ArgColumn } from "../../model/profile";
import { BlockTable, NOT_KNOWN, TAKEN_BACK } from "./blockTable";
import { allocatorOf, probeRole } from "./probeRole";
import { replayHeap } from "./replayHeap";
import { replayInputOf } from "./testing/heapEvents";

const countsOf = (text: string): NativeCounts => replayHeap(replayInputOf(text)).counts;

/** The counts that are not 0, without when the peak was. */
function told(text: string): Partial<NativeCounts> {
  const { peakNs: _, ...counts } = countsOf(text);
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== 0));
}

describe("a probe is", () => {
  it.each([
    ["cheap:malloc", "malloc"],
    ["probe_libc:malloc__return", "malloc"],
    ["probe_libc:calloc_1", "calloc"],
    ["probe_libc:realloc__return_2", "realloc"],
    ["libc:__libc_memalign", "memalign"],
    ["libc:__GI___libc_free", "free"],
    ["libc:cfree", "free"],
    ["libc:posix_memalign", "posix_memalign"],
    ["mspan:free", null],
    ["kmem:kmalloc", null],
    ["probe:malloc_trim", null],
    ["probe:constructor", null],
    ["cpu-clock", null],
  ])("%s: of %s", (event, func) => {
    expect(allocatorOf(event)).toBe(func);
  });

  const args = (...names: string[]): ArgColumn[] =>
    names.map((name) => ({ name, kind: "number", values: new Float64Array(1) }));
  const roleOf = (event: string, ...names: string[]) => {
    const role = probeRole(event, args(...names));
    return role === null ? null : [role.func, role.at, ...role.reads.map((arg) => arg?.name ?? null)];
  };

  it.each([
    [
      ["h:malloc", "__probe_ip", "size"],
      ["malloc", "entry", "size"],
    ],
    [
      ["h:malloc", "__probe_ip", "bytes"],
      ["malloc", "entry", "bytes"],
    ], // glibc's own name
    [
      ["h:malloc", "__probe_ip", "arg1"],
      ["malloc", "entry", "arg1"],
    ], // the only one
    [
      ["h:calloc", "__probe_ip", "elem_size", "n"],
      ["calloc", "entry", "n", "elem_size"],
    ], // names, not order
    [
      ["h:calloc", "__probe_ip", "arg1", "arg2"],
      ["calloc", "entry", "arg1", "arg2"],
    ],
    [
      ["h:calloc", "__probe_ip", "size"],
      ["calloc", "entry", null, null],
    ],
    [
      ["h:realloc", "__probe_ip", "oldmem", "bytes"],
      ["realloc", "entry", "oldmem", "bytes"],
    ],
    [
      ["h:reallocarray", "__probe_ip", "optr", "nmemb", "elem_size"],
      ["reallocarray", "entry", "optr", "nmemb", "elem_size"],
    ],
    [
      ["h:aligned_alloc", "__probe_ip", "size"],
      ["aligned_alloc", "entry", null, "size"],
    ],
    [
      ["h:free", "__probe_ip", "mem", "addr"],
      ["free", "entry", "mem"],
    ],
    [
      ["h:free", "__probe_ip", "addr"],
      ["free", "entry", null],
    ], // the sample's address, not the probe's argument
    [
      ["h:malloc__return", "__probe_func", "__probe_ret_ip", "arg1"],
      ["malloc", "return", "arg1"],
    ],
    [["h:give", "__probe_func", "__probe_ret_ip", "arg1"], null],
    [
      ["h:malloc", "__probe_func", "__probe_ret_ip", "ptr"],
      ["malloc", "return", "ptr"],
    ], // its arguments tell, not its name
    [
      ["h:posix_memalign__return", "__probe_func", "__probe_ret_ip", "ret"],
      ["posix_memalign", "return", "ret"],
    ],
    [["kmem:free", "ptr"], null], // a tracepoint of that name
  ])("%j", ([event = "", ...names], expected) => {
    expect(roleOf(event, ...names)).toEqual(expected);
  });
});

describe("blocks", () => {
  it("are live until they are freed", () => {
    expect(
      told(`
        1 malloc 24
        1 malloc = 0x1000
        1 calloc 3 8
        1 calloc = 0x2000
        1 free 0x1000
        1 free 0
      `),
    ).toEqual({
      allocations: 2,
      allocatedBytes: 48,
      frees: 1,
      nullFrees: 1,
      liveBlocks: 1,
      liveBytes: 24,
      peakBytes: 48,
    });
  });

  it("are given by the thread's own call", () => {
    expect(
      told(`
        1 malloc 10
        2 malloc 20
        1 malloc = 0x1000
        2 malloc = 0x2000
        1 free 0x2000
      `),
    ).toMatchObject({ allocations: 2, liveBlocks: 1, liveBytes: 10, frees: 1 });
  });

  it("of two processes may have one address", () => {
    expect(
      told(`
        1 malloc 10
        1 malloc = 0x1000
        3 malloc 20
        3 malloc = 0x1000
        3 free 0x1000
      `),
    ).toMatchObject({ liveBlocks: 1, liveBytes: 10 });
  });

  it("are moved by realloc, or stay", () => {
    expect(
      told(`
        1 malloc 10
        1 malloc = 0x1000
        1 realloc 0x1000 20
        1 realloc = 0x1000
        1 realloc 0x1000 30
        2 malloc 5
        2 malloc = 0x1000
        1 realloc = 0x2000
      `),
    ).toMatchObject({ allocations: 2, reallocs: 2, moved: 1, liveBlocks: 2, liveBytes: 35 });
  });

  it("stay when realloc fails, and go when it is of 0 bytes", () => {
    expect(
      told(`
        1 malloc 10
        1 malloc = 0x1000
        1 realloc 0x1000 20
        1 realloc = 0
        1 malloc 7
        1 malloc = 0x2000
        1 realloc 0x2000 0
        1 realloc = 0
      `),
    ).toMatchObject({ failed: 1, frees: 1, liveBlocks: 1, liveBytes: 10 });
  });

  it("are counted once where the family calls itself", () => {
    expect(
      told(`
        1 realloc 0 40
        1 malloc 40
        1 malloc = 0x1000
        1 realloc = 0x1000
        1 reallocarray 0x1000 4 20
        1 realloc 0x1000 80
        1 realloc = 0x2000
        1 reallocarray = 0x2000
      `),
    ).toEqual({
      allocations: 1,
      allocatedBytes: 40,
      reallocs: 1,
      moved: 1,
      nested: 2,
      liveBlocks: 1,
      liveBytes: 80,
      peakBytes: 120, // both are there while one is copied
    });
  });

  it("freed inside of realloc are not freed twice", () => {
    expect(
      told(`
        1 malloc 10
        1 malloc = 0x1000
        1 realloc 0x1000 20
        1 malloc 20
        1 malloc = 0x2000
        1 free 0x1000
        1 realloc = 0x2000
      `),
    ).toMatchObject({ liveBlocks: 1, liveBytes: 20, nested: 2, allocations: 2 });
  });

  it("that were never seen, or freed before, are told apart", () => {
    expect(
      told(`
        1 free 0x9000
        1 malloc 10
        1 malloc = 0x1000
        1 free 0x1000
        1 free 0x1000
        1 realloc 0x8000 16
        1 realloc = 0x3000
      `),
    ).toMatchObject({ frees: 3, unknownFrees: 1, doubleFrees: 1, unknownReallocs: 1, liveBlocks: 1, liveBytes: 16 });
  });

  it("that glibc frees again, emptying the cache of a thread that ends, are no double frees", () => {
    const freed = [1, 2, 3].map((n) => `1 malloc 32\n1 malloc = 0x${n}000`).join("\n");
    const twice = ["1", "2", "3"].map((n) => `1 free 0x${n}000`).join("\n");
    expect(told(`${freed}\n${twice}\n1 free 0x9000\n${twice}`)).toMatchObject({ frees: 4, unknownFrees: 1, nested: 3 });
    expect(told(`${freed}\n${twice}\n${twice}`)).not.toHaveProperty("doubleFrees");
    // what comes before another call is the program's own
    expect(told(`${freed}\n${twice}\n${twice}\n1 malloc 8\n1 malloc = 0x7000`)).toMatchObject({ doubleFrees: 3 });
    expect(told(`${freed}\n${twice}\n${twice}\n2 malloc 8\n2 malloc = 0x7000`)).toMatchObject({ nested: 3 });
  });

  it("given again without a free take the place of the old one", () => {
    expect(
      told(`
        1 malloc 10
        1 malloc = 0x1000
        1 malloc 20
        1 malloc = 0x1000
      `),
    ).toMatchObject({ allocations: 2, missedFrees: 1, liveBlocks: 1, liveBytes: 20 });
  });
});

describe("posix_memalign", () => {
  it("gives blocks at addresses that nothing tells: they are counted, and frees that may be of them", () => {
    expect(
      told(`
        1 posix_memalign 0x7ff0 4096 100
        1 posix_memalign = 0
        1 posix_memalign 0x7ff0 64 50
        1 posix_memalign = 0
        3 free 0x8000
        1 free 0x8000
        1 free 0x9000
        1 free 0xa000
        1 posix_memalign 0x7ff0 3 50
        1 posix_memalign = 22
      `),
    ).toEqual({
      allocations: 2,
      allocatedBytes: 150,
      unplaced: 2,
      unplacedBytes: 150,
      failed: 1,
      frees: 4,
      unplacedFrees: 2,
      unknownFrees: 2, // another process has none, and here there were two
    });
  });

  it("has a block that is known where it calls another of the family for it, or where a probe reads it", () => {
    expect(
      told(`
        1 posix_memalign 0x7ff0 4096 100
        1 aligned_alloc 4096 100
        1 aligned_alloc = 0x8000
        1 posix_memalign = 0
        1 posix_memalign 0x7ff0 4096 60
        1 posix_memalign = 0x9000
        1 free 0x8000
      `),
    ).toEqual({
      allocations: 2,
      allocatedBytes: 160,
      frees: 1,
      nested: 1,
      liveBlocks: 1,
      liveBytes: 60,
      peakBytes: 160,
    });
  });

  it("does not hide what is freed twice once all of its blocks may be gone", () => {
    expect(
      told(`
        1 malloc 8
        1 malloc = 0x1000
        1 posix_memalign 0x7ff0 4096 100
        1 posix_memalign = 0
        1 free 0x1000
        1 free 0x1000
        1 free 0x1000
      `),
    ).toEqual({
      allocations: 2,
      allocatedBytes: 108,
      unplaced: 1,
      unplacedBytes: 100,
      frees: 3,
      unplacedFrees: 1,
      doubleFrees: 1,
      peakBytes: 8,
    });
  });
});

it("counts calls that do not come back, and returns of calls that were not seen", () => {
  expect(
    told(`
      1 malloc = 0x5000
      1 malloc 10
      1 calloc 1 1
      1 malloc = 0x1000
      2 realloc 0x1000 20
    `),
  ).toEqual({
    unmatchedReturns: 1,
    unreturned: 2,
    allocations: 1,
    allocatedBytes: 10,
    liveBlocks: 1,
    liveBytes: 10,
    peakBytes: 10,
  });
});

it("gives up calls when more are nested than any library does", () => {
  const entries = Array.from({ length: 1000 }, (_, i) => `1 ${i % 2 === 0 ? "malloc 1" : "valloc 1"}`);
  expect(told(entries.join("\n"))).toEqual({ unreturned: 1000 });
});

it("counts samples that lack an argument", () => {
  expect(told("1 malloc x\n1 malloc = y\n1 free z")).toEqual({ unreadable: 3 });
});

it("says which stacks a block came by, and how long it has been there", () => {
  const { sites } = replayHeap(
    replayInputOf(`
      1 malloc 24
      1 malloc = 0x1000
      2 malloc 8
      2 malloc = 0x2000
      1 free 0x2000
    `),
  );
  expect([...sites.entry]).toEqual([0, 2]);
  expect([...sites.back]).toEqual([1, 3]);
  expect([...sites.liveBytes]).toEqual([24, 0]);
  expect([...sites.allocatedBytes]).toEqual([24, 8]);
  expect([...sites.oldestNs]).toEqual([1, Number.NaN]);
});

it("ends with what a set of blocks ends with, whatever is called", () => {
  const call = fc.record({
    kind: fc.constantFrom("malloc", "free", "realloc"),
    place: fc.integer({ min: 1, max: 6 }),
    target: fc.integer({ min: 1, max: 6 }),
    size: fc.integer({ min: 1, max: 100 }),
  });
  fc.assert(
    fc.property(fc.array(call, { maxLength: 80 }), (calls) => {
      const live = new Map<number, number>();
      const lines = calls.flatMap(({ kind, place, target, size }) => {
        if (kind === "free") {
          live.delete(place);
          return [`1 free ${place * 4096}`];
        }
        if (kind === "malloc") {
          if (live.has(target)) return [];
          live.set(target, size);
          return [`1 malloc ${size}`, `1 malloc = ${target * 4096}`];
        }
        if (place !== target && live.has(target)) return [];
        live.delete(place);
        live.set(target, size);
        return [`1 realloc ${place * 4096} ${size}`, `1 realloc = ${target * 4096}`];
      });
      if (lines.length === 0) return;
      const { liveBlocks, liveBytes, missedFrees } = countsOf(lines.join("\n"));
      const bytes = [...live.values()].reduce((sum, each) => sum + each, 0);
      expect({ liveBlocks, liveBytes, missedFrees }).toEqual({
        liveBlocks: live.size,
        liveBytes: bytes,
        missedFrees: 0,
      });
    }),
  );
});

it("adds up whatever comes: lost samples, calls that never return, addresses out of nothing", () => {
  const address = fc.integer({ min: 0, max: 5 }).map((place) => place * 4096);
  const size = fc.integer({ min: 0, max: 64 });
  const call = fc.oneof(
    fc.tuple(fc.constant("malloc"), size),
    fc.tuple(fc.constant("realloc"), address, size),
    fc.tuple(fc.constant("reallocarray"), address, size, size),
    fc.tuple(fc.constant("free"), address),
    fc.tuple(fc.constantFrom("malloc", "realloc", "reallocarray"), fc.constant("="), address),
  );
  const event = fc.tuple(fc.integer({ min: 1, max: 3 }), call).map(([thread, words]) => [thread, ...words].join(" "));
  fc.assert(
    fc.property(fc.array(event, { minLength: 1, maxLength: 200 }), (events) => {
      const { counts, sites, timeline } = replayHeap(replayInputOf(events.join("\n")));
      const sum = (column: Float64Array) => column.reduce((all, value) => all + value, 0);
      expect(Object.values(counts).every((count) => count >= 0)).toBe(true);
      expect(sum(sites.liveBytes)).toBe(counts.liveBytes);
      expect(sum(sites.liveBlocks)).toBe(counts.liveBlocks);
      expect(timeline.total.at(-1)).toBe(counts.liveBytes);
      expect(sites.liveBytes.every((bytes) => bytes >= 0)).toBe(true);
      expect(sites.liveBlocks.every((blocks, i) => blocks > 0 === !Number.isNaN(sites.oldestNs[i]))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

it("finds blocks by process and address as a map does", () => {
  const step = fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 2000 }), fc.boolean());
  fc.assert(
    fc.property(fc.array(step, { maxLength: 4000 }), (steps) => {
      const table = new BlockTable();
      const map = new Map<string, number>();
      for (const [i, [pid, place, isFree]] of steps.entries()) {
        const address = 0x7f00_0000_0000 + place * 16;
        table.set(pid, address, isFree ? TAKEN_BACK : i);
        map.set(`${pid} ${address}`, isFree ? TAKEN_BACK : i);
      }
      for (const [key, block] of map) {
        const [pid = 0, address = 0] = key.split(" ").map(Number);
        expect(table.find(pid, address)).toBe(block);
      }
      expect(table.find(4, 0x7f00_0000_0000)).toBe(NOT_KNOWN);
    }),
    { numRuns: 20 },
  );
});
