import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { DecodeError } from "../../../src/model/decodeError";
import { type ByteSource, bytesSource } from "../../io/byteSource";
import { pagedSource } from "../../io/pagedSource";
import { openElf } from "../elf/elf";
import { assembleGo, TEXT, VERSIONS, type Version } from "./fixtures/assembleGo";
import { type GoTable, openGoTable } from "./goTable";
import { decodePcValues, pcValue } from "./pcValues";

type Line = [func: string, file: string | null, line: number];

const file = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, import.meta.url)));
const leakd = file("../../../public/samples/leakd");

function memory(bytes: Uint8Array): ByteSource {
  return pagedSource(bytesSource("x", bytes));
}

async function open(bytes: Uint8Array): Promise<GoTable> {
  const table = await openGoTable(await openElf(memory(bytes)));
  if (table === null) throw new Error("no table");
  return table;
}

async function lines(table: GoTable, address: number): Promise<Line[]> {
  const found = table.find(address);
  const result: Line[] = [];
  if (found >= 0) (await table.function(found)).lines(address, (...line) => result.push(line));
  return result;
}

/** The oracle's spelling: compiler-made names and the ABI suffix come from the symbol table there. */
const asOracle = (rows: readonly Line[]): string =>
  rows.map(([func, path, line]) => `${func.replace(/\.abi0$/, "")} ${path}:${line}`).join(" < ");

describe.each([
  ["leakd.llvm-symbolizer.json", () => leakd, "1.20"],
  ["go1.19-pie.llvm-symbolizer.json", () => new Uint8Array(gunzipSync(file("fixtures/go1.19-pie.gz"))), "1.18"],
] as const)("%s", (oracle, program, version) => {
  const expected = JSON.parse(new TextDecoder().decode(file(`fixtures/${oracle}`))) as [string, Line[]][];

  it("has the same functions, files, lines and inlined calls in DWARF", async () => {
    const table = await open(program());
    expect(table.version).toBe(version);
    expect(expected.length).toBeGreaterThan(100);
    for (const [address, rows] of expected) {
      expect(asOracle(await lines(table, Number(address)))).toBe(asOracle(rows));
    }
  });

  it("is found without section headers", async () => {
    const bytes = program().slice();
    bytes.fill(0, 40, 48); // e_shoff
    bytes.fill(0, 60, 64); // e_shnum, e_shstrndx
    const table = await open(bytes);
    for (const [address, rows] of expected.slice(0, 40)) {
      expect(asOracle(await lines(table, Number(address)))).toBe(asOracle(rows));
    }
  });
});

it("takes the start of the text from moduledata where the header has none (Go 1.26)", async () => {
  const elf = await openElf(memory(leakd));
  const section = elf.sections.find(({ name }) => name === ".gopclntab");
  const bytes = leakd.slice();
  new DataView(bytes.buffer).setBigUint64((section?.offset ?? 0) + 8 + 16, 0n, true);
  expect((await open(bytes)).minpc).toBe((await open(leakd)).minpc);
});

describe.each(VERSIONS)("format %s, assembled by hand", (version: Version) => {
  it.each<[number, Line[]]>([
    [0x00, [["main.f", "a.go", 10]]],
    [0x10, [["main.f", "a.go", 12]]],
    [
      0x18,
      [
        ["main.g", "b.go", 50],
        ["main.f", "a.go", 12],
      ],
    ],
    [
      0x24,
      [
        ["main.h", "c.go", 70],
        ["main.g", "b.go", 52],
        ["main.f", "a.go", 12],
      ],
    ],
    [0x3c, [["main.f", "a.go", 13]]],
    [0x40, [["main.z", "c.go", 1]]],
    [0x5c, [["main.z", "c.go", 1]]],
    [0x60, []],
    [-1, []],
  ])("+%i", async (offset, expected) => {
    const table = await open(assembleGo(version));
    expect(table.version).toBe(version.slice(0, 4));
    expect(await lines(table, TEXT + offset)).toEqual(expected);
  });
});

it("does not guess at the inlining trees of the Go releases before 1.13", async () => {
  expect(await lines(await open(assembleGo("1.2", "go1.12.17")), TEXT + 0x24)).toEqual([["main.f", "c.go", 70]]);
});

describe("damage", () => {
  const section = 0x13d000; // leakd's .gopclntab, by readelf -SW

  it.each<[string, string, (view: DataView) => void]>([
    ["absurd nfunc", "Malformed", (view) => view.setBigUint64(8, 1n << 60n, true)],
    ["nfunc 0", "Malformed", (view) => view.setBigUint64(8, 0n, true)],
    ["functab outside", "Malformed", (view) => view.setBigUint64(8 + 56, 1n << 40n, true)],
    ["unknown magic", "Unsupported", (view) => view.setUint32(0, 0xfffffff5, true)],
    ["a pointer size that is not the file's", "Unsupported", (view) => view.setUint8(7, 4)],
  ])("%s is a DecodeError", async (_, code, damage) => {
    const bytes = leakd.slice();
    damage(new DataView(bytes.buffer, section));
    await expect(open(bytes)).rejects.toMatchObject({ failure: { code } });
  });

  it("of single bytes gives other names or a DecodeError, quickly", async () => {
    const start = performance.now();
    const good = assembleGo("1.20");
    for (let at = 0; at < good.length; at += 3) {
      const bytes = good.slice();
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      try {
        const table = await open(bytes);
        for (const offset of [0, 0x24, 0x50]) await lines(table, TEXT + offset);
      } catch (error) {
        // A damaged section table can hide the table altogether.
        if (!(error instanceof DecodeError)) expect((error as Error).message).toBe("no table");
      }
    }
    expect(performance.now() - start).toBeLessThan(5000);
  });
});

describe("pc values", () => {
  it("hold up to the pc they end at", () => {
    // Starts at -1: +1 (zig-zag 2) for 4 units, -2 (3) for 2, -1 (1) for 1, end.
    const table = decodePcValues(Uint8Array.of(99, 2, 4, 3, 2, 1, 1, 0), 1, 4, 100);
    expect([...table.end]).toEqual([16, 24, 28]);
    expect([...table.value]).toEqual([0, -2, -3]);
    expect([0, 15, 16, 27, 28].map((pc) => pcValue(table, pc))).toEqual([0, 0, -2, -3, -1]);
  });

  it("end where the bytes end, where no progress is made, and with the function", () => {
    expect(decodePcValues(Uint8Array.of(2, 4, 2), 0, 1, 100).end).toHaveLength(1);
    expect(decodePcValues(Uint8Array.of(2, 0, 2, 1, 0), 0, 1, 100).end).toHaveLength(0);
    expect([...decodePcValues(Uint8Array.of(2, 4, 2, 4, 2, 4, 0), 0, 1, 5).end]).toEqual([4, 8]);
    expect(decodePcValues(Uint8Array.of(2, 4, 0), 9, 1, 100).end).toHaveLength(0);
  });
});
