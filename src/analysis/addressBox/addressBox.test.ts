import { describe, expect, it } from "vitest";
import type { Avma, Svma } from "../../model/address";
import type { AddressFrame } from "../../model/addresses";
import type { Segment } from "../../model/capture";
import type { ModuleNames } from "../../model/moduleNames";
import type { SessionFile } from "../../model/session";
import { RUNGS } from "../../model/stacks";
import { exampleFile, exampleSession, exampleStacks } from "../findings/examples";
import { addressesPart } from "../report/addressesPart";
import { exampleObject } from "../testing/exampleObject";
import { addr2lineText, addressAnswers } from "./answers";
import { locateAddresses } from "./locateAddresses";
import { ADDRESS_MAX_LINES, parseAddresses } from "./parseAddresses";

describe("lines of the address box", () => {
  it.each([
    ["0x473208", null, 0x473208, "stated"],
    ["473208", null, 0x473208, "stated"],
    ["  FFFFFFFF81000123 ", null, -2130706141, "stated"],
    ["leakd 0x473208", "leakd", 0x473208, "stated"],
    ["leakd\t473208", "leakd", 0x473208, "stated"],
    ["/usr/lib/libc.so.6 9b5f4", "libc.so.6", 0x9b5f4, "stated"],
    ["my program 10", "my program", 0x10, "stated"],
    ["leakd+0x73208", "leakd", 0x73208, "file-offset"],
    ["/lib/libc.so.6(+0x9b5f4)", "libc.so.6", 0x9b5f4, "file-offset"],
    ["libstdc++.so.6+0x10", "libstdc++.so.6", 0x10, "file-offset"],
    ["[kernel.kallsyms] ffffffff81000123", "[kernel.kallsyms]", -2130706141, "stated"],
    ["no address here", null, Number.NaN, "stated"],
    ["11112222333344445", null, Number.NaN, "stated"], // 17 digits
  ] as const)("%s", (line, module, address, counts) => {
    expect(parseAddresses(line)).toEqual([{ input: line.trim(), module, address, counts }]);
  });

  it("of any length are read in no time", () => {
    const started = performance.now();
    for (const piece of [" ", "a", "a ", "+", "+0x", "(", "0x"]) parseAddresses(`${piece.repeat(200_000)}z`);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("keep their order; empty ones and comments are left out", () => {
    const text = "# crash of Monday\r\n0x1\n\n0x1\r0x2";
    expect(parseAddresses(text).map(({ address }) => address)).toEqual([1, 1, 2]);
    expect(parseAddresses("1\n".repeat(ADDRESS_MAX_LINES + 5))).toHaveLength(ADDRESS_MAX_LINES);
  });
});

const code = (vaddr: number, memoryBytes: number): Segment => ({
  offset: 0x1000,
  vaddr: vaddr as Svma,
  fileBytes: memoryBytes,
  memoryBytes,
  executable: true,
});
const object = (
  name: string,
  buildId: string,
  segment: Segment,
  hasCode = true,
  debug: readonly string[] = [],
): SessionFile =>
  exampleFile({
    name,
    kind: "elf",
    capture: exampleObject({ buildId, segments: [segment], hasCode, facts: { debug } }),
  });

describe("which module is asked", () => {
  const leakd = object("leakd", "aa", code(0x401000, 0x1000));
  const leakdDebug = object("leakd.debug", "aa", code(0x401000, 0x1000), false, [".debug_info", ".symtab"]);
  const libc = object("libc.so.6", "bb", code(0x26000, 0x100000));
  const asked = (text: string, files: readonly SessionFile[]): [string, string, number[], number[]][] =>
    locateAddresses(parseAddresses(text), files).map(({ module, match, rows, addresses }) => [
      `${module.path} ${module.addressing}`,
      match.files.map(({ role, file }) => `${role}:${files.find(({ id }) => id === file)?.name}`).join(" "),
      [...rows],
      [...addresses],
    ]);

  it("the one of that name, with its debug file; addresses and offsets apart", () => {
    expect(asked("leakd 401234\nlibc.so.6 26001\nleakd+0x1234", [libc, leakdDebug, leakd])).toEqual([
      ["leakd absolute", "runtime:leakd debug:leakd.debug", [0], [0x401234]],
      ["libc.so.6 absolute", "runtime:libc.so.6", [1], [0x26001]],
      ["leakd file-offset", "runtime:leakd debug:leakd.debug", [2], [0x1234]],
    ]);
  });

  it("without a name the one whose code has the address, or the only one", () => {
    expect(asked("26001\n401234\n99", [leakd, libc])).toEqual([
      ["libc.so.6 absolute", "runtime:libc.so.6", [0], [0x26001]],
      ["leakd absolute", "runtime:leakd", [1], [0x401234]],
    ]);
    expect(asked("99", [libc])).toEqual([["libc.so.6 absolute", "runtime:libc.so.6", [0], [0x99]]]);
  });

  it("what a capture had mapped there, and the kernel below zero", () => {
    const { file } = exampleStacks(
      "main[lib:/bin/leakd]",
      {},
      { mappings: [{ module: 0, start: 0x7000 as Avma, end: 0x9000 as Avma, fileOffset: 0x2000 }] },
    );
    expect(asked("7010\nffffffff81000123", [file])).toEqual([
      ["/bin/leakd file-offset", "", [0], [0x2010]],
      ["[kernel.kallsyms] absolute", "", [1], [-2130706141]],
    ]);
  });

  it("none for a name that is nowhere", () => {
    expect(asked("gone 1\nwords", [leakd])).toEqual([]);
  });
});

describe("answers", () => {
  const names: ModuleNames = {
    length: 2,
    strings: ["hash", "walk", "./tree.c", "[x]+0x9"],
    start: Int32Array.of(0, 2, 3),
    func: Int32Array.of(0, 1, 3),
    file: Int32Array.of(2, 2, -1),
    line: Int32Array.of(15, 31, 0),
    column: Int32Array.of(7, 0, 0),
    lineRepair: null,
    losses: [],
    symbol: Int32Array.of(1, -1),
    rung: Uint8Array.of(RUNGS.indexOf("dwarf"), RUNGS.indexOf("none")),
  };
  const queries = parseAddresses("tree 9\nx\ntree 1310");
  const tree = object("tree", "cc", code(0x1000, 0x1000));
  const groups = locateAddresses(queries, [tree]);

  it("are in the order of the lines, innermost function first", () => {
    const swapped = groups.map((group) => ({ ...group, rows: [...group.rows].reverse() }));
    const answers = addressAnswers(queries, swapped, [names]);
    expect(answers.map(({ module, rung, frames }) => [module, rung, frames.length])).toEqual([
      ["tree", "none", 0],
      ["", "none", 0],
      ["tree", "dwarf", 2],
    ]);
    expect(addressesPart({ ...exampleSession([]), addresses: answers })?.[2]).toEqual({
      input: "tree 1310",
      module: "tree",
      address: "0x1310",
      rung: "dwarf",
      frames: [
        { function: "hash", file: "./tree.c", line: 15, column: 7, inlined: true },
        { function: "walk", file: "./tree.c", line: 31, column: 0, inlined: false },
      ],
    });
  });

  it("a worker that failed leaves its addresses without names", () => {
    expect(addressAnswers(queries, groups, [null]).map(({ frames }) => frames)).toEqual([[], [], []]);
  });

  const frame = (func: string, file: string | null, line: number, inlined = false): AddressFrame => ({
    func,
    file,
    line,
    column: 0,
    inlined,
  });
  // addr2line -fipC of binutils 2.40, on `tree` and on a file without debug information
  it.each([
    [[], "?? ??:0"],
    [[frame("main", "././tree.c", 59)], "main at ././tree.c:59"],
    [[frame("runtime.rt0_go.abi0", null, 0)], "runtime.rt0_go.abi0 at ??:?"],
    [
      [frame("mix", "././tree.c", 10, true), frame("walk", "././tree.c", 34)],
      "mix at ././tree.c:10\n (inlined by) walk at ././tree.c:34",
    ],
  ])("look as addr2line -fipC prints them", (frames, text) => {
    const [query = { input: "", module: null, address: 0, counts: "stated" as const }] = queries;
    expect(addr2lineText({ query, module: "tree", rung: "dwarf", frames })).toBe(text);
  });
});
