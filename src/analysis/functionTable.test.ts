import fc from "fast-check";
import { expect, it } from "vitest";
import type { NamedStacks } from "../model/stacks";
import { expandedStacks } from "./expandedStacks";
import { functionTable } from "./functionTable";
import { neighbours } from "./neighbours";
import { sampledStacks } from "./sampledStacks";
import { depthFirst, heaviestStacks, stackNames, stackWeights, subtreeSums } from "./stackWeights";
import { profileFromText } from "./testing/profileFromText";
import { topSymbols } from "./topSymbols";

const recursive = profileFromText(`
  10    5     2     1
  main  main  main  init
  f     f     g
  g     f
  f
`);

function tableOf({ named, profile }: ReturnType<typeof profileFromText>) {
  const table = functionTable(named, profile.samples);
  return Object.fromEntries(
    Array.from({ length: named.funcs.length }, (_, func) => [
      nameOf(named, func),
      [table.self[func], table.total[func], table.samples[func], table.isThere[func]],
    ]),
  );
}

function nameOf(named: NamedStacks, func: number): string {
  return func < 0 ? "-" : named.strings[named.funcs.name[func]];
}

function funcOf(named: NamedStacks, name: string): number {
  return [...named.funcs.name].findIndex((id) => named.strings[id] === name);
}

it("counts a recursive function once per stack", () => {
  expect(tableOf(recursive)).toEqual({
    main: [0, 17, 0, 1],
    f: [15, 15, 2, 1],
    g: [2, 12, 1, 1],
    init: [1, 1, 1, 1],
  });
});

it("sums absolute weights, and knows samples without a stack", () => {
  const { named, profile } = profileFromText("10  -4    3\nf   f");
  const weights = stackWeights(named, profile);
  expect(weights.total).toBe(17);
  expect(weights.withoutStack).toBe(3);
  expect(tableOf({ named, profile })).toEqual({ f: [6, 6, 2, 1] });
});

it("goes through stacks of any depth", () => {
  const lines = Array.from({ length: 1000 }, (_, depth) =>
    [`f${depth}`, depth < 700 ? `f${depth}` : ""].map((name) => name.padEnd(6)).join(""),
  );
  const table = tableOf(profileFromText(["10    5", ...lines].join("\n")));
  expect([table["f0"], table["f699"], table["f700"], table["f999"]]).toEqual([
    [0, 15, 0, 1],
    [5, 15, 1, 1],
    [0, 10, 0, 1],
    [10, 10, 1, 1],
  ]);
});

it("finds callers and callees, each call once per stack", () => {
  const { named, profile } = recursive;
  const { callers, callees } = neighbours(named, profile.samples, funcOf(named, "f"));
  const rows = (list: typeof callers) => list.map(({ func, weight }) => [nameOf(named, func), weight]);
  expect(rows(callers)).toEqual([
    ["main", 15],
    ["g", 10],
    ["f", 5],
  ]);
  expect(rows(callees)).toEqual([
    ["-", 15], // f itself
    ["g", 10],
    ["f", 5],
  ]);
});

it("counts physical functions as perf does: inlined calls for the code that holds them", () => {
  const { named, profile } = profileFromText(`
    10    5       2     1
    main  main    main  main
    f     g       f
          h[inl]  h
  `);
  const symbols = (given: NamedStacks) =>
    topSymbols(given, profile.samples).map(({ symbol, self, samples }) => [symbol, self, samples]);
  const expected = [
    ["f", 10, 1],
    ["g", 5, 1],
    ["h", 2, 1],
    ["main", 1, 1],
  ];
  expect(symbols(named)).toEqual(expected);
  // without ELF symbols the outermost function of the code stands for it
  expect(symbols({ ...named, codeSymbol: named.codeSymbol.map(() => -1) })).toEqual(expected);
});

it("names the heaviest stacks, leaf first", () => {
  const { named, profile } = recursive;
  const rows = heaviestStacks(stackWeights(named, profile), 2);
  expect(rows.map((row) => stackNames(named, row))).toEqual([
    ["f", "g", "f", "main"],
    ["f", "f", "main"],
  ]);
});

it("agrees with counting each stack by itself", () => {
  const stack = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 8 });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(stack, fc.integer({ min: -5, max: 50 })), { minLength: 1, maxLength: 30 }),
      (samples) => {
        const depth = Math.max(1, ...samples.map(([frames]) => frames.length));
        const lines = [samples.map(([, weight]) => String(weight).padEnd(6)).join("")];
        for (let row = 0; row < depth; row++)
          lines.push(samples.map(([frames]) => (frames[row] ?? "").padEnd(6)).join(""));
        const { named, profile } = profileFromText(lines.join("\n"));
        const expected = new Map<string, [number, number]>();
        for (const [frames, weight] of samples) {
          for (const name of new Set(frames)) {
            const row = expected.get(name) ?? [0, 0];
            if (frames.at(-1) === name) row[0] += weight;
            row[1] += weight;
            expected.set(name, row);
          }
        }
        const table = functionTable(named, profile.samples);
        for (const [name, [self, total]] of expected) {
          const func = funcOf(named, name);
          expect([table.self[func], table.total[func], table.isThere[func]]).toEqual([self, total, 1]);
        }
        expect(named.funcs.length).toBe(expected.size);
      },
    ),
  );
});

it("orders rows depth first whatever order they come in", () => {
  // 0 ─ 2 ─ 4, 1 ─ 3, 0 ─ 5
  const stacks = { length: 6, prefix: Int32Array.of(-1, -1, 0, 1, 2, 0), frame: new Int32Array(6) };
  expect([...depthFirst(stacks)]).toEqual([0, 2, 4, 5, 1, 3]);
  expect([...subtreeSums(stacks, Float64Array.of(1, 2, 4, 8, 16, 32))]).toEqual([53, 10, 20, 8, 16, 32]);
});

it("counts what is shown where frames have been taken out", () => {
  const { named, profile } = profileFromText("10    5     1\nmain  main  main\nf     f\ng");
  const { stacks, leaf } = expandedStacks(named);
  // without f: g is called by main, the sample in f is main's, and of the last stack nothing is left
  const prefix = stacks.prefix.map((caller, row) => (row === 2 ? 0 : caller));
  const shown = { ...named, expanded: { stacks: { ...stacks, prefix }, leaf: Int32Array.of(-1, 0, leaf[2]) } };
  const { self, total, samples } = functionTable(shown, profile.samples);
  const [main, f, g] = ["main", "f", "g"].map((name) => funcOf(named, name));
  expect([self[main], total[main], samples[main]]).toEqual([5, 15, 1]);
  expect([self[f], total[f]]).toEqual([0, 0]);
  expect([self[g], total[g]]).toEqual([10, 10]);
});

it("finds the stacks that samples have in the order of their rows", () => {
  const stack = Int32Array.of(64, 31, -1, 32, 64, 0);
  const weight = Float64Array.of(1, 2, 4, 8, 16, 32);
  const samples = { length: 6, stack, weight, time: null, thread: null, cpu: null };
  const { rows, weight: sums, count } = sampledStacks(samples, 65);
  expect([[...rows], [...sums], [...count]]).toEqual([
    [0, 31, 32, 64],
    [32, 2, 8, 17],
    [1, 1, 1, 2],
  ]);
});
