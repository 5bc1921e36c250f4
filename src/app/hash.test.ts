import fc from "fast-check";
import { expect, it } from "vitest";
import { EMPTY_SELECTION } from "../analysis/testing/exampleSession";
import { EMPTY_FILTER, GRANULARITIES, RULE_KINDS } from "../model/filter";
import { SERIES_KINDS, type Selection } from "../model/session";
import { hashOfSelection, selectionOfHash } from "./hash";

const selection: Selection = {
  view: "functions",
  profile: 2,
  marked: "secret.marked",
  search: "secret.search",
  func: "secret.func",
  base: -1,
  normalised: false,
  series: 0,
  points: { of: "goroutines", series: 1, first: 5, last: 11 },
  place: { module: 3, address: 4660 },
  weight: "",
  spans: { history: 1, life: 23, window: { fromNs: 5, toNs: 168_000_000, fromPlace: 0, toPlace: 1249.5 } },
  rawNames: false,
  choices: { "spans.part": "lives", "callTree.direction": "up", "icicle.zoom": "3-9" },
  filter: {
    processes: [7],
    threads: [8, 9],
    cpus: [0, -1],
    nodes: [1, 3],
    cgroups: [0xffff_ffff],
    fromNs: 1000,
    toNs: null,
    text: "secret.text",
    rules: [
      { kind: "hide", pattern: "^(runtime|a&b=c#%)" },
      { kind: "focus", pattern: "é 文" },
    ],
    granularity: "lines",
    noInlines: true,
  },
};

it("numbers and typed expressions are in the address, names and words are not", () => {
  expect(hashOfSelection(selection)).toBe(
    "#/functions?profile=2&at=3,4660&pid=7&tid=8,9&cpu=0,-1&node=1,3&cgroup=4294967295&points=goroutines,1,5,11" +
      "&history=1&life=23&map=5,168000000,0,1249.5&t=1000-" +
      "&hide=%5E(runtime%7Ca%26b%3Dc%23%25)&focus=%C3%A9%20%E6%96%87&by=lines&inlines=no" +
      "&callTree.direction=up&icicle.zoom=3-9&spans.part=lives",
  );
  expect(hashOfSelection({ ...EMPTY_SELECTION, view: "icicle" })).toBe("#/icicle");
});

it("an address gives back what it was made of, and leaves the text as it is", () => {
  const filters = fc.record({
    processes: fc.uniqueArray(fc.integer({ min: -1, max: 2 ** 31 - 1 }), { maxLength: 5 }),
    threads: fc.uniqueArray(fc.nat(), { maxLength: 5 }),
    cpus: fc.uniqueArray(fc.integer({ min: -1, max: 32767 }), { maxLength: 5 }),
    nodes: fc.uniqueArray(fc.nat(1023), { maxLength: 5 }),
    cgroups: fc.uniqueArray(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { maxLength: 5 }),
    fromNs: fc.option(fc.integer({ min: 0, max: 1e12 })),
    toNs: fc.option(fc.integer({ min: 1e12 + 1, max: 9e14 })),
    text: fc.constant("secret.text"),
    rules: fc.array(
      fc.record({
        kind: fc.constantFrom(...RULE_KINDS),
        pattern: fc.string({ unit: "grapheme", minLength: 1, maxLength: 30 }),
      }),
      { maxLength: 5 },
    ),
    granularity: fc.constantFrom(...GRANULARITIES),
    noInlines: fc.boolean(),
  });
  const places = fc.option(
    fc.record({ module: fc.nat(1e9 - 1), address: fc.integer({ min: -(2 ** 52), max: 2 ** 52 }) }),
  );
  const spans = fc.record({
    history: fc.nat(50),
    life: fc.integer({ min: -1, max: 1e9 - 1 }),
    window: fc.option(
      fc.record({
        fromNs: fc.nat(1e12),
        toNs: fc.integer({ min: 1e12 + 1, max: 9e14 }),
        fromPlace: fc.nat(1e9).map((place) => place / 8),
        toPlace: fc.integer({ min: 2e8, max: 1e12 }),
      }),
    ),
  });
  const points = fc.option(
    fc.record({
      of: fc.constantFrom(...SERIES_KINDS),
      series: fc.nat(999_999),
      first: fc.nat(1000),
      last: fc.integer({ min: 1001, max: 999_999 }),
    }),
  );
  const choices = fc.record(
    {
      "heapDump.mode": fc.constantFrom("classes", "sites"),
      "icicle.zoom": fc.tuple(fc.nat(1e9 - 1), fc.nat(2 ** 32 - 1)).map((numbers) => numbers.join("-")),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      filters,
      points,
      spans,
      fc.nat(50),
      fc.nat(50),
      places,
      fc.integer({ min: -1, max: 50 }),
      fc.boolean(),
      fc.boolean(),
      choices,
      (filter, points, spans, profile, series, place, base, rawNames, normalised, choices) => {
        const { view } = selection;
        const address = hashOfSelection({
          ...selection,
          profile,
          base,
          series,
          points,
          place,
          filter,
          spans,
          rawNames,
          normalised,
          choices,
        });
        expect(selectionOfHash(address, selection)).toEqual({
          view,
          profile,
          base,
          normalised,
          series,
          points,
          place,
          filter,
          spans,
          rawNames,
          choices,
        });
      },
    ),
  );
});

it("an address that somebody made up is no harm", () => {
  const filterOf = (query: string) => selectionOfHash(`#/functions?${query}`, EMPTY_SELECTION).filter;
  expect(filterOf("")).toEqual(EMPTY_FILTER);
  expect(filterOf("pid=x,7,,7,1e5,99999999999&t=5-2&cpu=<b>")).toEqual({ ...EMPTY_FILTER, processes: [7] });
  expect(
    selectionOfHash("#/x?spans.part=who&spans.shown=%3Cb%3E&icicle.zoom=1&__proto__=1", EMPTY_SELECTION).choices,
  ).toEqual({});
  expect(filterOf("t=-")).toEqual(EMPTY_FILTER);
  expect(filterOf("t=-500")).toEqual({ ...EMPTY_FILTER, toNs: 500 });
  expect(filterOf(`hide=${"x".repeat(5000)}&show=&by=rows&inlines=yes`)).toEqual(EMPTY_FILTER);
  expect(filterOf("hide=a&".repeat(500))?.rules).toHaveLength(50);
  expect(filterOf(`tid=${Array.from({ length: 5000 }, (_, tid) => tid).join()}`)?.threads).toHaveLength(500);
  const pointsOf = (text: string) => selectionOfHash(`#/numa?points=${text}`, EMPTY_SELECTION).points;
  expect(pointsOf("numa,0,1,2")).toEqual({ of: "numa", series: 0, first: 1, last: 2 });
  for (const text of ["numa,0,2,2", "numa,0,2,1", "numa,0,1", "toString,0,1,2", "numa,-1,0,1", "numa,0,1,9999999"])
    expect(pointsOf(text)).toBeNull();
  fc.assert(
    fc.property(fc.string(), (text) => {
      selectionOfHash(text, EMPTY_SELECTION);
      selectionOfHash(`#/x?${text}`, EMPTY_SELECTION);
    }),
  );
});
