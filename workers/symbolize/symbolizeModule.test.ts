import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Avma } from "../../src/model/address";
import { CODE_RETURN_ADDRESS, type CodeNames, type Module, type ModuleMapping, RUNGS } from "../../src/model/stacks";
import { type ByteSource, bytesSource } from "../io/byteSource";
import { symbolizeModule } from "./symbolizeModule";

const file = (name: string): Uint8Array => new Uint8Array(readFileSync(new URL(name, import.meta.url)));
const oracle = (name: string): [string, string][] => JSON.parse(new TextDecoder().decode(file(`fixtures/${name}`)));
const leakd = file("../../public/samples/leakd");
const kallsyms = file("fixtures/kallsyms.cut.txt");

function memory(bytes: Uint8Array): ByteSource {
  return bytesSource("x", bytes);
}

const userModule: Module = { path: "/srv/demo/leakd", buildId: null, addressing: "file-offset", pid: -1, anchor: null };
const kernel: Module = { ...userModule, path: "[kernel.kallsyms]", addressing: "absolute" };

interface Asked {
  readonly module?: Module;
  readonly object?: Uint8Array;
  readonly debug?: Uint8Array;
  readonly mappings?: readonly ModuleMapping[];
  readonly symbols?: Uint8Array;
  readonly flags?: number;
}

function name(
  addresses: readonly number[],
  { module = userModule, object, debug, symbols, flags = 0, mappings = [] }: Asked,
): Promise<CodeNames> {
  const open = (bytes: Uint8Array | undefined): ByteSource | null => (bytes === undefined ? null : memory(bytes));
  const codes = { addresses: Float64Array.from(addresses), flags: new Uint8Array(addresses.length).fill(flags) };
  const sources = { runtime: open(object), debug: open(debug), alt: null, split: [], symbols: open(symbols) };
  return symbolizeModule(module, mappings, codes, sources);
}

/** A row as text: "rung: f file:1 < g file:2 [symbol]". */
function row(names: CodeNames, index: number): string {
  const lines: string[] = [];
  for (let i = names.start[index] ?? 0; i < (names.start[index + 1] ?? 0); i++) {
    const path = names.strings[names.file[i] ?? -1];
    lines.push(`${names.strings[names.func[i] ?? -1]}${path === undefined ? "" : ` ${path}:${names.line[i]}`}`);
  }
  return `${RUNGS[names.rung[index] ?? -1]}: ${lines.join(" < ")} [${names.strings[names.symbol[index] ?? -1] ?? ""}]`;
}

const symbolOf = (names: CodeNames, index: number): string => names.strings[names.symbol[index] ?? -1] ?? "[unknown]";
const signed = (hex: string): number => Number(BigInt.asIntN(64, BigInt(`0x${hex}`)));

describe("perf script's symbols", () => {
  it("of a Go program, for every address that was recorded in it", async () => {
    const expected = oracle("leakd.perf-script.json");
    const names = await name(
      expected.map(([address]) => signed(address)),
      { object: leakd },
    );
    expect(expected.length).toBeGreaterThan(1000);
    expect(expected.map(([address], i) => [address, symbolOf(names, i)])).toEqual(expected);
    expect(new Set(names.rung)).toEqual(new Set([RUNGS.indexOf("gopclntab")]));
    expect(names.start[names.length]).toBe(names.func.length);
  });

  it.each([
    ["as text", kallsyms],
    ["gzipped", new Uint8Array(gzipSync(kallsyms))],
  ])("of the kernel, from kallsyms %s", async (_, symbols) => {
    const expected = oracle("kernel.perf-script.json");
    const names = await name(
      expected.map(([address]) => signed(address)),
      { module: kernel, symbols },
    );
    expect(expected.map(([address], i) => [address, symbolOf(names, i)])).toEqual(expected);
    expect(new Set(names.rung)).toEqual(new Set([RUNGS.indexOf("kallsyms")]));
  });

  it("of a kernel that lay elsewhere while recording", async () => {
    const expected = oracle("kernel.perf-script.json");
    const slide = 0x1c200000;
    const module: Module = {
      ...kernel,
      anchor: { symbol: "_text", address: (signed("ffffffff81000000") + slide) as Avma },
    };
    const names = await name(
      expected.map(([address]) => signed(address) + slide),
      { module, symbols: kallsyms },
    );
    expect(expected.map(([address], i) => [address, symbolOf(names, i)])).toEqual(expected);
  });
});

describe("one address", () => {
  it("is named as Go's table prints it, with the ELF symbol beside it", async () => {
    // go tool addr2line: 0x473208 runtime.rt0_go, runtime/asm_amd64.s; the symbol has the ABI's suffix
    const names = await name([0x73208], { object: leakd });
    expect(row(names, 0)).toMatch(/^gopclntab: runtime\.rt0_go runtime\/asm_amd64\.s:\d+ \[runtime\.rt0_go\.abi0\]$/);
  });

  it("that was returned to is looked up one byte before", async () => {
    const first = oracle("leakd.perf-script.json").find(([, symbol]) => symbol === "main.main");
    const names = await name([signed(first?.[0] ?? "0") + 1], { object: leakd, flags: CODE_RETURN_ADDRESS });
    const plain = await name([signed(first?.[0] ?? "0")], { object: leakd });
    expect(row(names, 0)).toBe(row(plain, 0));
  });

  it("falls to .symtab when Go's table is damaged", async () => {
    const bytes = leakd.slice();
    bytes[0x13d000] = 0;
    const names = await name([0x73208], { object: bytes });
    expect(row(names, 0)).toBe("symtab: runtime.rt0_go.abi0 [runtime.rt0_go.abi0]");
  });

  it("falls to .dynsym in a stripped library, else is none", async () => {
    const module: Module = { ...userModule, path: "/usr/lib/libown.so" };
    const bytes = file("../object/elf/fixtures/libown.so").slice();
    const setType = (object: Uint8Array, section: number, type: number): void =>
      new DataView(object.buffer).setUint32(86640 + section * 64 + 4, type, true);
    setType(bytes, 17, 8); // .debug_info becomes NOBITS
    const stripped = bytes.slice();
    setType(stripped, 23, 1); // .symtab becomes PROGBITS
    const start = 0x5f0;
    const [full, dynamic] = [
      await name([start], { module, object: bytes }),
      await name([start], { module, object: stripped }),
    ];
    expect(row(full, 0)).toMatch(/^symtab: (\w+) \[\1\]$/);
    expect(row(dynamic, 0)).toBe(row(full, 0).replace("symtab", "dynsym"));
    expect(row(await name([0x7fffffff], { module, object: bytes }), 0)).toBe("none: libown.so+0x7fffffff []");
  });

  it("falls to .gnu_debugdata in a stripped program, and to the stubs of its calls", async () => {
    const object = file("../object/elf/fixtures/tree.mini");
    const module: Module = { ...userModule, path: "/usr/bin/tree" };
    const functions = new TextDecoder()
      .decode(file("../object/elf/fixtures/funcs.readelf.tsv"))
      .split("\n")
      .map((line) => line.split("\t"))
      .filter(([from, , size]) => from === "tree" && Number(size) > 0);
    const starts = functions.map(([, value]) => Number(`0x${value}`));
    const names = await name(starts, { module, object });
    expect(functions.length).toBeGreaterThan(2);
    expect(starts.map((_, i) => row(names, i))).toEqual(
      functions.map(([, , , , func]) => `minidebug: ${func} [${func}]`),
    );
    // objdump -d tree: 0000000000001030 <free@plt>
    expect(row(await name([0x1038], { module, object }), 0)).toBe("plt: free@plt [free@plt]");
  });

  it("outside every symbol is called by where its unwind information begins", async () => {
    const module: Module = { ...userModule, path: "/usr/bin/tree" };
    const bytes = file("../object/elf/fixtures/tree.stripped");
    // readelf --debug-dump=frames tree: pc=0000000000001300..0000000000001390, walk
    const names = await name([0x1300, 0x138f, 0x1028], { module, object: bytes });
    expect([0, 1, 2].map((i) => row(names, i))).toEqual([
      "fde: tree!sub_1300 []",
      "fde: tree!sub_1300 []",
      "fde: tree!sub_1020 []", // the header of .plt
    ]);
  });

  it("of a signal trampoline is named although its return address lies before the symbol", async () => {
    const object = file("../formats/perf/fixtures/unwind/kinds");
    // nm: 400181 restore_rt; the FDE with augmentation S begins at 400180
    const names = await name([0x181, 0x181], { object, flags: CODE_RETURN_ADDRESS });
    expect(row(names, 0)).toBe("symtab: restore_rt []");
  });

  it("falls to .sw64.symtab in a stripped SW64 program", async () => {
    const object = file("../object/elf/fixtures/sw64symtab/own.g32");
    expect(row(await name([0x150], { object }), 0)).toBe("sw64symtab: one_round [one_round]");
  });

  it.each([
    [userModule, 0x1234, "none: leakd+0x1234 []"],
    [kernel, -2130706141, "none: [kernel.kallsyms]+0xffffffff81000123 []"],
    [{ ...userModule, path: "//anon", addressing: "absolute" } as Module, 4096, "none: //anon+0x1000 []"],
    [userModule, 2 ** 63, "none: leakd+0x8000000000000000 []"],
    [userModule, Number.NaN, "none: leakd+0x0 []"],
  ])("without a source is the module and an offset", async (module, address, expected) => {
    expect(row(await name([address], { module }), 0)).toBe(expected);
  });

  it("of a kernel module is named by that module's symbols only", async () => {
    const text = new TextEncoder().encode(
      "ffffffff81000000 T _text\nffffffffc0001000 t probe\t[my_driver]\nffffffffc0001100 t probe_end\t[my_driver]\n",
    );
    const inModule = signed("ffffffffc0001080");
    const asked = (path: string): Promise<CodeNames> =>
      name([inModule], { module: { ...kernel, path }, symbols: text });
    expect(row(await asked("[my_driver]"), 0)).toBe("kallsyms: probe [probe]");
    expect(row(await asked("/lib/modules/6.1/extra/my-driver.ko.xz"), 0)).toBe("kallsyms: probe [probe]");
    expect(row(await asked("[other]"), 0)).toBe("none: [other]+0xffffffffc0001080 []");
    expect(row(await asked("[kernel.kallsyms]"), 0)).toMatch(/^none/);
  });

  it("of a kernel module of another boot is moved by where the module was mapped", async () => {
    const symbols = new TextEncoder().encode(
      "ffffffff81000000 T _text\nffffffffc0001010 t probe\t[nf]\nffffffffc0001100 t probe_end\t[nf]\n",
    );
    const start = signed("ffffffffc0777000") as Avma;
    const mappings = [{ module: 0, start, end: (start + 0x3000) as Avma, fileOffset: 0 }];
    const asked = { module: { ...kernel, path: "[nf]" }, symbols, mappings };
    expect(row(await name([start + 0x80], asked), 0)).toBe("kallsyms: probe [probe]");
  });

  it("of a kernel module is named by its .ko: sections lie behind each other as when it was loaded", async () => {
    const object = file("../object/elf/fixtures/small.d5.o");
    const start = signed("ffffffffc0777000") as Avma;
    const mappings = [{ module: 0, start, end: (start + 0x3000) as Avma, fileOffset: 0 }];
    const module = { ...kernel, path: "[small]" };
    const names = await name([start, start + 0x10, start + 0x25], { module, object, mappings });
    // nm: cold at .text+0, 0x11 bytes; hot at .text.hot+0, which is aligned to 16
    expect([0, 1, 2].map((i) => symbolOf(names, i))).toEqual(["cold", "cold", "hot"]);
  });

  it("is none where the kernel hid its addresses", async () => {
    const symbols = new TextEncoder().encode("0000000000000000 T _text\n0000000000000000 T f\n");
    expect(row(await name([16], { module: kernel, symbols }), 0)).toMatch(/^none/);
  });

  it("of vmlinux is moved by the anchor", async () => {
    const object = file("../object/elf/fixtures/own.d4");
    const module: Module = { ...kernel, anchor: { symbol: "_start", address: 0x220000110 as Avma } };
    expect(row(await name([0x220000150], { module, object }), 0)).toBe(
      "dwarf: one_round /src/sw64own/main.c:25 [one_round]",
    );
  });
});

describe("SW64", () => {
  const rows = new TextDecoder()
    .decode(file("../object/elf/fixtures/own.d4.funcs.tsv"))
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t"));

  it.each(["own.d4", "own.c.debug"])("every function of %s, at its first and last instruction", async (object) => {
    const base = 0x120000000; // p_vaddr; p_offset is 0
    expect(rows.length).toBe(19);
    const addresses = rows.flatMap(([low, high]) => [Number(`0x${low}`) - base, Number(`0x${high}`) - 4 - base]);
    const names = await name(addresses, { object: file(`../object/elf/fixtures/${object}`) });
    expect(addresses.map((_, i) => symbolOf(names, i))).toEqual(rows.flatMap(([, , func]) => [func, func]));
  });
});

it("survives damage: cut and flipped object files give names or none", async () => {
  const good = file("../object/elf/fixtures/tree");
  const addresses = Array.from({ length: 64 }, (_, i) => 0x1000 + 16 * i);
  for (let i = 0; i < 300; i++) {
    const cut = good.slice(0, Math.floor((good.length * i) / 300));
    const flipped = good.slice();
    const at = i < 120 ? i : good.length - (300 - i) * 10; // ELF and program headers, then section headers
    flipped[at] = (flipped[at] ?? 0) ^ (1 << (i % 8));
    for (const object of [cut, flipped]) {
      const names = await name(addresses, { object });
      expect(names.length).toBe(64);
      expect(names.start[64]).toBeGreaterThanOrEqual(64);
    }
  }
});

it("names code that was made while the process ran, from its perf map", async () => {
  const jit: Module = { ...userModule, path: "//anon", addressing: "absolute", pid: 4711 };
  const map = new TextEncoder().encode("7f0010000 40 Builtin:f\n7f0010080 20 app.js:12 g\n");
  const names = await name([0x7f0010090, 0x7f0010000, 0x7f0010070], { module: jit, symbols: map });
  expect([row(names, 0), row(names, 1)]).toEqual([
    expect.stringContaining("perfmap: app.js:12 g"),
    expect.stringContaining("perfmap: Builtin:f"),
  ]);
  expect(row(names, 2)).toContain("none: //anon+0x7f0010070");
});
