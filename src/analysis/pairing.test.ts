import { describe, expect, it } from "vitest";
import type { Avma, Svma } from "../model/address";
import type { ObjectCapture, SymbolsCapture } from "../model/capture";
import type { Module, ModuleMapping } from "../model/stacks";
import { type PairingFile, pairModules } from "./pairing";

const A = "aa".repeat(20);
const B = "bb".repeat(20);

function module(path: string, buildId: string | null = null): Module {
  return { path, buildId, addressing: "file-offset", pid: -1, anchor: null };
}

const kernel: Module = { ...module("[kernel.kallsyms]"), addressing: "absolute" };

/** Code at file offset 0x1000 of 0x2345 bytes. */
function object(
  id: number,
  name: string,
  {
    folder = "",
    buildId = null,
    debug = [".symtab"],
    stripped = false,
  }: Partial<{
    folder: string;
    buildId: string | null;
    debug: string[];
    stripped: boolean;
  }> = {},
): PairingFile {
  const code = {
    offset: 0x1000,
    vaddr: 0x401000 as Svma,
    fileBytes: stripped ? 0 : 0x2345,
    memoryBytes: 0x2345,
    executable: true,
  };
  const capture: ObjectCapture = {
    kind: "elf",
    arch: "x86_64",
    facts: { debug },
    losses: [],
    buildId,
    segments: [code],
  };
  return { id, name, folder, capture };
}

function text(id: number, name: string, facts: SymbolsCapture["facts"] = { restricted: false }): PairingFile {
  return { id, name, folder: "", capture: { kind: "symbols", scope: "kernel", arch: null, facts, losses: [] } };
}

function perfMap(id: number, name: string): PairingFile {
  return { id, name, folder: "", capture: { kind: "symbols", scope: "process", arch: null, facts: {}, losses: [] } };
}

const mapped = (fileOffset: number, bytes: number): ModuleMapping[] => [
  { module: 0, start: 0x555555000000 as Avma, end: (0x555555000000 + bytes) as Avma, fileOffset },
];

function pair(one: Module, files: PairingFile[], mappings: ModuleMapping[] = []): string {
  const [match] = pairModules([one], mappings, files);
  return `${match?.match} ${match?.objectFile}`;
}

describe("build id", () => {
  it("wins over any name", () => {
    expect(pair(module("/srv/app", A), [object(1, "app"), object(2, "other", { buildId: A })])).toBe("build-id 2");
  });

  it("that differs never matches, whatever the name and layout", () => {
    const files = [object(1, "app", { folder: "srv", buildId: B })];
    expect(pair(module("/srv/app", A), files, mapped(0x1000, 0x3000))).toBe("none null");
  });

  it.each([
    ["debug/.build-id/aa", `${"aa".repeat(19)}.debug`],
    [`.build-id/aa/${"aa".repeat(19)}`, "elf"],
  ])("is read from the path %s where the file has no note", (folder, name) => {
    expect(pair(module("/srv/app", A), [object(1, name, { folder })])).toBe("build-id 1");
  });

  it("of several files prefers the one that names most, then the first dropped", () => {
    const files = [
      object(5, "app.stripped", { buildId: A, debug: [] }),
      object(3, "b", { buildId: A }),
      object(2, "a", { buildId: A }),
    ];
    expect(pair(module("/srv/app", A), files)).toBe("build-id 2");
    expect(pair(module("/srv/app", A), [...files, object(9, "go", { buildId: A, debug: [".gopclntab"] })])).toBe(
      "build-id 9",
    );
  });
});

describe("path and layout", () => {
  it.each<[string, string, PairingFile, ModuleMapping[]]>([
    ["two components", "path 1", object(1, "app", { folder: "drop/bin" }), []],
    ["a name and the same pages", "path 1", object(1, "app"), mapped(0x1000, 0x3000)],
    ["a name alone", "name 1", object(1, "app"), []],
    ["a name and a part of the segment", "name 1", object(1, "app"), mapped(0x1000, 0x1000)],
    ["a name and pages beyond the segment", "none null", object(1, "app"), mapped(0x1000, 0x90000)],
    ["a name and pages elsewhere", "none null", object(1, "app"), mapped(0x800000, 0x3000)],
    [
      "a debug file, whose offsets moved",
      "name 1",
      object(1, "app.debug", { stripped: true }),
      mapped(0x800000, 0x3000),
    ],
    ["another name", "none null", object(1, "application"), mapped(0x1000, 0x3000)],
  ])("%s: %s", (_, expected, file, mappings) => {
    expect(pair(module("/usr/bin/app"), [file], mappings)).toBe(expected);
  });

  it("prefers the longer tail, and a deleted file keeps its name", () => {
    const files = [object(1, "app", { folder: "bin" }), object(2, "app", { folder: "usr/bin" })];
    expect(pair(module("/usr/bin/app (deleted)"), files)).toBe("path 2");
  });

  it("SW64's pages of 8 KiB fit too", () => {
    expect(pair(module("/usr/bin/app"), [object(1, "app")], mapped(0, 0x4000))).toBe("path 1");
  });
});

describe("kernel", () => {
  it.each<[string, Module, string]>([
    ["the kernel", kernel, "name 1"],
    ["a module", { ...kernel, path: "[ext4]" }, "name 1"],
    ["a module's file", { ...kernel, path: "/lib/modules/6.1/ext4.ko.xz" }, "name 1"],
    ["the vdso", { ...kernel, path: "[vdso]" }, "none null"],
    ["the heap", { ...kernel, path: "[heap]" }, "none null"],
    ["anonymous memory", { ...kernel, path: "//anon" }, "none null"],
    ["a program", module("/usr/bin/kernel"), "none null"],
  ])("%s", (_, one, expected) => {
    expect(pair(one, [text(1, "kallsyms")])).toBe(expected);
  });

  it("prefers symbols of the same boot, then those that are not hidden", () => {
    const anchored: Module = { ...kernel, anchor: { symbol: "_text", address: -0x7f000000 as Avma } };
    const files = [
      text(1, "hidden", { restricted: true }),
      text(2, "other", { restricted: false, _text: "0xffffffff90000000" }),
      text(3, "same", { restricted: false, _text: "0xffffffff81000000" }),
    ];
    expect(pair(anchored, files)).toBe("name 3");
    expect(pair(kernel, files)).toBe("name 2");
  });

  it("takes vmlinux by build id first", () => {
    expect(pair({ ...kernel, buildId: A }, [text(1, "kallsyms"), object(2, "vmlinux", { buildId: A })])).toBe(
      "build-id 2",
    );
  });
});

it("answers for every module", () => {
  const matches = pairModules([module("/a"), module("/b"), kernel], [], [object(7, "b")]);
  expect(matches.map(({ objectFile }) => objectFile)).toEqual([null, 7, null]);
});

describe("code made while the process ran", () => {
  const jit: Module = { ...kernel, path: "//anon", pid: 4711 };

  it("takes the map of its process and no other", () => {
    const files = [perfMap(1, "perf-12.map"), perfMap(2, "perf-4711.map"), text(3, "kallsyms")];
    expect(pair(jit, files)).toBe("name 2");
    expect(pair(jit, [perfMap(1, "perf-12.map"), text(3, "kallsyms")])).toBe("none null");
  });

  it("gives the kernel no names", () => {
    expect(pair(kernel, [perfMap(2, "perf-4711.map")])).toBe("none null");
  });
});
