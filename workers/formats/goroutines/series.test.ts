import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { goroutineFiles } from "../../../src/analysis/goroutines/goroutineFile";
import { judgeGoroutines } from "../../../src/analysis/goroutines/judgeGoroutines";
import { goroutineInputs } from "../../../src/analysis/goroutines/series";
import type { GoroutineSeries } from "../../../src/model/goroutines";
import { bytesSource } from "../../io/byteSource";
import { UNPACK_MAX_BYTES } from "../../io/limits";
import { unpack } from "../../io/unpack/unpack";
import { nameStacks } from "../../profile/testing/nameStacks";
import { formats } from "../registry";

/** The files of fixtures/NAME.tar.gz as the page has them: decoded and named. */
async function entriesOf(name: string) {
  const bytes = new Uint8Array(readFileSync(new URL(`fixtures/${name}.tar.gz`, import.meta.url)));
  const { files } = await unpack(bytesSource(name, bytes), UNPACK_MAX_BYTES, () => undefined);
  return Promise.all(
    files.map(async ({ path, file }, id) => {
      const content = new Uint8Array(await file.arrayBuffer());
      const format = formats.find((candidate) => candidate.recognises(content.subarray(0, 65536)));
      const capture = await format?.decode(bytesSource(path, content), { progress: () => undefined });
      if (capture === undefined || !("stacks" in capture)) throw new Error(`${path} is no capture`);
      const named = nameStacks(capture.modules, capture.codes, capture.stacks, capture.given, []);
      return { file: { id, name: path, folder: "run" }, capture, named };
    }),
  );
}

async function seriesOf(name: string, without: RegExp | null = null): Promise<GoroutineSeries> {
  const entries = await entriesOf(name);
  const [input, ...others] = goroutineInputs(entries.filter(({ file }) => without?.test(file.name) !== true));
  expect(others).toEqual([]);
  return judgeGoroutines(input);
}

describe.each([
  { name: "amd64-chan", goVersion: "1.24", last: 10808, text: 10808 },
  { name: "sw64-chan", goVersion: "1.16", last: 3157, text: 3157 },
])("$name: goroutines that wait for ever, Go $goVersion", ({ name, last, text }) => {
  it("blames those that main.spawn creates", async () => {
    const series = await seriesOf(name);
    const [first, ...others] = series.groups;
    expect(first).toMatchObject({
      verdict: "leaking",
      creators: [{ func: "main.spawn", place: "example.com/leakd/main.go:59" }],
      reasons: [{ text: "chan receive" }],
      isConcluded: false,
      last: last - 1,
      leaked: 0,
    });
    expect(first.stack.at(-1)).toEqual({ func: "main.waiter", file: "example.com/leakd/main.go", line: 52 });
    expect(others.map(({ verdict, last }) => [verdict, last])).toEqual([["flat", 1]]);
    expect(series).toMatchObject({ program: name === "sw64-chan" ? "leakd.sw64" : "leakd", source: "goroutine" });
    expect(series.total).toMatchObject({ verdict: "leaking", last });
    expect(series.timed).toBe(true);
  });

  it("a text dump adds no point; without one the creator is not known and the wait reason is concluded", async () => {
    const whole = await seriesOf(name);
    expect(whole.fileIds).toHaveLength(12);
    expect(whole.lenderIds).toHaveLength(1);
    const alone = await seriesOf(name, /debug2/);
    expect(alone.total.values).toEqual(whole.total.values);
    expect(alone.groups[0]).toMatchObject({
      verdict: "leaking",
      creators: [],
      reasons: [{ text: "chan receive" }],
      isConcluded: true,
    });
  });

  it("a text dump alone is a point", async () => {
    const series = await seriesOf(name, /pb.gz/);
    expect(series).toMatchObject({ source: "text", timed: false, total: { last: text, verdict: "too-few-points" } });
    expect(series.groups.map(({ last, creators }) => [last, creators.map(({ func }) => func)])).toEqual([
      [text - 1, ["main.spawn"]],
      [1, []],
    ]);
  });
});

it.each(["amd64-healthy", "amd64-map", "sw64-healthy", "sw64-map"])("%s: no goroutine leaks", async (name) => {
  const series = await seriesOf(name);
  expect([...series.total.values]).toEqual(Array(12).fill(1));
  expect([series.total, ...series.groups].map(({ verdict }) => verdict)).toEqual(["flat", "flat"]);
});

/** Totals of `go tool pprof -symbolize=none -unit=B -trim=false -top` (Go 1.19), a profile after the other. */
it.each([
  ["amd64-chan", [946, 1837, 2711, 3598, 4475, 5363, 6229, 7093, 7962, 8837, 9760, 10808]],
  ["sw64-chan", [318, 563, 841, 1111, 1399, 1656, 1912, 2173, 2405, 2648, 2899, 3157]],
])("%s: counts what go tool pprof counts", async (name, totals) => {
  expect([...(await seriesOf(name)).total.values]).toEqual(totals);
});

it("a dump of Go 1.19 lends to every stack, also to one that the profile has cut", async () => {
  const { groups, total } = await seriesOf("states");
  expect(total.last).toBe(6);
  const said = groups.map(({ stack, creators, reasons, isConcluded }) => [
    stack.find(({ func }) => func.startsWith("main."))?.func,
    creators.map(({ func, place }) => `${func} ${place.replace(/^.*\//, "")}`).join(),
    reasons.map(({ text }) => text).join(),
    isConcluded,
  ]);
  expect(said.sort()).toEqual([
    ["main.(*server[...]).serve", "main.main main.go:42", "chan receive", false],
    ["main.deep", "main.main main.go:45", "chan receive", false],
    ["main.locked", "main.main main.go:43", "semacquire", false],
    ["main.main", "", "", true],
    ["main.main.func1", "main.main main.go:44", "select (no cases)", false],
    ["main.main.func2.1", "main.main.func2 main.go:47", "sleep", false],
  ]);
});

it("a profile as text (debug=1), whose frames of the runtime have no names, is lent to as well", async () => {
  const { groups, source } = await seriesOf("states-text");
  expect(source).toBe("goroutine");
  const lent = groups.map(({ creators, reasons }) => `${creators[0]?.func ?? "?"}: ${reasons[0]?.text ?? "?"}`);
  expect(lent.sort()).toEqual([
    "?: ?", // the goroutine that writes the profile, in another function than the one that writes the text
    "main.main.func2: sleep",
    "main.main: chan receive",
    "main.main: chan receive",
    "main.main: select (no cases)",
    "main.main: semacquire",
  ]);
});

it.each([
  ["main.deep", "chan receive"],
  ["main.locked", "sync.Mutex.Lock"],
  ["main.main", undefined],
  ["main.main.func1", "select (no cases)"],
  ["main.main.func2.1", "sleep"],
])("without a dump: what %s waits for is concluded from its stack", async (func, reason) => {
  const { groups } = await seriesOf("states", /debug2/);
  const group = groups.find(({ stack }) => stack.find((frame) => frame.func.startsWith("main."))?.func === func);
  expect(group?.reasons[0]?.text).toBe(reason);
});

it("files of something else are no goroutines", async () => {
  const [{ capture, ...entry }] = await entriesOf("amd64-map");
  const heap = capture.profiles.map((profile) => ({ ...profile, event: "inuse_space" }));
  expect(goroutineFiles({ ...entry, capture: { ...capture, profiles: heap } })).toEqual([]);
});
