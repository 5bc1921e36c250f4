import { expect, it } from "vitest";
import { fileOfFrame, framePlace } from "./framePlace";
import { heaviestLine } from "./heaviestLine";
import { stackWeights } from "./stackWeights";
import { profileFromText } from "./testing/profileFromText";

/** Two functions of one name, as C's static ones: `init` of a.c, where most is spent, and of b.c. */
function twoInits() {
  const { named, profile } = profileFromText("9     4\nmain  main\ninit  other", { event: "x", unit: "count" });
  const { strings, funcs } = named;
  const [init, other] = ["init", "other"].map((name) => funcs.name.findIndex((string) => strings[string] === name)) as [
    number,
    number,
  ];
  const paths = ["a.c", "b.c"].map((_, index) => strings.length + index) as [number, number];
  const isOther = (func: number): boolean => func === other;
  const frames = {
    ...named.frames,
    func: named.frames.func.map((func) => (isOther(func) ? init : func)),
    file: named.frames.func.map((func) => (isOther(func) ? paths[1] : func === init ? paths[0] : -1)),
    line: named.frames.func.map((func) => (isOther(func) ? 120 : func === init ? 30 : 0)),
  };
  const file = funcs.file.map((_, func) => (func === init ? paths[0] : -1));
  const changed = { ...named, strings: [...strings, "a.c", "b.c"], funcs: { ...funcs, file }, frames };
  return { named: changed, profile, init };
}

it("a frame's line is one of its own file, not of the file of the first function with that name", () => {
  const { named, init } = twoInits();
  const rows = [...named.frames.func].flatMap((func, frame) => (func === init ? [frame] : []));
  expect(rows.map((frame) => framePlace(named, frame))).toEqual([
    { func: "init", file: "a.c", line: 30 },
    { func: "init", file: "b.c", line: 120 },
  ]);
  const { file: _, ...frames } = named.frames;
  expect(rows.map((frame) => named.strings[fileOfFrame({ ...named, frames }, frame)])).toEqual(["a.c", "a.c"]);
});

it("the heaviest line comes with its file", () => {
  const { named, profile, init } = twoInits();
  expect(heaviestLine(named, stackWeights(named, profile), init)).toEqual({ func: "init", file: "a.c", line: 30 });
  const weight = profile.samples.weight.map((each) => (each === 4 ? 10 : each));
  const other = stackWeights(named, { samples: { ...profile.samples, weight } });
  expect(heaviestLine(named, other, init)).toEqual({ func: "init", file: "b.c", line: 120 });
});
