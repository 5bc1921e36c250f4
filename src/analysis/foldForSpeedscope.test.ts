import fc from "fast-check";
import { expect, it } from "vitest";
import { type Folding, foldForSpeedscope, foldInTimeOrder, NO_STACK, PRUNED } from "./foldForSpeedscope";
import { stackWeights } from "./stackWeights";
import { profileFromText } from "./testing/profileFromText";

const options = { title: "t", unit: "count", label: (name: string) => name };

function linesOf({ file }: Folding): string[] {
  const [profile] = file.profiles;
  return profile.samples.map(
    (way, i) => `${way.map((frame) => file.shared.frames[frame].name).join(";")} ${profile.weights[i]}`,
  );
}

function fold(text: string, more: Partial<Parameters<typeof foldForSpeedscope>[2]> = {}): Folding {
  const { named, profile } = profileFromText(text);
  return foldForSpeedscope(named, stackWeights(named, profile), { ...options, ...more });
}

it("folds equal stacks and keeps samples without a stack", () => {
  const folding = fold("1     2     4     8\nmain  main  main\nf     f     g");
  expect(linesOf(folding)).toEqual(["main;f 3", "main;g 4", `${NO_STACK} 8`]);
  expect(folding.file.profiles[0].endValue).toBe(15);
  expect(folding.prunedWeight).toBe(0);
});

it("cuts the lightest, and their weight stays", () => {
  const folding = fold("100   50    2     1\nmain  main  main  x\nf     g     h\n            i", {
    maxStacks: 6,
    maxEntries: 8,
  });
  expect(linesOf(folding)).toEqual([`main;${PRUNED} 2`, "main;f 100", "main;g 50", `${PRUNED} 1`]);
  expect(folding.prunedWeight).toBe(3);
});

it("cuts what is too deep", () => {
  expect(linesOf(fold("8\na\nb\nc\nd\ne", { maxDepth: 4 }))).toEqual([`a;b;c;${PRUNED} 8`]);
  expect(linesOf(fold("8\na\nb\nc", { maxDepth: 4 }))).toEqual(["a;b;c 8"]);
});

it("leaves out negative weights and says how much", () => {
  const folding = fold("5  -3\nf  g");
  expect(linesOf(folding)).toEqual(["f 5"]);
  expect(folding.negativeWeight).toBe(-3);
});

it("never hands on a name that speedscope would demangle", () => {
  const names = fold(
    "1       2           3        4\n_ZN1aE  _RNvC1a1b  __ZN1aE  _start".replace("_RNvC1a1b  ", "_RNvC1a1b   "),
  ).file.shared.frames.map(({ name }) => name);
  expect(names).toEqual(["\u200b_ZN1aE", "\u200b_RNvC1a1b", "\u200b__ZN1aE", "_start"]);
});

it("keeps units that speedscope knows", () => {
  expect(fold("1\nf", { unit: "bytes" }).file.profiles[0].unit).toBe("bytes");
  expect(fold("1\nf", { unit: "objects" }).file.profiles[0].unit).toBe("none");
});

it("keeps the sum and the budget, whatever the profile", () => {
  const cell = fc.constantFrom("a", "b", "c", "d", "e");
  const stacks = fc.array(fc.tuple(fc.array(cell, { minLength: 1, maxLength: 9 }), fc.integer({ min: 1, max: 9999 })), {
    minLength: 1,
    maxLength: 40,
  });
  fc.assert(
    fc.property(
      stacks,
      fc.integer({ min: 5, max: 30 }),
      fc.integer({ min: 8, max: 90 }),
      fc.integer({ min: 3, max: 8 }),
      (samples, maxStacks, maxEntries, maxDepth) => {
        const lines = [samples.map(([, weight]) => String(weight).padEnd(6)).join("")];
        for (let row = 0; row < 9; row++) lines.push(samples.map(([frames]) => (frames[row] ?? "").padEnd(6)).join(""));
        const { file } = fold(lines.join("\n"), { maxStacks, maxEntries, maxDepth });
        const [profile] = file.profiles;
        expect(profile.weights.reduce((a, b) => a + b, 0)).toBe(samples.reduce((sum, [, weight]) => sum + weight, 0));
        expect(profile.samples.length).toBeLessThanOrEqual(maxStacks);
        expect(profile.samples.flat().length).toBeLessThanOrEqual(maxEntries);
        expect(Math.max(...profile.samples.map((way) => way.length))).toBeLessThanOrEqual(maxDepth);
        expect(profile.weights.every((weight) => weight > 0)).toBe(true);
      },
    ),
  );
});

it("keeps the order of time and joins neighbours", () => {
  const { named, profile } = profileFromText("1  2  4  8\nf  g  f  f");
  const timed = { ...profile.samples, time: Float64Array.of(5, 40, 10, 50) };
  const folding = foldInTimeOrder(named, timed, options);
  expect(folding && linesOf(folding)).toEqual(["f 5", "g 2", "f 8"]);
  expect(foldInTimeOrder(named, profile.samples, options)).toBeNull();
  expect(foldInTimeOrder(named, timed, { ...options, maxStacks: 2 })).toBeNull();
});
