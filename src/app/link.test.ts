import fc from "fast-check";
import { expect, it } from "vitest";
import { EMPTY_SELECTION, exampleSession } from "../analysis/testing/exampleSession";
import type { Capture } from "../model/capture";
import type { Selection, SessionFile } from "../model/session";
import { hashOfSelection } from "./hash";
import { linkedSide, linkOf, readLink, wantSides, withWords, wordsOf } from "./link";

const selection: Selection = {
  ...EMPTY_SELECTION,
  view: "functions",
  profile: 2,
  search: "secret search",
  func: "secret.func&x=1",
  marked: "secret.marked",
  weight: "secret_arg",
  filter: { ...EMPTY_SELECTION.filter, threads: [7], text: "secret.text -é" },
  choices: { "icicle.zoom": "17-4000000000", "callTree.direction": "up" },
};
const [file] = exampleSession("1\nmain").files;
const capture = (arch: string | null) => ({ kind: "perf", arch }) as Capture;
const files: readonly SessionFile[] = [
  { ...file, id: 1, name: "secret.perf.data", chosenSide: "candidate" },
  { ...file, id: 2, batch: 2, name: "other.data" },
];

const address = hashOfSelection(selection);
const views = new Set(["functions", "icicle"]);
const read = (link: string, before = EMPTY_SELECTION) => readLink(link, before, views);
const lostOf = (query: string) => read(`#/functions?${query}`).notUnderstood?.parameters ?? [];

it("has no word of a capture unless it is asked for", () => {
  const link = linkOf(address, selection, files, false);
  expect(link).toMatch(
    /^#\/functions\?profile=2&tid=7&callTree\.direction=up&icicle\.zoom=17-4000000000&v=2&sides=\d+c$/,
  );
  expect(wordsOf(selection)).toEqual({
    words: "secret.text -é",
    find: "secret search",
    func: "secret.func&x=1",
    mark: "secret.marked",
    weigh: "secret_arg",
  });
  expect(wordsOf(EMPTY_SELECTION)).toEqual({});
  expect(linkOf(hashOfSelection(EMPTY_SELECTION), EMPTY_SELECTION, [], true)).toBe("#/?v=2");
});

it("gives back everything when it was asked for the words, and the sides", () => {
  const taken = read(linkOf(address, selection, files, true));
  expect(taken).toMatchObject({ selection, isLink: true, notUnderstood: null });
  wantSides(taken.sides);
  expect(linkedSide("secret.perf.data")).toBe("candidate");
  expect(linkedSide("other.data")).toBeNull();
});

it("tells the sides that come from what a file was dropped with, not those that it says itself", () => {
  const dropped = [
    { ...file, id: 1, name: "sw64.perf.data", capture: capture("sw_64") },
    { ...file, id: 2, name: "heap.pb.gz", capture: capture(null) },
    { ...file, id: 3, batch: 2, name: "alone.pb.gz", capture: capture(null) },
  ];
  wantSides(read(linkOf(address, selection, dropped, false)).sides);
  expect(linkedSide("heap.pb.gz")).toBe("candidate");
  expect([linkedSide("sw64.perf.data"), linkedSide("alone.pb.gz")]).toEqual([null, null]);
});

it("words that an address does not tell stay as they are", () => {
  expect(read(address, selection).selection).toEqual(selection);
  expect(read(address).isLink).toBe(false);
  expect(withWords(selection, { find: "" })).toEqual({ ...selection, search: "" });
});

it("of another version only the view is taken, and that is said", () => {
  const before = { ...EMPTY_SELECTION, profile: 5 };
  const { selection, sides, notUnderstood } = read("#/functions?profile=2&v=3&func=x&new=1&sides=1b", before);
  expect(selection).toEqual({ ...before, view: "functions" });
  expect(sides).toEqual([]);
  expect(notUnderstood).toEqual({ version: "3", view: "", parameters: ["profile", "func", "new", "sides"] });
  expect(read("#/planets?v=3", selection)).toMatchObject({
    selection: { view: "functions" },
    notUnderstood: { version: "3", view: "planets", parameters: [] },
  });
});

it("of version 1 all is taken that does not count what was dropped", () => {
  const old = read("#/functions?v=1&tid=7&func=x&sides=1b");
  expect(old).toMatchObject({ selection: { func: "x", filter: { threads: [7] } }, sides: ["1b"], notUnderstood: null });
  for (const counted of ["profile=2", "base=3", "series=1", "history=1", "points=numa,0,1,2"]) {
    const { selection, notUnderstood } = read(`#/functions?${counted}&v=1`);
    expect(selection).toEqual({ ...EMPTY_SELECTION, view: "functions" });
    expect(notUnderstood).toEqual({ version: "1", view: "", parameters: [counted.split("=")[0]] });
  }
});

it("a view that there is not is said, and the one that is shown stays", () => {
  const { selection, notUnderstood } = read("#/planets?profile=2", { ...EMPTY_SELECTION, view: "icicle" });
  expect(selection).toMatchObject({ view: "icicle", profile: 2 });
  expect(notUnderstood).toEqual({ version: "", view: "planets", parameters: [] });
  expect(read("").notUnderstood).toBeNull();
});

it("parameters that are not understood, or not as a whole, are said by name", () => {
  expect(lostOf("profile=2&v=2&sides=&colour=red")).toEqual(["colour"]);
  expect(lostOf("pid=7,x&tid=8,9&cpu=<b>&t=5-2&at=1&base=-7&map=1,2,3")).toEqual([
    "pid",
    "cpu",
    "t",
    "at",
    "base",
    "map",
  ]);
  expect(lostOf("hide=a&hide=&by=rows&inlines=yes&names=raw")).toEqual(["by", "inlines"]);
  expect(lostOf(`find=${"x".repeat(9999)}&sides=1b,<b>&hide=${"x".repeat(9999)}`)).toEqual(["find", "sides", "hide"]);
  expect(lostOf("icicle.zoom=up&callTree.direction=up&spans.part=%3Cb%3E&spans.moons=7")).toEqual([
    "icicle.zoom",
    "spans.part",
    "spans.moons",
  ]);
});

it("that somebody made up is no harm", () => {
  const { selection, sides } = read(`#/functions?v=2&func=${"x".repeat(9999)}&sides=1b,x,99999999999c,<b>`);
  expect(selection.func).toHaveLength(1000);
  expect(sides).toEqual(["1b"]);
  expect(linkedSide("anything")).toBeNull();
  const long = read(
    `#/${"y".repeat(500)}?${Array.from({ length: 500 }, (_, i) => `p${i}${"z".repeat(99)}=1`).join("&")}`,
  );
  expect(long.notUnderstood?.parameters).toHaveLength(10);
  expect(JSON.stringify(long.notUnderstood).length).toBeLessThan(600);
  fc.assert(
    fc.property(fc.string(), (text) => {
      for (const link of [text, `#${text}`, `#/functions?${text}`, `#/functions?v=2&at=${text}`]) {
        const { selection } = read(link);
        expect(read(hashOfSelection(selection)).notUnderstood).toBeNull(); // what was taken is understood
      }
    }),
  );
});
