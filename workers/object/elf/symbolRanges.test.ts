import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { StringTable } from "./strings";
import type { CodeSymbols } from "./symbolColumns";
import { SymbolRanges } from "./symbolRanges";
import type { SymbolTableName } from "./symbols";

type Row = readonly [name: string, value: number, size: number, kind?: "func" | "label", binding?: 0 | 1 | 2];

function table(rows: readonly Row[], name: SymbolTableName = ".symtab", limit = 1000): CodeSymbols {
  const text = new TextEncoder().encode(`\0${rows.map(([symbol]) => `${symbol}\0`).join("")}`);
  let at = 1;
  const offsets = rows.map(([symbol]) => {
    const offset = at;
    at += symbol.length + 1;
    return offset;
  });
  const source = { name: "x", size: text.length, read: async (s: number, e: number) => text.slice(s, e) };
  return {
    table: name,
    length: rows.length,
    value: Float64Array.from(rows, ([, value]) => value),
    size: Float64Array.from(rows, ([, , size]) => size),
    type: Uint8Array.from(rows, ([, , , kind]) => (kind === "label" ? 0 : 2)),
    binding: Uint8Array.from(rows, ([, , , , binding]) => binding ?? 1),
    name: Uint32Array.from(offsets),
    limit: new Float64Array(rows.length).fill(limit),
    strings: new StringTable(source, 0, text.length),
  };
}

async function names(symbols: CodeSymbols, addresses: readonly number[]): Promise<string> {
  const ranges = new SymbolRanges(symbols);
  const found = addresses.map((address) => ranges.find(address));
  return (await Promise.all(found.map((id) => (id < 0 ? "-" : ranges.name(id))))).join(" ");
}

describe("one address, several symbols: the one perf report names", () => {
  it.each<[string, readonly Row[], string]>([
    [
      "an empty one behind it is not empty: it reaches to the next",
      [
        ["sized", 16, 8],
        ["empty_longer_name", 16, 0],
      ],
      "empty_longer_name",
    ],
    [
      "an empty one before a sized one stays empty",
      [
        ["empty_longer_name", 16, 0],
        ["sized", 16, 8],
      ],
      "sized",
    ],
    [
      "not the weak one",
      [
        ["weak_longer_name", 16, 8, "func", 2],
        ["strong", 16, 8, "func", 0],
      ],
      "strong",
    ],
    [
      "the global one",
      [
        ["local_longer_name", 16, 8, "func", 0],
        ["global", 16, 8],
      ],
      "global",
    ],
    [
      "fewer underscores",
      [
        ["__libc_malloc", 16, 8],
        ["malloc", 16, 8],
      ],
      "malloc",
    ],
    [
      "the longest name",
      [
        ["read", 16, 8],
        ["read_file", 16, 8],
      ],
      "read_file",
    ],
    [
      "the last of those without a size",
      [
        ["first_longer_name", 16, 0],
        ["last", 16, 0],
      ],
      "last",
    ],
    [
      "not a label at the start of a function",
      [
        ["function", 16, 8],
        ["label_longer_name", 16, 0, "label"],
      ],
      "function",
    ],
  ])("%s", async (_, rows, expected) => {
    expect(await names(table(rows), [16])).toBe(expected);
  });
});

describe("extent", () => {
  it("ends with the size, and at the next symbol or the section's end without one", async () => {
    const rows: Row[] = [
      ["a", 0, 4],
      ["b", 8, 0],
      ["c", 16, 0],
    ];
    expect(await names(table(rows, ".symtab", 20), [-1, 0, 3, 4, 8, 15, 16, 19, 20])).toBe("- a a - b b c c -");
  });

  it("is the address alone for a .dynsym symbol without a size", async () => {
    expect(
      await names(
        table(
          [
            ["a", 0, 0],
            ["b", 8, 4],
          ],
          ".dynsym",
        ),
        [0, 1, 8, 11, 12],
      ),
    ).toBe("a - b b -");
  });

  it("of the inner symbol hides the outer one, which comes back behind it", async () => {
    const rows: Row[] = [
      ["outer", 0, 20],
      ["inner", 4, 4],
      ["beyond", 12, 20],
      ["label", 6, 0, "label"],
    ];
    expect(await names(table(rows), [0, 4, 6, 8, 12, 19, 20, 31, 32])).toBe(
      "outer inner inner outer beyond beyond beyond beyond -",
    );
  });

  it("names what a search through all symbols names", () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 30 }));
    fc.assert(
      fc.property(fc.array(row, { maxLength: 20 }), (spans) => {
        const unique = [...new Map(spans).entries()].sort(([a], [b]) => a - b);
        const ranges = new SymbolRanges(table(unique.map(([value, size], i): Row => [`s${i}`, value, size])));
        for (let address = -1; address < 95; address++) {
          const inner = unique.findLastIndex(([value, size]) => address >= value && address < value + size);
          expect(ranges.find(address)).toBe(inner);
        }
      }),
    );
  });

  it("costs no more for a hostile table: one symbol around a hundred thousand", () => {
    const rows = Array.from({ length: 1e5 }, (_, i): Row => ["s", i, 1e6]);
    const ranges = new SymbolRanges(table(rows));
    const start = performance.now();
    for (let address = 0; address < 1e5; address++) ranges.find(1e5 + address);
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
