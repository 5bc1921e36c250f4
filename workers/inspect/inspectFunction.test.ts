import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { DecodeError } from "../../src/model/decodeError";
import { FLOWS, type FunctionCode } from "../../src/model/disassembly";
import type { Module } from "../../src/model/stacks";
import { bytesSource } from "../io/byteSource";
import { inspectFunction } from "./inspectFunction";

const library = readFileSync(createRequire(import.meta.url).resolve("iced-x86/iced_x86_bg.wasm"), "base64");

function file(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(path, import.meta.url)));
}

const objects = {
  tree: file("../object/elf/fixtures/tree"),
  "tree.stripped": file("../object/elf/fixtures/tree.stripped"),
  "tree.debug": file("../object/elf/fixtures/tree.debug"),
  "own.gp": file("../object/elf/fixtures/own.gp"),
  "libown.so": file("../object/elf/fixtures/libown.so"),
  leakd: file("../../public/samples/leakd"),
};

interface Given {
  readonly runtime: Uint8Array | null;
  readonly debug?: Uint8Array;
  readonly cpu?: string;
}

function inspect({ runtime, debug, cpu }: Given, address: number, path = "/usr/bin/program"): Promise<FunctionCode> {
  const module: Module = { path, buildId: null, addressing: "file-offset", pid: -1, anchor: null };
  const sources = {
    runtime: runtime === null ? null : bytesSource("runtime", runtime),
    debug: debug === undefined ? null : bytesSource("debug", debug),
    alt: null,
    split: [],
    symbols: null,
  };
  return inspectFunction(module, [], address, sources, { minimumInstructionLength: null, cpu: cpu ?? null, library });
}

/** What each instruction goes to or refers to, by address of the instruction. */
function labels({ instructions, places }: FunctionCode): Map<number, { name: string; isCode: boolean }> {
  const found = new Map<number, { name: string; isCode: boolean }>();
  for (let row = 0; row < instructions.length; row++) {
    const target = instructions.target[row] ?? Number.NaN;
    const address = Number.isNaN(target) ? (instructions.refers[row] ?? Number.NaN) : target;
    const at = places.address.indexOf(address);
    if (at >= 0)
      found.set(instructions.address[row] ?? 0, { name: places.name[at] ?? "", isCode: places.isCode[at] === 1 });
  }
  return found;
}

function callsAt({ lines }: FunctionCode, row: number): string[] {
  const calls: string[] = [];
  for (let at = lines.start[row] ?? 0; at < (lines.start[row + 1] ?? 0); at++) {
    calls.push(`${lines.strings[lines.func[at] ?? 0]} ${lines.strings[lines.file[at] ?? -1] ?? "?"}:${lines.line[at]}`);
  }
  return calls;
}

/** Rows of a listing of objdump: function, address, what it puts in angle brackets. */
function objdumpLabels(name: string): Map<string, { address: number; label: string }[]> {
  const byFunction = new Map<string, { address: number; label: string }[]>();
  const text = new TextDecoder().decode(file(`fixtures/${name}`));
  for (const line of text.trimEnd().split("\n").slice(1)) {
    const [func = "", address = "", label = ""] = line.split("\t");
    byFunction.set(func, [...(byFunction.get(func) ?? []), { address: Number.parseInt(address, 16), label }]);
  }
  return byFunction;
}

/** Names without what tables leave out or spell otherwise: symbol versions, Go's ABI. */
function plain(label: string): string {
  return label.replace(/@(?!plt)[\w.]+/, "").replace(/\.abi0/, "");
}

describe.each([
  ["tree", "tree.labels.tsv", 0, "symtab"],
  ["leakd", "leakd.labels.tsv", 0x400000, "gopclntab"],
] as const)("%s", (name, fixture, delta, bounds) => {
  it.each([...objdumpLabels(fixture)])(
    "%s: its bounds, and the names of what it goes to, are objdump's",
    async (_, rows) => {
      const first = rows[0]?.address ?? 0;
      const code = await inspect({ runtime: objects[name] }, (rows[Math.floor(rows.length / 2)]?.address ?? 0) - delta);
      expect([code.arch, code.bounds, code.start, code.delta, code.omittedBytes]).toEqual([
        "x86_64",
        bounds,
        first,
        delta,
        0,
      ]);
      // Behind a function lies padding, which Go's table and perf's rules count as its own.
      expect([...code.instructions.address.subarray(0, rows.length)]).toEqual(rows.map(({ address }) => address));
      const ours = labels(code);
      const theirs = rows.filter(({ address, label }) => ours.get(address)?.isCode === true && label !== "");
      expect(theirs.length).toBeGreaterThan(0);
      expect(theirs.map(({ address }) => ours.get(address)?.name)).toEqual(theirs.map(({ label }) => plain(label)));
    },
  );
});

it("names data by its variable, else by its section, and a word that another file fills by what it stands for", async () => {
  const tree = labels(await inspect({ runtime: objects.tree }, 0x1224));
  expect(tree.get(0x122b)).toEqual({ name: "__libc_start_main", isCode: false });
  const leakd = labels(await inspect({ runtime: objects.leakd }, 0xdb218)); // main.newSession
  expect(leakd.get(0x4db218)).toEqual({ name: "runtime.writeBarrier", isCode: false });
  expect(leakd.get(0x4db195)?.name).toMatch(/^\.rodata\+0x[0-9a-f]+$/);
});

it("has file and line of every instruction", async () => {
  const code = await inspect({ runtime: objects.leakd }, 0xdb2f0); // main.handle, main.go lines 40 to 48
  for (let row = 0; row < 12; row++) expect(callsAt(code, row).at(-1)).toMatch(/^main\.handle \S+main\.go:4\d$/);
});

describe("a stripped program", () => {
  it("has its functions' bounds from frame information", async () => {
    // readelf -wF tree.stripped: FDE pc=1420..14b9
    const code = await inspect({ runtime: objects["tree.stripped"] }, 0x1435);
    expect([code.bounds, code.start, code.end]).toEqual(["fde", 0x1420, 0x14b9]);
    expect(labels(code).get(0x1435)?.name).toBe("program!sub_1420+0x28");
  });

  it("takes names and bounds from its debug file, and the code from itself", async () => {
    const code = await inspect({ runtime: objects["tree.stripped"], debug: objects["tree.debug"] }, 0x1435);
    expect([code.bounds, code.start]).toEqual(["symtab", 0x1420]);
    expect(labels(code).get(0x1435)?.name).toBe("insert+0x28");
  });

  it("shows what lies around an address that no function is known to have", async () => {
    const code = await inspect({ runtime: objects["libown.so"] }, 0x5d0); // its PLT
    expect([code.arch, code.bounds, code.start, code.end]).toEqual(["sw_64", "none", 0x4d0, 0x6d0]);
    expect(code.instructions.text.every((text) => text.includes("\t"))).toBe(true);
  });
});

describe("SW64", () => {
  it("calls through gp are followed to their functions", async () => {
    const code = await inspect({ runtime: objects["own.gp"] }, 0x1d0); // one_round
    expect([code.bounds, code.start, code.end, code.delta]).toEqual(["symtab", 0x1200001d0, 0x1200002d4, 0x120000000]);
    const calls = [...labels(code)].filter(([address]) => flowAt(code, address) === "call");
    expect(calls.map(([, { name }]) => name)).toEqual([
      "fill_values",
      "heap_sort",
      "check_sorted",
      "descend",
      "tail_hop",
    ]);
  });

  it("is read as the generation that is asked for", async () => {
    const names = async (cpu: string): Promise<string> => {
      const { instructions } = await inspect({ runtime: objects["own.gp"], cpu }, 0x540); // hash_values
      return instructions.text.join("\n");
    };
    expect(await names("core3")).toMatch(/^srl\t/m);
    expect(await names("core4")).toMatch(/^srll\t/m);
  });
});

function flowAt({ instructions }: FunctionCode, address: number): string | undefined {
  return FLOWS[instructions.flow[instructions.address.indexOf(address)] ?? 9];
}

describe("what cannot be shown is said", () => {
  it.each([
    ["no file", { runtime: null }, 0x1000],
    ["a place outside of the file", { runtime: objects.tree }, 0x7fffffff],
    ["a file without code", { runtime: objects["tree.debug"] }, 0x1435],
    ["no number", { runtime: objects.tree }, Number.NaN],
  ])("%s", async (_, given, address) => {
    await expect(inspect(given, address)).rejects.toThrow(DecodeError);
  });

  it("whatever the bytes: cut and changed objects give code or a DecodeError, soon", async () => {
    const started = performance.now();
    for (let i = 0; i < 120; i++) {
      const bytes = objects["own.gp"].slice(0, i % 2 === 0 ? undefined : Math.floor((94_320 * i) / 120));
      const at = (i * 7919) % bytes.length;
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (i % 8));
      const headerAt = (i * 13) % 300;
      if (headerAt < bytes.length) bytes[headerAt] = (bytes[headerAt] ?? 0) ^ 0x40;
      await inspect({ runtime: bytes }, 0x1d0).catch((error: unknown) => {
        if (!(error instanceof DecodeError)) throw error;
      });
    }
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
