import { expect, it } from "vitest";
import type { FunctionCode } from "../../model/disassembly";
import { CODE_RETURN_ADDRESS, type CodeTable } from "../../model/stacks";
import { stackWeights } from "../stackWeights";
import { profileFromText } from "../testing/profileFromText";
import { codeAt, framesOfCode, heaviestCode, hottestCode, placeOfCode } from "./codePlace";
import { codeWeights } from "./codeWeights";
import { instructionAt, instructionWeights } from "./instructionWeights";
import { samplesAt } from "./samplesAt";
import { sw64Core } from "./sw64Core";

const { named, profile } = profileFromText(`
  10    5     2         1
  main  main  main      init
  f     f     f
  g     f     g[inl]
  f
`);
const weights = codeWeights(named, stackWeights(named, profile));
const funcOf = (name: string): number => [...named.funcs.name].findIndex((id) => named.strings[id] === name);
/** A code by the names of its frames, innermost first. */
const codeOf = (...names: readonly string[]): number =>
  Array.from(named.codeSymbol.keys()).find((code) => {
    const frames = framesOfCode(named, code).map((frame) => named.strings[named.funcs.name[named.frames.func[frame]]]);
    return frames.sort().join() === [...names].sort().join();
  }) ?? -1;

it("a code has what was sampled there, and once per stack what was called from there", () => {
  const f = codeOf("f");
  expect([weights.self[f], weights.samples[f]]).toEqual([15, 2]);
  expect([weights.called[f], weights.calledSamples[f]]).toEqual([0, 0]); // both stacks of f end in f: nothing is left
  const main = codeOf("main");
  expect([weights.self[main], weights.called[main], weights.calledSamples[main]]).toEqual([0, 17, 3]);
  const g = codeOf("g");
  expect([weights.self[g], weights.called[g]]).toEqual([0, 10]);
});

it("an inlined call is of the code that it was inlined into", () => {
  const inlined = codeOf("f", "g");
  expect([weights.self[inlined], weights.called[inlined], weights.samples[inlined]]).toEqual([2, 0, 1]);
});

it("the heaviest code of a function is where it was sampled, else where it calls", () => {
  expect(heaviestCode(named, weights, funcOf("f"))).toBe(codeOf("f"));
  expect(heaviestCode(named, weights, funcOf("main"))).toBe(codeOf("main"));
  expect(heaviestCode(named, weights, -1)).toBe(-1);
  expect(hottestCode(weights)).toBe(codeOf("f"));
  expect(hottestCode({ ...weights, self: new Float64Array(weights.self.length) })).toBe(-1);
});

const codes: CodeTable = {
  length: 5,
  module: Int32Array.of(0, 0, 0, 1, -1),
  address: Float64Array.of(0x1000, 0x1005, 0x1004, 0x1000, 0x7fff),
  flags: Uint8Array.of(0, CODE_RETURN_ADDRESS, 0, 0, 0),
};
const drawn = {
  self: Float64Array.of(7, 0, 3, 100, 1),
  samples: Float64Array.of(2, 0, 1, 9, 1),
  called: Float64Array.of(0, 20, 0, 0, 0),
  calledSamples: Float64Array.of(0, 4, 0, 0, 0),
};

it("a caller's place is its call, and a place finds its code again", () => {
  expect(placeOfCode(codes, 0)).toEqual({ module: 0, address: 0x1000 });
  expect(placeOfCode(codes, 1)).toEqual({ module: 0, address: 0x1004 });
  expect(placeOfCode(codes, 4)).toBeNull();
  expect(placeOfCode(codes, -1)).toBeNull();
  expect(codeAt(codes, drawn, { module: 0, address: 0x1000 })).toBe(0);
  expect(codeAt(codes, drawn, { module: 0, address: 0x1004 })).toBe(2); // sampled there, not only called from
  expect(codeAt(codes, drawn, { module: 1, address: 0x1004 })).toBe(-1);
});

/** Svma 0x401000: three instructions of 4, 5 and 1 bytes. */
const code: FunctionCode = {
  arch: "x86_64",
  bounds: "symtab",
  start: 0x401000,
  end: 0x40100a,
  omittedBytes: 0,
  delta: 0x400000,
  instructions: {
    length: 3,
    address: Float64Array.of(0x401000, 0x401004, 0x401009),
    bytes: new Uint8Array(10),
    size: Uint8Array.of(4, 5, 1),
    text: ["push\trbp", "call\t401000", "ret\t"],
    flow: Uint8Array.of(0, 3, 4),
    target: Float64Array.of(NaN, 0x401000, NaN),
    refers: Float64Array.of(NaN, NaN, NaN),
  },
  lines: {
    length: 3,
    strings: [],
    start: new Int32Array(4),
    func: new Int32Array(),
    file: new Int32Array(),
    line: new Int32Array(),
    symbol: new Int32Array(3).fill(-1),
    rung: new Uint8Array(3),
  },
  places: { length: 0, address: new Float64Array(), name: [], isCode: new Uint8Array() },
};

it("codes go to the instructions that they lie in", () => {
  const of = instructionWeights(code, codes, drawn, 0);
  expect([...of.self]).toEqual([7, 3, 0]);
  expect([...of.samples]).toEqual([2, 1, 0]);
  expect([...of.called]).toEqual([0, 20, 0]);
  expect([of.selfTotal, of.calledTotal]).toEqual([10, 20]);
  expect(
    [0x400fff, 0x401000, 0x401003, 0x401008, 0x401009, 0x40100a].map((at) => instructionAt(code.instructions, at)),
  ).toEqual([-1, 0, 0, 1, 2, -1]);
});

it("samples are found by the instruction that they were taken at", () => {
  const samples = { length: 4, stack: Int32Array.of(0, 1, -1, 2) };
  const taken = { ...profile, samples: { ...profile.samples, ...samples } };
  const recorded = { length: 3, prefix: Int32Array.of(-1, -1, -1), frame: Int32Array.of(0, 2, 0) };
  expect([...samplesAt(taken, { recorded }, codes, code, 0, 0)]).toEqual([0, 3]);
  expect([...samplesAt(taken, { recorded }, codes, code, 0, 1)]).toEqual([1]);
  expect([...samplesAt(taken, { recorded }, codes, code, 1, 0)]).toEqual([]);
});

it("the generation of an SW64 processor is what the capture calls it", () => {
  const core = (cpu: string, arch = "sw_64") => sw64Core({ arch, facts: { cpu, cpu_id: "" } });
  expect([core("SW6B"), core("sw-8a 2.5GHz"), core("sw4d"), core("unknown"), core("SW8A", "x86_64")]).toEqual([
    "core3",
    "core4",
    "core3",
    null,
    null,
  ]);
});
