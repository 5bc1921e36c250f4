import { expect, it } from "vitest";
import type { FilterRule } from "../../model/filter";
import type { ArgColumn } from "../../model/profile";
import { expandedStacks } from "../expandedStacks";
import { stackNames } from "../stackWeights";
import { filteredBy } from "../testing/filteredBy";
import { profileFromText } from "../testing/profileFromText";
import { tagFrames } from "./tagFrames";

/* The rows of pprof itself are in pprofTop.test.ts. */
const drawn = profileFromText("1     1     1\nmain  main  main\nf     f     g");
const size = { name: "size", kind: "number", values: Float64Array.of(16, 16, Number.NaN), labelUnit: "bytes" } as const;
const job = { name: "job", kind: "string", values: Int32Array.of(0, 1, 1), strings: ["up", "down"] } as const;

/** Every sample's stack, leaf first. */
function stacks(rules: readonly FilterRule[], args: readonly ArgColumn[] = [size, job]): readonly string[] {
  const { samples } = drawn.profile;
  const stack = samples.stack.slice();
  stack[2] = -1; // recorded without one
  const shown = filteredBy(
    { named: drawn.named, profile: { ...drawn.profile, samples: { ...samples, stack }, args } },
    { rules },
  );
  const { leaf } = expandedStacks(shown.named);
  return [...shown.profile.samples.stack].map((row) => (row < 0 ? "" : stackNames(shown.named, leaf[row]).join(" ‹ ")));
}

it("labels become frames, of samples without a stack too; amounts with their unit", () => {
  expect(stacks([{ kind: "tagroot", pattern: "job,size" }])).toEqual([
    "f ‹ main ‹ 16 bytes ‹ up",
    "f ‹ main ‹ 16 bytes ‹ down",
    "<unknown> ‹ down",
  ]);
  expect(stacks([{ kind: "tagleaf", pattern: "size,job" }])).toEqual([
    "up ‹ 16 bytes ‹ f ‹ main",
    "down ‹ 16 bytes ‹ f ‹ main",
    "down ‹ <unknown>",
  ]);
});

it("other rules find them", () => {
  const rules: FilterRule[] = [
    { kind: "tagroot", pattern: "job" },
    { kind: "hide", pattern: "^main$" },
    { kind: "focus", pattern: "^down$" },
  ];
  expect(stacks(rules)).toEqual(["f ‹ down", "down"]);
});

it("a label that no sample has changes nothing", () => {
  expect(
    tagFrames(drawn.named, { ...drawn.profile, args: [job] }, [{ kind: "tagroot", pattern: "nope,,size" }]),
  ).toBeNull();
  expect(stacks([{ kind: "tagleaf", pattern: "nope" }])).toEqual(["f ‹ main", "f ‹ main", ""]);
});

it("samples that are alike share their rows", () => {
  const made = tagFrames(drawn.named, { ...drawn.profile, args: [size] }, [{ kind: "tagroot", pattern: "size" }]);
  const [first, second, third] = made?.stack ?? [];
  expect(first).toBe(second);
  expect(third).not.toBe(first);
  expect(made?.recorded.length).toBe(6); // 16 ‹ main ‹ f, <unknown> ‹ main ‹ g
});
