import { expect, it } from "vitest";
import { expandedStacks } from "./expandedStacks";
import { functionTable } from "./functionTable";
import { heaviestLine } from "./heaviestLine";
import { hasRawNames, withRawNames } from "./rawNames";
import { stackWeights } from "./stackWeights";
import { exampleSession } from "./testing/exampleSession";
import { profileFromText } from "./testing/profileFromText";

it("functions are called by their symbols where they have one", () => {
  const session = exampleSession("10    5\nmain  main\nf     g");
  const [entry] = session.profiles;
  if (entry === undefined) throw new Error("no profile");
  expect(hasRawNames(entry.named)).toBe(false);
  const { named } = entry;
  const f = named.strings.indexOf("f");
  const strings = [...named.strings, "_Z1fv"];
  const mangled = named.funcs.name.map((name) => (name === f ? strings.length - 1 : -1));
  const cxx = { ...named, strings, funcs: { ...named.funcs, mangled } };
  expect(hasRawNames(cxx)).toBe(true);
  const raw = withRawNames({ ...session, profiles: [{ ...entry, named: cxx }] }).profiles[0]?.named;
  expect([...(raw?.funcs.name ?? [])].map((name) => strings[name]).sort()).toEqual(["_Z1fv", "g", "main"]);
});

it("source is shown where a function spends most by itself", () => {
  const { named, profile } = profileFromText("5     20    7\nmain  main  main\nf     f     f\n            g", {
    event: "x",
    unit: "count",
  });
  const weights = stackWeights(named, profile);
  const f = [...named.funcs.name].findIndex((name) => named.strings[name] === "f");
  expect(functionTable(named, profile.samples).self[f]).toBe(25);
  const ownRows = [...expandedStacks(named).stacks.frame].flatMap((frame, row) =>
    named.frames.func[frame] === f ? [row] : [],
  );
  expect(ownRows.length).toBeGreaterThan(0);
  // one frame per function in a drawing: give it a line
  const line = named.frames.line.map((_, frame) => (named.frames.func[frame] === f ? 12 : 3));
  expect(heaviestLine({ ...named, frames: { ...named.frames, line } }, weights, f)?.line).toBe(12);
  expect(heaviestLine({ ...named, frames: { ...named.frames, line: line.fill(0) } }, weights, f)).toBeNull();
});
