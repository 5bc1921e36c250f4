import { expect, it } from "vitest";
import type { GoroutineFacts, GoroutineSeries } from "../../model/goroutines";
import type { HeapSeries } from "../../model/growth";
import type { SessionData } from "../../model/session";
import { exampleSeries, exampleSite } from "../findings/examples";
import { findings } from "../findings/findings";
import { headline } from "../findings/headline";
import { EMPTY_SESSION, exampleSession } from "../testing/exampleSession";
import { goroutineFindings } from "./findings";
import { gravestGoroutines } from "./gravest";
import { judgeGoroutines } from "./judgeGoroutines";

const FACTS: GoroutineFacts = {
  creators: [{ func: "main.spawn", place: "/srv/main.go:59", count: 90 }],
  reasons: [{ text: "chan receive", count: 90 }],
  isConcluded: false,
  maxMinutes: null,
  leaked: 0,
  labels: [],
  stack: [
    { func: "runtime.gopark", file: "proc.go", line: 1 },
    { func: "main.waiter", file: "/srv/main.go", line: 52 },
  ],
};

/** One group, a point a minute. */
function series(counts: readonly number[], facts: Partial<GoroutineFacts> = {}): GoroutineSeries {
  return judgeGoroutines({
    program: "leakd",
    source: "goroutine",
    fileIds: counts.map((_, point) => point),
    lenderIds: [],
    timesNs: counts.map((_, point) => BigInt(point) * 60_000_000_000n),
    timed: true,
    isSinceStart: false,
    mergedPoints: 0,
    restarts: [],
    judged: [0, counts.length],
    totals: Float64Array.from(counts),
    groups: [{ ...FACTS, ...facts }],
    groupCounts: Float64Array.from(counts),
  });
}

const rising = (points: number, step: number) =>
  Array.from({ length: points }, (_, point) => 20 + step * point + [0, 2, 1, 0, 1][point % 5]);

const said = (one: GoroutineSeries, heapSeries: readonly HeapSeries[] = []) =>
  goroutineFindings({ ...EMPTY_SESSION, goroutineSeries: [one], heapSeries });

it("names who creates the goroutines that leak, the rate per hour and the place", () => {
  const [first, ...others] = said(series(rising(12, 10)));
  expect(others).toEqual([]);
  expect(first).toMatchObject({ kind: "goroutines", severity: "error", where: "/srv/main.go:59" });
  expect(first.text).toMatch(
    /^leakd: goroutines created by main\.spawn are leaking \(chan receive\), 6\d\d goroutines per hour \(95 % [\d.]+ goroutines to [\d.]+ goroutines\), 20 at first, 132 at last$/,
  );
  expect((first.value ?? 0) / 600).toBeCloseTo(1, 1);
  expect(first.params["slope"]).toBe(Number((first.value ?? 0).toPrecision(3)));
});

it("without a text dump: where they stand, and how to learn who creates them", () => {
  const [first] = said(series(rising(12, 10), { creators: [] }));
  expect(first).toMatchObject({ key: "goroutinesLeakingIn", where: "/srv/main.go:52" });
  expect(first.text).toContain("goroutines in main.waiter are leaking");
  expect(first.text).toContain("goroutine?debug=2");
});

it("six to nine points are a suspicion, fewer are none, and fewer than ten goroutines more are no growth", () => {
  const [suspected] = said(series(rising(8, 10)));
  expect(suspected).toMatchObject({ severity: "warning", key: "goroutinesSuspected" });
  expect(suspected.text).toMatch(/; 10 or more profiles would decide$/);
  expect(said(series(rising(5, 10)))).toMatchObject([{ severity: "info", key: "goroutinesTooFewPoints" }]);
  const nine = Array.from({ length: 12 }, (_, point) => 1 + Math.round((point * 9) / 11));
  expect(said(series(nine))).toMatchObject([{ severity: "info", key: "goroutinesNone" }]);
  const ten = Array.from({ length: 12 }, (_, point) => 1 + point);
  expect(said(series(ten))).toMatchObject([{ key: "goroutinesLeaking" }]);
});

it("says those that a leak-finding GC has marked, whatever the trend", () => {
  const findings = said(series([7, 7], { leaked: 7 }));
  expect(findings.map(({ key, severity, value }) => [key, severity, value])).toEqual([
    ["goroutinesMarked", "error", 7],
    ["goroutinesTooFewPoints", "info", null],
  ]);
});

it("explains the heap by its goroutines, and then they are what the overview speaks of", () => {
  const one = series(rising(12, 10));
  const heapOf = (malg: number) =>
    exampleSeries("leaking", [
      exampleSite("runtime.malg", "leaking", { shareOfGrowth: malg }),
      exampleSite("main.spawn", "leaking", { shareOfGrowth: 0.25 }),
      exampleSite("main.keep", "leaking", { shareOfGrowth: 0.75 - malg }),
    ]);
  const [, explained] = said(one, [heapOf(0.5)]);
  expect(explained).toMatchObject({ key: "goroutinesHeapCreated", severity: "info", value: 0.75 });
  expect(explained.text).toContain("50 % of its growth are their descriptors (runtime.malg), 25 % is what main.spawn");
  const session = { ...exampleSession("1\nmain"), goroutineSeries: [one] };
  const about = (parts: Partial<SessionData>) =>
    headline({ ...session, ...parts }, findings({ ...session, ...parts })).about;
  expect(about({ heapSeries: [heapOf(0.5)] })).toBe("goroutines");
  expect(about({ heapSeries: [heapOf(0.1)] })).toBe("growth");
  expect(about({})).toBe("goroutines");
  expect(about({ goroutineSeries: [series([7, 7])] })).toBe("profile");
});

it("of several processes the gravest comes first", () => {
  const [flat, leaking] = [series([900, 900]), series(rising(12, 10))];
  expect(gravestGoroutines([flat, leaking])).toBe(leaking);
  expect(gravestGoroutines([series([1, 1]), flat])).toBe(flat);
  expect(gravestGoroutines([])).toBeNull();
});
