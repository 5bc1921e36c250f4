import { describe, expect, it } from "vitest";
import type { Avma, Svma } from "../../model/address";
import type { ObjectCapture, SymbolsCapture } from "../../model/capture";
import type { Module, ModuleMapping } from "../../model/stacks";
import { exampleObject } from "../testing/exampleObject";
import type { PairingFile } from "./pairingFile";
import { pairModules } from "./pairModules";

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
    ...more
  }: Partial<ObjectCapture & { folder: string; debug: string[]; stripped: boolean }> = {},
): PairingFile {
  const code = {
    offset: 0x1000,
    vaddr: 0x401000 as Svma,
    fileBytes: stripped ? 0 : 0x2345,
    memoryBytes: 0x2345,
    executable: true,
  };
  const capture = exampleObject({ facts: { debug }, buildId, segments: [code], hasCode: !stripped, ...more });
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

  it("a library may have been dropped by the name of the link to it", () => {
    const library = module("/usr/lib/libstdc++.so.6.0.30");
    expect(pair(library, [object(1, "libstdc++.so.6")])).toBe("name 1");
    expect(pair(library, [object(1, "libstdc++.so.6.0.3"), object(2, "libstdc++")])).toBe("none null");
    expect(pair(library, [object(1, "libstdc++.so.6")], mapped(0x400000, 0x1000))).toBe("none null");
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

describe("several files of one module", () => {
  const roles = (one: Module, files: PairingFile[], mappings: ModuleMapping[] = []): string[] =>
    (pairModules([one], mappings, files)[0]?.files ?? []).map(({ role, file, match }) => `${role} ${file} ${match}`);
  const stripped = { debug: [".dynsym"], hasCode: true };
  const debug = { debug: [".debug_info", ".symtab"], stripped: true };
  const link = { name: "app.debug", crc32: 0x1234 };

  it("are the one that ran and its debug file, by one build id", () => {
    const files = [object(1, "app", { ...stripped, buildId: A }), object(2, "x.debug", { ...debug, buildId: A })];
    expect(roles(module("/srv/app", A), files)).toEqual(["runtime 1 build-id", "debug 2 build-id"]);
    expect(pair(module("/srv/app", A), files)).toBe("build-id 2"); // the one that names most
  });

  it("the debug file adds something, or is left out", () => {
    const whole = object(1, "app", { debug: [".debug_info", ".symtab"], buildId: A });
    expect(roles(module("/srv/app", A), [whole, object(2, "app.debug", { ...debug, buildId: A })])).toEqual([
      "runtime 1 build-id",
    ]);
  });

  it.each<[string, Partial<ObjectCapture>, string[]]>([
    ["name and checksum", { crc32: 0x1234 }, ["runtime 1 path", "debug 2 debuglink"]],
    ["another checksum", { crc32: 0x1235 }, ["runtime 1 path"]],
  ])("a debug link asks for %s", (_, change, expected) => {
    const files = [object(1, "app", { ...stripped, debugLink: link }), object(2, "app.debug", { ...debug, ...change })];
    expect(roles(module("/usr/bin/app"), files, mapped(0x1000, 0x3000))).toEqual(expected);
  });

  it("the debug file of a file without a link is found by build id, else by name", () => {
    const known = [object(1, "app", { ...stripped, buildId: A }), object(2, "y", { ...debug, buildId: A })];
    expect(roles(module("/usr/bin/app"), known)).toEqual(["runtime 1 name", "debug 2 build-id"]);
    const unmarked = [object(1, "app", stripped), object(2, "app.debug", debug)];
    expect(roles(module("/usr/bin/app"), unmarked, mapped(0x1000, 0x3000))).toEqual(["runtime 1 path", "debug 2 name"]);
  });

  it("a debug file with code elsewhere is that of another build", () => {
    const code = { offset: 0, vaddr: 0x501000 as Svma, fileBytes: 0, memoryBytes: 0x2345, executable: true };
    const files = [object(1, "app", stripped), object(2, "app.debug", { ...debug, segments: [code] })];
    expect(roles(module("/usr/bin/app"), files)).toEqual(["runtime 1 name"]);
  });

  it("the dwz file of the debug file comes by build id, or doubtfully by name", () => {
    const main = object(1, "app", {
      debug: [".debug_info"],
      buildId: A,
      altLink: { name: "../.dwz/common", buildId: B },
    });
    expect(roles(module("/srv/app", A), [main, object(2, "z", { buildId: B }), object(3, "common")])).toEqual([
      "runtime 1 build-id",
      "alt 2 build-id",
    ]);
    expect(roles(module("/srv/app", A), [main, object(3, "common")])).toContain("alt 3 name");
    expect(roles(module("/srv/app", A), [main, object(3, "common", { buildId: A.replace("aa", "ab") })])).toHaveLength(
      1,
    );
  });

  it("split units come by their ids, whatever the files are called", () => {
    const split = (id: number, ...ids: string[]): PairingFile =>
      object(id, "a.dwo", { debug: [".debug_info"], split: { kind: "split", ids } });
    const main = object(1, "a", { split: { kind: "skeletons", ids: ["01", "02"] } });
    const files = [main, split(2, "01"), split(3, "03"), split(4, "07", "02")];
    expect(roles(module("/srv/a"), files)).toEqual(["runtime 1 name", "split 2 dwo-id", "split 4 dwo-id"]);
    expect(roles(module("/srv/a.dwo"), files)).toEqual([]); // by itself it names nothing
  });

  it("the kernel has both vmlinux and kallsyms, and a module its .ko", () => {
    expect(roles({ ...kernel, buildId: A }, [text(1, "kallsyms"), object(2, "vmlinux", { buildId: A })])).toEqual([
      "runtime 2 build-id",
      "symbols 1 name",
    ]);
    const files = [object(1, "nf-nat.ko"), object(2, "nf.ko"), object(3, "nf_nat.ko.debug", debug)];
    expect(roles({ ...kernel, path: "[nf_nat]" }, files)).toEqual(["runtime 1 name", "debug 3 name"]);
    for (const path of ["/lib/modules/6.1/net/nf.ko", "/lib/modules/6.1/net/nf.ko.xz"]) {
      expect(roles({ ...kernel, path }, files)).toEqual(["runtime 2 name"]);
    }
  });
});

it("data mappings, which perf record -d tells of, do not speak against a name", () => {
  const code = { offset: 0, vaddr: 0x400000 as Svma, fileBytes: 0x82eb1, memoryBytes: 0x82eb1, executable: true };
  const data = { ...code, offset: 0x112000, vaddr: 0x512000 as Svma, fileBytes: 0x17f80, executable: false };
  const file = object(1, "app", { segments: [code, data] });
  const both = [...mapped(0, 0x83000), ...mapped(0x112000, 0x18000)];
  expect(pair(module("/srv/app"), [file], both)).toBe("path 1");
  expect(pair(module("/srv/app"), [file], mapped(0x400000, 0x1000))).toBe("none null");
});

it("the range of a whole library, which the loader maps first, does not speak against a name", () => {
  // readelf -lW of a libc.so.6, and its MMAP2 records by perf record --call-graph dwarf
  const segments = [
    [0, 0, 0x25388, 0x25388],
    [0x26000, 0x26000, 0x1550fc, 0x1550fc],
    [0x17c000, 0x17c000, 0x52c31, 0x52c31],
    [0x1cf8d0, 0x1cf8d0, 0x4f98, 0x12680],
  ].map(([offset, vaddr, fileBytes, memoryBytes], index) => ({
    ...{ offset, vaddr: vaddr as Svma, fileBytes, memoryBytes },
    executable: index === 1,
  }));
  const rest = [
    ...mapped(0x26000, 0x156000),
    ...mapped(0x17c000, 0x66000),
    ...mapped(0x1cf000, 0x6000),
    ...mapped(0x1cf000, 0x4000),
  ];
  const file = object(1, "libc.so.6", { segments });
  const libc = module("/usr/lib/x86_64-linux-gnu/libc.so.6");
  expect(pair(libc, [file], [...mapped(0, 0x1e2000), ...rest])).toBe("path 1");
  expect(pair(libc, [file], [...mapped(0, 0x1e3000), ...rest])).toBe("none null");
});
