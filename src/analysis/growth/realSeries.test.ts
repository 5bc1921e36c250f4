import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { HeapSeries } from "../../model/growth";
import { heapEntry } from "../testing/heapEntry";
import { growthFindings } from "./findings";
import { judgeSeries } from "./judgeSeries";
import { heapSeriesInputs } from "./series";

/** Snapshots of fixtures/: read by `go tool pprof -raw`, see the README there. */
interface Fixture {
  readonly period: number;
  readonly mapping: string;
  readonly stacks: readonly string[];
  readonly snapshots: readonly {
    readonly name: string;
    readonly timeNs: string;
    readonly alloc_objects: number;
    readonly alloc_space: number;
    readonly values: readonly (readonly [stack: number, objects: number, space: number])[];
  }[];
}

function series(name: string, from = 0, to = 12): HeapSeries[] {
  const path = new URL(`fixtures/${name}.json`, import.meta.url);
  const { period, mapping, stacks, snapshots }: Fixture = JSON.parse(readFileSync(path, "utf8"));
  const entries = snapshots.slice(from, to).map((snapshot, id) =>
    heapEntry({
      id,
      name: snapshot.name,
      timeNs: BigInt(snapshot.timeNs),
      period,
      path: mapping,
      alloc: [snapshot.alloc_objects, snapshot.alloc_space],
      stacks: snapshot.values.map(([stack, objects, space]) => ({
        frames: stacks[stack].split("|").map((frame) => frame.replace(/^(.*)@(.*):(\d+)$/, "$1[file:$2][line:$3]")),
        objects,
        space,
      })),
    }),
  );
  return heapSeriesInputs(entries).map(judgeSeries);
}

function verdicts({ sites }: HeapSeries): Record<string, string> {
  return Object.fromEntries(sites.map((site) => [`${site.func}:${site.line}`, site.verdict]));
}

describe.each(["amd64-map", "sw64-map"])("%s, which leaks through a map", (name) => {
  const [objects, space] = series(name).sort((a, b) => a.sampleType.localeCompare(b.sampleType));

  it("blames main.newSession under main.remember, and the total", () => {
    const [first] = space.sites;
    expect(first).toMatchObject({ func: "main.newSession", line: 34, verdict: "leaking" });
    expect(first.stack.slice(0, 2)).toEqual(["main.newSession", "main.remember"]);
    expect(first.shareOfGrowth).toBeGreaterThan(0.95);
    expect(first.slopeCi[0]).toBeGreaterThan(0);
    expect(first.slopeCi[0]).toBeLessThan(first.slopePerS);
    expect(first.slopeCi[1]).toBeGreaterThan(first.slopePerS);
    expect(space.total.verdict).toBe("leaking");
    expect(space.sites.filter((site) => site.verdict === "leaking")).toHaveLength(1);
    expect(space).toMatchObject({ restarts: [], mergedPoints: 0, judged: [0, 12], timed: true });
  });

  it("says the same of object counts, and of 8 points that it is suspected", () => {
    expect(objects.sites.find((site) => site.func === "main.newSession")?.verdict).toBe("leaking");
    const short = series(name, 2, 10).find((one) => one.sampleType === "inuse_space");
    expect(short?.sites[0]).toMatchObject({ func: "main.newSession", verdict: "suspected" });
    expect(short?.total.verdict).toBe("suspected");
    expect(series(name, 0, 5)[0].sites[0].verdict).toBe("too-few-points");
  });

  it("is the first thing the overview says", () => {
    const [total, site] = growthFindings([space, objects]);
    expect(total).toMatchObject({ severity: "error", key: "growthTotalLeaking" });
    expect(site).toMatchObject({ severity: "error", key: "growthSiteLeaking", where: "example.com/leakd/main.go:34" });
    expect(site.text).toMatch(/main\.newSession \(main\.go:34\) is leaking inuse_space, [\d.]+ GiB per hour \(95 % /);
    expect(site.value).toBeCloseTo(space.sites[0].slopePerS * 3600);
  });
});

it("totals are those of go tool pprof -top, which the series' oracle is", () => {
  const [space] = series("amd64-map").filter((one) => one.sampleType === "inuse_space");
  expect([...space.total.values]).toEqual([
    4062283, 8132402, 12006598, 16255015, 20345337, 24002405, 28721140, 32848030, 37109497, 41182380, 45419387,
    49438189,
  ]);
});

describe.each(["amd64-healthy", "sw64-healthy"])("%s, which leaks nothing", (name) => {
  it("has no site that leaks or is suspected", () => {
    for (const one of series(name)) {
      const found = new Set([one.total.verdict, ...Object.values(verdicts(one))]);
      expect(found.has("leaking") || found.has("suspected")).toBe(false);
    }
    expect(growthFindings(series(name))).toMatchObject([{ severity: "info", key: "growthNone" }]);
  });
});

describe.each([
  ["amd64-chan", "runtime.malg:5002", "main.spawn:59"],
  ["sw64-chan", "runtime.malg:3988", "main.spawn:59"],
])("%s, which leaks goroutines", (name, descriptors, made) => {
  it("blames what a goroutine holds: its descriptor, its channel and its buffer", () => {
    const [space] = series(name).filter((one) => one.sampleType === "inuse_space");
    expect(verdicts(space)).toMatchObject({ [descriptors]: "leaking", [made]: "leaking" });
    expect(space.total.verdict).toBe("leaking");
  });
});
