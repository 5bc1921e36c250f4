import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { ModuleNames } from "../../src/model/moduleNames";
import { type Module, RUNGS, type Rung } from "../../src/model/stacks";
import { type ByteSource, bytesSource } from "../io/byteSource";
import type { ModuleSources } from "./moduleObjects";
import { symbolizeModule } from "./symbolizeModule";

const folder = "../object/dwarf/fixtures";
const absolute: Module = { path: "/x/m", buildId: null, addressing: "absolute", pid: -1, anchor: null };
const none: ModuleSources = { runtime: null, debug: null, alt: null, split: [], symbols: null };

function source(path: string): ByteSource {
  return bytesSource(path, new Uint8Array(readFileSync(new URL(`${folder}/${path}`, import.meta.url))));
}

function name(
  addresses: readonly number[],
  sources: Partial<ModuleSources>,
  minimumInstructionLength: number | null = null,
): Promise<ModuleNames> {
  const codes = { addresses: Float64Array.from(addresses), flags: new Uint8Array(addresses.length) };
  return symbolizeModule(absolute, [], codes, { ...none, ...sources }, { minimumInstructionLength });
}

/**
 * A row as the oracles write it: "inner@file.h:3 < outer@file.c:7". Of a constructor that two symbols name alike
 * (complete and base object) either is right.
 */
function text(names: ModuleNames, row: number): string {
  const frames: string[] = [];
  for (let at = names.start[row] ?? 0; at < (names.start[row + 1] ?? 0); at++) {
    const shown = names.func[at] ?? -1;
    const func = names.strings[names.mangled?.[shown] ?? -1] ?? names.strings[shown] ?? "";
    const file = names.strings[names.file[at] ?? -1]?.split("/").at(-1) ?? "??";
    frames.push(`${func.startsWith("m+0x") ? "??" : func.replace("C1El", "C2El")}@${file}:${names.line[at]}`);
  }
  return frames.join(" < ");
}

/** Addresses and what the tools say of them, from rows "first instruction, last instruction, frames". */
function oracle(path: string): readonly { readonly address: number; readonly frames: string }[] {
  const lines = new TextDecoder().decode(readFileSync(new URL(`${folder}/${path}`, import.meta.url))).split("\n");
  return lines
    .filter((line) => line !== "" && !line.startsWith("#"))
    .flatMap((line) => {
      const [first = "", last = "", frames = ""] = line.split("\t");
      return [first, last].map((address) => ({ address: Number.parseInt(address, 16), frames }));
    });
}

/** What is under no function has at most a line. Tools that print symbols' files know it without DWARF. */
async function compare(
  rows: string,
  sources: Partial<ModuleSources>,
  factor: number | null = null,
): Promise<{ readonly names: ModuleNames; readonly rungs: ReadonlySet<Rung> }> {
  const expected = oracle(rows);
  expect(expected.length).toBeGreaterThan(90);
  const names = await name(
    expected.map(({ address }) => address),
    sources,
    factor,
  );
  const got = expected.map(({ address }, row) => `${address.toString(16)} ${text(names, row)}`);
  const wanted = expected.map(
    ({ address, frames }) => `${address.toString(16)} ${frames.replace("crtstuff.c:0", "??:0")}`,
  );
  expect(got).toEqual(wanted);
  expect(names.losses).toEqual([]);
  return { names, rungs: new Set(Array.from(names.rung, (rung) => RUNGS[rung] as Rung)) };
}

describe("functions, inlined calls, files and lines as llvm-symbolizer and eu-addr2line say, of", () => {
  it.each([
    ["DWARF 2, strict", "d2"],
    ["DWARF 3", "d3"],
    ["DWARF 4", "d4"],
    ["DWARF 5", "d5"],
    ["DWARF 5, 64-bit", "d5-64"],
    ["DWARF 4 with functions thrown away by ld", "gc4"],
    ["DWARF 5 with functions thrown away by ld", "gc"],
    ["clang's DWARF 5", "clang5"],
    ["clang's DWARF 5 with functions thrown away by lld", "clang5-lld"],
    ["a program that was profiled", "tree-dwarf4"],
    ["the same, compressed by zlib", "tree-zlib"],
  ])("%s (%s)", async (_, file) => {
    const { rungs } = await compare(`${file}.rows.tsv`, { runtime: source(file) });
    expect(rungs).toContain("dwarf");
  });

  it.each([
    ["zstd", "zstd"],
    [".zdebug", "zdebug"],
  ])("DWARF compressed by %s", async (_, file) => {
    await compare("d5.rows.tsv", { runtime: source(file) });
  });

  it.each([
    ["clang, DWARF 5", "split5-clang", ["split5-clang-main.dwo", "split5-clang-walk.dwo"]],
    ["clang, DWARF 5, packed by llvm-dwp", "split5-clang", ["split5-clang.dwp"]],
    ["gcc, DWARF 5 with type units", "split5-types", ["split5-types-walk.dwo", "split5-types-main.dwo"]],
    ["gcc, DWARF 4", "split4", ["split4-main.dwo", "split4-walk.dwo"]],
    ["gcc, DWARF 4, packed", "split4", ["split4.dwp"]],
    ["gcc, DWARF 5", "tree-split", ["tree-split-tree.dwo"]],
  ])("split DWARF of %s", async (_, file, parts) => {
    const { rungs } = await compare(`${file}.rows.tsv`, { runtime: source(file), split: parts.map(source) });
    expect(rungs).toContain("split");
  });

  it("what dwz made of it", async () => {
    const { rungs } = await compare("d5.rows.tsv", { runtime: source("dwz-a"), alt: source("dwz.common") });
    expect(rungs).toContain("altfile");
  });
});

describe("SW64: every row of the address oracles", () => {
  const elf = "../../elf/fixtures";

  it.each([
    ["own.d4", `${elf}/own.d4`],
    ["own.d5", "sw64/own.d5"],
    ["own.gas5", "sw64/own.gas5"], // minimum_instruction_length 4
    ["own.gp", `${elf}/own.gp`],
    ["libown.so", `${elf}/libown.so`],
  ])("%s", async (rows, file) => {
    await compare(`sw64/${rows}.rows.tsv`, { runtime: source(file) });
  });

  it("of a debug file", async () => {
    const expected = oracle("sw64/own.d4.rows.tsv").filter(({ frames }) => frames.startsWith("mix@"));
    const start = expected.map(({ address }) => address);
    const names = await name(start, { debug: source(`${elf}/own.d4`) });
    expect(start.map((_, row) => text(names, row))).toEqual(expected.map(({ frames }) => frames));
    expect(new Set(names.rung)).toEqual(new Set([RUNGS.indexOf("debugfile")]));
  });

  it.each([
    ["own.h4", null, null],
    ["own.h8", null, null],
    ["own.h4bad", 4, { header: 1, proposed: 4 }],
    ["own.h8bad", 8, { header: 1, proposed: 8 }],
  ])("%s, its line advances read by %s", async (file, factor, repair) => {
    const stated = await name(
      oracle("sw64/own.d4.rows.tsv").map(({ address }) => address),
      { runtime: source(`sw64/${file}`) },
    );
    if (repair === null) expect(stated.lineRepair).toBeNull();
    else expect(stated.lineRepair).toMatchObject(repair);
    await compare("sw64/own.d4.rows.tsv", { runtime: source(`sw64/${file}`) }, factor);
  });
});

describe("without what DWARF refers to", () => {
  it("names from a missing dwz file say which", async () => {
    const inlined = oracle("d5.rows.tsv").filter(({ frames }) => frames.startsWith("mix@"));
    const names = await name(
      inlined.map(({ address }) => address),
      { runtime: source("dwz-a") },
    );
    for (const [row, { frames }] of inlined.entries()) {
      expect(text(names, row).split(" < ").length).toBe(frames.split(" < ").length);
      expect(text(names, row)).toMatch(
        /^\[name in missing dwz file dwz\.common, build-id [0-9a-f]{40}\]@probe\.h:\d+ < /,
      );
    }
  });

  it("a split program has lines and the functions of its symbols", async () => {
    const plain = oracle("split5-clang.rows.tsv").filter(({ frames }) => !/ < |\?\?|:0$/.test(frames));
    expect(plain.length).toBeGreaterThan(20);
    const names = await name(
      plain.map(({ address }) => address),
      { runtime: source("split5-clang") },
    );
    expect(plain.map((_, row) => text(names, row))).toEqual(plain.map(({ frames }) => frames));
  });
});
