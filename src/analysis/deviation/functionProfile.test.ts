import { expect, it } from "vitest";
import type { StackCapture } from "../../model/capture";
import type { ProfileEntry, Side } from "../../model/session";
import { exampleSession } from "../testing/exampleSession";
import { functionProfile } from "./functionProfile";

function entry(id: number, side: Side, stacks: string, kind = "folded"): ProfileEntry {
  const { profiles } = exampleSession(stacks);
  const [{ file, profile, named }] = profiles;
  const capture = { kind, stacks: named.recorded, profiles: [profile], perf: null, pprof: null };
  return { id, side, profile, named, file: { ...file, id, capture: capture as unknown as StackCapture } };
}

const profiles = [
  entry(1, "baseline", "9\nmain"),
  entry(2, "baseline", "9       1         1\nmain    main      main\nf.cold  f.part.1  f.part.1"),
  entry(3, "candidate", "9\nf"),
  entry(4, "candidate", "9\nf", "go-trace"),
];
const placeOf = (func: string, side: Side, source = "folded", rules = new Map<string, string>()) => {
  const found = functionProfile(profiles, { source, func }, side, rules);
  return found && [found.entry.id, found.name];
};

it("is the first profile of the side that has the function, as it is called there", () => {
  expect(placeOf("f", "baseline")).toEqual([2, "f.part.1"]); // with two samples of the three
  expect(placeOf("f", "candidate")).toEqual([3, "f"]);
  expect(placeOf("main", "baseline")).toEqual([1, "main"]);
  expect(placeOf("main", "candidate")).toBeUndefined();
});

it("goes by the source that the row is of, and by the rules of the user", () => {
  expect(placeOf("f", "candidate", "trace cpu-clock")).toEqual([4, "f"]);
  expect(placeOf("f", "candidate", "perf cycles")).toBeUndefined();
  expect(placeOf("entry", "baseline", "folded", new Map([["main", "entry"]]))).toEqual([1, "main"]);
});
