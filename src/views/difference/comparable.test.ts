import { expect, it } from "vitest";
import { exampleSession } from "../../analysis/testing/exampleSession";
import type { StackCapture } from "../../model/capture";
import type { ProfileEntry, Side } from "../../model/session";
import { comparedPair } from "./comparable";

const [example] = exampleSession("1\nmain").profiles;

function entry(id: number, timeNs = 0n, side: Side | null = null): ProfileEntry {
  const capture = { ...example.file.capture, pprof: { timeNs } } as StackCapture;
  return { ...example, id, side, file: { ...example.file, id, capture } };
}

const pair = (profiles: readonly ProfileEntry[], chosen: number, base = -1) => {
  const made = comparedPair(profiles, profiles[chosen], base);
  return made && [made.later.id, made.base.id];
};

it("without a chosen base: later less earlier, candidate less baseline", () => {
  const untimed = [entry(0), entry(1), entry(2)];
  expect([0, 1, 2].map((chosen) => pair(untimed, chosen))).toEqual([
    [2, 0],
    [1, 0],
    [2, 0],
  ]);
  const backwards = [entry(0, 30n), entry(1, 20n), entry(2, 10n)];
  expect([0, 1, 2].map((chosen) => pair(backwards, chosen))).toEqual([
    [0, 2],
    [1, 2],
    [0, 2],
  ]);
  const sides = [entry(0, 1n, "candidate"), entry(1, 2n, "baseline")];
  expect([0, 1].map((chosen) => pair(sides, chosen))).toEqual([
    [0, 1],
    [0, 1],
  ]);
});

it("a chosen base counts, whatever came first", () => {
  expect(pair([entry(0, 1n), entry(1, 2n)], 0, 1)).toEqual([0, 1]);
  expect(pair([entry(0)], 0)).toBeUndefined();
  expect(pair([entry(0), entry(1)], 1, 1)).toEqual([1, 0]); // not with itself
});
