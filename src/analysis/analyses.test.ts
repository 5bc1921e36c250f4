import { expect, it } from "vitest";
import { columnsOf } from "../../workers/stage";
import { EMPTY_FILTER } from "../model/filter";
import "./frameRules/re2";
import { ANALYSES, type AnalysisArgs, type AnalysisName, runAnalysis } from "./analyses";
import { pageSizes } from "./spans/physical/pageSizes";
import { profileFromText } from "./testing/profileFromText";
import { Random, simulateHeap } from "./testing/simulateHeap";

const { named, profile } = profileFromText(`
  10    5     2     1
  main  main  main  init
  f     f     g
  g     f
  f
`);
const { samples } = profile;
const other = profileFromText("3\nmain");
const side = { named, samples, labels: [], codes: null };
const lives = {
  length: 1,
  startNs: 0n,
  endNs: 9,
  pageBytes: 8192,
  isRelative: false,
  address: Float64Array.of(0),
  pages: Int32Array.of(1),
  spanclass: Int16Array.of(2),
  birthNs: Float64Array.of(1),
  deathNs: Float64Array.of(Number.NaN),
  existed: Uint8Array.of(0),
  thread: Int32Array.of(7),
  openedBy: Int32Array.of(-1),
};
const faults = { role: "fault", length: 1, time: Float64Array.of(2), stack: Int32Array.of(0) } as const;
const NOTHING_SAID = { timeNs: 0n, durationNs: 0n, periodType: { type: "", unit: "" }, period: 0, comments: [] };
const given: { readonly [Name in AnalysisName]: AnalysisArgs<Name> } = {
  functions: [named, samples],
  hottest: [named, samples, 3],
  neighbours: [named, samples, 0],
  callTree: [named, samples, false, "f"],
  icicle: [named, samples],
  heaviestLine: [named, samples, 0],
  codes: [named, samples],
  edge: [named, samples, 0, 1],
  named: [named, samples, "f"],
  difference: [named, side, { ...side, named: other.named, samples: other.profile.samples }, true],
  shareDifference: [named, side, { ...side, named: other.named, samples: other.profile.samples }, []],
  records: [named, profile, [], "", "weight", true],
  spanPages: [
    named,
    {
      streams: { 0: { ...faults, thread: Int32Array.of(0), values: [Float64Array.of(4096), null], isAfter: true } },
      startNs: 0n,
      endNs: 9,
      pids: Int32Array.of(7),
      tids: Int32Array.of(7),
      pageSizes: pageSizes("x86_64"),
    },
    lives,
    7,
    0,
  ],
  judge: [named, simulateHeap("leak", { heapBytes: 2 ** 30, survive: 0, noise: 0, amplitude: 0.05 }, new Random(1))],
  stores: [
    named,
    {
      ...profile,
      event: "minor-faults",
      args: [{ name: "addr", kind: "address", values: Float64Array.of(1, 2, -1, 4) }],
    },
    undefined,
    [],
    [],
    null,
    { "7": lives },
  ],
  sampledCodes: [named, samples.stack, named.codeRung.length],
  report: [named, samples],
  shown: [
    named,
    { ...profile, args: [{ name: "size", kind: "number", values: Float64Array.of(1, 2, 3, 4) }] },
    {
      filter: { ...EMPTY_FILTER, rules: [{ kind: "hide", pattern: "g" }], text: "-init", granularity: "files" },
      weight: "size",
      facts: null,
      places: null,
    },
  ],
  choices: [named, samples, null, { threads: [], nodes: [] }],
  timeline: [named, samples, 10, 5, Uint8Array.of(1, 0, 1, 1)],
  speedscope: [named, samples, { title: "x", unit: "count", inTimeOrder: false }],
  folded: [named, samples],
  pprof: [named, profile, [], { ...NOTHING_SAID, isPprof: false, codes: null, mappings: [] }],
  pprofOfDifference: [named, runAnalysis("difference", [named, side, side, false]), { type: "x", unit: "count" }],
};

it.each(Object.keys(ANALYSES) as AnalysisName[])("%s hands over columns of its own only", (name) => {
  const kept = new Set(columnsOf(given[name]));
  const made = columnsOf(runAnalysis(name, given[name]));
  expect(kept.size).toBeGreaterThan(5);
  expect(made.filter((buffer) => kept.has(buffer))).toEqual([]);
});

it("a call tree bottom-up, too", () => {
  const kept = new Set(columnsOf(given.callTree));
  const made = columnsOf(runAnalysis("callTree", [named, samples, true, ""]));
  expect(made.length).toBeGreaterThan(0);
  expect(made.filter((buffer) => kept.has(buffer))).toEqual([]);
});
