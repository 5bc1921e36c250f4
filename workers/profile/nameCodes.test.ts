import { describe, expect, it } from "vitest";
import { framesOfStack } from "../../src/analysis/shownRows";
import { type CodeNames, type Module, type NamedStacks, RUNGS } from "../../src/model/stacks";
import { nameStacks } from "./testing/nameStacks";

const module = (path: string): Module => ({ path, buildId: null, addressing: "file-offset", pid: -1, anchor: null });
const codes = {
  length: 3,
  module: Int32Array.of(0, 0, -1),
  address: Float64Array.of(16, 32, 99),
  flags: new Uint8Array(3),
};
/** 2 ← 0 ← 1: the unknown code is the root. */
const recorded = { length: 3, prefix: Int32Array.of(-1, 0, 1), frame: Int32Array.of(2, 0, 1) };

/** One row per code: its lines innermost first, as "function:line", "function:line:file". */
function names(rows: readonly (readonly string[])[], symbols: readonly (string | null)[] = []): CodeNames {
  const strings: string[] = [];
  const index = (text: string): number => (strings.includes(text) ? strings.indexOf(text) : strings.push(text) - 1);
  const lines = rows.flat().map((text) => text.split(":"));
  const starts = [0];
  for (const row of rows) starts.push((starts.at(-1) ?? 0) + row.length);
  return {
    length: rows.length,
    start: Int32Array.from(starts),
    func: Int32Array.from(lines, ([func = ""]) => index(func)),
    file: Int32Array.from(lines, ([, , file = "a.go"]) => index(file)),
    line: Int32Array.from(lines, ([, line]) => Number(line)),
    symbol: Int32Array.from(rows, (_, i) => (typeof symbols[i] === "string" ? index(symbols[i]) : -1)),
    rung: new Uint8Array(rows.length).fill(RUNGS.indexOf("gopclntab")),
    strings,
  };
}

/** The stack of a recorded row, leaf first. */
function stackOf(named: NamedStacks, row: number): string[] {
  return framesOfStack(named, row).map((frame) => {
    const name = named.strings[named.funcs.name[named.frames.func[frame] ?? 0] ?? 0];
    return `${name}:${named.frames.line[frame]}${named.frames.inlined[frame] === 1 ? " inlined" : ""}`;
  });
}

describe("nameCodes", () => {
  it("makes a frame of every inlined call", () => {
    const byModule = [{ codes: Int32Array.of(0, 1), names: names([["main:10"], ["inner:3", "middle:2", "outer:1"]]) }];
    const named = nameStacks([module("/bin/a")], codes, recorded, null, byModule);
    expect(stackOf(named, 2)).toEqual(["inner:3 inlined", "middle:2 inlined", "outer:1", "main:10", "[unknown]:0"]);
    expect(stackOf(named, 1)).toEqual(["main:10", "[unknown]:0"]);
    expect([...named.codeRung].map((rung) => RUNGS[rung])).toEqual(["gopclntab", "gopclntab", "none"]);
  });

  it("prefers the capture's own names, and takes the others where it has none", () => {
    const byModule = [{ codes: Int32Array.of(1), names: names([["symbolized:1"]]) }];
    const named = nameStacks([module("/bin/a")], codes, recorded, names([["given:5"], [], []]), byModule);
    expect(stackOf(named, 2)).toEqual(["symbolized:1", "given:5", "[unknown]:0"]);
  });

  it("counts physical functions by the ELF symbol, else by the outermost call", () => {
    const byModule = [{ codes: Int32Array.of(0, 1), names: names([["f:1"], ["in:1", "out:1"]], ["f.abi0", null]) }];
    const named = nameStacks([module("/bin/a")], codes, recorded, null, byModule);
    expect([...named.codeSymbol].map((symbol) => named.strings[symbol])).toEqual(["f.abi0", "out", "[unknown]"]);
  });

  it("knows the file of a frame where functions of one name are in several", () => {
    const filesOf = (rows: readonly (readonly string[])[]) => {
      const named = nameStacks([module("/bin/a")], codes, recorded, null, [
        { codes: Int32Array.of(0, 1), names: names(rows) },
      ]);
      return named.frames.file && [...named.frames.file].map((file) => named.strings[file] ?? null);
    };
    expect(filesOf([["init:1"], ["init:1:b.c"]])).toEqual(["a.go", "b.c", null]);
    expect(filesOf([["init:1"], ["f:1:b.c"]])).toBeUndefined();
  });

  it("keeps functions of the same name in two modules apart", () => {
    const twoModules = { ...codes, module: Int32Array.of(0, 1, -1) };
    const one = names([["same:1"]]);
    const byModule = [0, 1].map((code) => ({ codes: Int32Array.of(code), names: one }));
    const named = nameStacks([module("/bin/a"), module("/bin/b")], twoModules, recorded, null, byModule);
    expect([...named.funcs.module]).toEqual([0, 1, -1]);
  });

  it("functions keep the symbol that their name is demangled from", () => {
    const cxx = { ...names([["A::f():1"], ["g:2"]]), mangled: Int32Array.of(2, -1, -1, -1) };
    const strings = ["A::f()", "g", "_ZN1A1fEv", "a.cc"];
    const named = nameStacks([module("/bin/a")], codes, recorded, null, [
      { codes: Int32Array.of(0, 1), names: { ...cxx, strings, func: Int32Array.of(0, 1), file: Int32Array.of(3, 3) } },
    ]);
    expect([...(named.funcs.mangled ?? [])].map((id) => named.strings[id] ?? null)).toEqual(["_ZN1A1fEv", null, null]);
  });
});
