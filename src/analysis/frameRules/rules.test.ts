import { describe, expect, it } from "vitest";
import type { FilterRule, Granularity } from "../../model/filter";
import { expandedStacks } from "../expandedStacks";
import { stackNames } from "../stackWeights";
import { filteredBy } from "../testing/filteredBy";
import { profileFromText } from "../testing/profileFromText";
import { MAX_PATTERN_CHARS, textTest } from "./pattern";
import { simplifiedName } from "./simplifiedName";
import { ruledStacks } from "./stackRules";

/** The stacks of a drawing as a rule leaves them, leaf first; "" for one of which nothing is shown. */
function left(drawn: string, rules: readonly FilterRule[], withoutInlines = false): readonly string[] {
  const { named, fits } = ruledStacks(profileFromText(drawn).named, rules, withoutInlines);
  const ends = profileFromText(drawn).profile.samples.stack;
  return [...ends].map((end) =>
    fits?.[end] === 0 ? "" : stackNames(named, expandedStacks(named).leaf[end]).join(" "),
  );
}

describe("as the comments of pprof's PruneFrom have it: a stack [A, B, C, B, D] with D at its root", () => {
  const drawn = "1\nD\nB\nC\nB\nA";

  it.each([
    ["A", "A B C B D"],
    ["B", "B C B D"],
    ["C", "C B D"],
    ["D", "D"],
    ["E", "A B C B D"],
  ])("prune_from=%s", (pattern, stack) => {
    expect(left(drawn, [{ kind: "prune_from", pattern }])).toEqual([stack]);
  });

  it("show_from: from the highest", () => {
    expect(left(drawn, [{ kind: "show_from", pattern: "B" }])).toEqual(["A B C B"]);
  });
});

it("an inlined call is hidden without what it is compiled into", () => {
  const drawn = "1\nmain\nf\ng[inl]\nh[inl]\nf";
  expect(left(drawn, [{ kind: "hide", pattern: "g" }])).toEqual(["f h f main"]);
  expect(left(drawn, [{ kind: "show_from", pattern: "g" }])).toEqual(["f h g"]);
  expect(left(drawn, [{ kind: "prune_from", pattern: "g" }])).toEqual(["g f main"]);
  expect(left(drawn, [], true)).toEqual(["f f main"]);
  expect(left(drawn, [{ kind: "hide", pattern: "f" }], true)).toEqual(["g main"]);
});

it("several rules of a kind: each is applied to what the one before has left", () => {
  const drawn = "1     1     1\nmain  main  main\nf     g     f\ng           h";
  expect(left(drawn, [focus("f"), focus("g")])).toEqual(["g f main", "", ""]);
  expect(left(drawn, [hide("f"), hide("main")])).toEqual(["g", "g", "h"]);
  expect(left(drawn, [hide("f|g|h|main")])).toEqual(["", "", ""]);
  expect(left(drawn, [focus("f|("), { kind: "tagfocus", pattern: "x" }])).toEqual(["g f main", "g main", "h f main"]);
});

const focus = (pattern: string): FilterRule => ({ kind: "focus", pattern });
const hide = (pattern: string): FilterRule => ({ kind: "hide", pattern });

it("rows by file, line and address as pprof calls them; two modules stay two", () => {
  const drawn =
    "1\nmain[file:a.go][line:3]\nf[file:a.go][line:7][lib:/x/libf.so]\nf[file:a.go][line:9][lib:/x/libf.so]\ng[lib:/x/libf.so]";
  const { named, profile } = profileFromText(drawn);
  const names = (granularity: Granularity) => stackNames(filteredBy({ named, profile }, { granularity }).named, 3);
  expect(names("filefunctions")).toEqual(["g", "f a.go", "f a.go", "main a.go"]);
  expect(names("lines")).toEqual(["g", "f a.go:9", "f a.go:7", "main a.go:3"]);
  expect(names("files")).toEqual(["[libf.so]", "a.go", "a.go", "a.go"]);
  expect(filteredBy({ named, profile }, { granularity: "files" }).named.funcs.length).toBe(3);
});

it("names without their arguments", () => {
  expect(
    ["f(int)", ".f", "main.(*T).f", "A::operator()(int)", "(anonymous namespace)::f(char)", "f", ""].map(
      simplifiedName,
    ),
  ).toEqual(["f", "f", "main.", "A::operator()", "(anonymous namespace)::f", "f", ""]);
});

it("expressions are RE2's: no look-around, no end of time", () => {
  expect([textTest("a(?=b)"), textTest("("), textTest("((a{100}){100}){100}")]).toEqual([null, null, null]);
  expect(textTest("x".repeat(MAX_PATTERN_CHARS + 1))).toBeNull();
  expect(textTest("(?i)MAIN\\.\\pL+$")?.("main.step")).toBe(true);
  const started = performance.now();
  expect(textTest("^(a+)+$")?.(`${"a".repeat(4000)}b`)).toBe(false);
  expect(performance.now() - started).toBeLessThan(5000);
});
