import { readFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { pprof } from "../../../workers/formats/pprof";
import { bytesSource } from "../../../workers/io/byteSource";
import { nameStacks } from "../../../workers/profile/testing/nameStacks";
import type { HeapSeries } from "../../model/growth";
import type { ProfileEntry } from "../../model/session";
import { exampleSession } from "../testing/exampleSession";
import { chosenInput, type SeriesChoice } from "./chosenSeries";
import { judgeSeries } from "./judgeSeries";
import { heapSeriesInputs } from "./series";

const [example] = exampleSession("1\nmain").files;
let entries: readonly ProfileEntry[] = [];
let series: HeapSeries;

/** The series that a drop of some of these profiles makes. */
function seriesOf(profiles: readonly ProfileEntry[]): HeapSeries {
  const made = heapSeriesInputs(
    profiles.flatMap(({ file, named }) =>
      file.capture?.kind === "pprof" ? [{ file, capture: file.capture, named }] : [],
    ),
  );
  const space = made.find(({ sampleType }) => sampleType === "inuse_space");
  if (space === undefined) throw new Error("no series");
  return judgeSeries(space);
}

function chosen(choice: SeriesChoice): HeapSeries {
  const input = chosenInput(series, entries, choice);
  if (input === null) throw new Error("a snapshot is gone");
  return judgeSeries(input);
}

beforeAll(async () => {
  entries = await Promise.all(
    Array.from({ length: 12 }, async (_, id) => {
      const name = `heap-${String(id).padStart(2, "0")}.pb.gz`;
      const bytes = readFileSync(new URL(`../../../public/samples/heap-leak/${name}`, import.meta.url));
      const capture = await pprof.decode(bytesSource(name, bytes), { progress: () => undefined });
      if (capture.kind !== "pprof") throw new Error(capture.kind);
      const named = nameStacks(capture.modules, capture.codes, capture.stacks, capture.given, []);
      return { id, file: { ...example, id, name, capture }, profile: capture.profiles[3], named, side: null };
    }),
  );
  series = seriesOf(entries);
});

const ends = ({ sites }: HeapSeries, func: string) =>
  sites.filter((site) => site.func === func).map(({ first, last, line }) => [first, last, line]);

it("by function: the flat figures of go tool pprof -top of the first and the last profile", () => {
  const byFunction = chosen({ grouping: "function", range: null });
  expect(ends(byFunction, "main.newSession")).toEqual([[4_020_780, 49_094_336, 0]]);
  expect(ends(byFunction, "main.remember")).toEqual([[37_278, 316_863, 0]]);
  expect(ends(byFunction, "sync.(*Pool).pinSlow")).toEqual([[4225, 0, 0]]);
  expect(byFunction.total.verdict).toBe("leaking");
});

it("by stack: the parts of each call site, which add up to it", () => {
  const byStack = chosen({ grouping: "stack", range: null });
  const sites = byStack.sites.filter(({ func }) => func === "main.newSession");
  expect(sites.map(({ stack }) => stack[1]).sort()).toEqual(["main.handle", "main.remember"]);
  expect(sites.every(({ line, file }) => line === 34 && file === "example.com/leakd/main.go")).toBe(true);
  const sum = (end: "first" | "last") => sites.reduce((all, site) => all + site[end], 0);
  expect([sum("first"), sum("last")]).toEqual([4_020_780, 49_094_336]);
  const leaking = sites.filter(({ verdict }) => verdict === "leaking");
  expect(leaking.map(({ stack }) => stack.slice(0, 4))).toEqual([
    ["main.newSession", "main.remember", "main.step", "main.main"],
  ]);
});

it("a range of points is judged as a series of these profiles alone", () => {
  const part = chosen({ grouping: "line", range: [2, 9] });
  const alone = seriesOf(entries.slice(2, 10));
  expect(part.judged).toEqual([2, 10]);
  const figures = ({ verdict, first, last, slopePerS, slopeCi, pValue }: HeapSeries["total"]) => ({
    verdict,
    first,
    last,
    slopePerS,
    slopeCi,
    pValue,
  });
  expect(figures(part.total)).toEqual(figures(alone.total));
  expect(figures(part.sites[0])).toEqual(figures(alone.sites[0]));
  expect(part.total.verdict).toBe("suspected"); // eight points are too few for more
  expect(chosen({ grouping: "line", range: [4, 7] }).total.verdict).toBe("too-few-points");
});

it("a range with a restart in it: its longest run; the same choice is the same object; a snapshot that is gone", () => {
  const restarted = { ...series, restarts: [5], judged: [5, 12] as const };
  const input = chosenInput(restarted, entries, { grouping: "line", range: [1, 8] });
  expect(input?.judged).toEqual([5, 9]);
  expect(chosenInput(restarted, entries, { grouping: "line", range: [1, 8] })).toBe(input);
  expect(chosenInput({ ...series }, entries.slice(1), { grouping: "line", range: null })).toBeNull();
});
