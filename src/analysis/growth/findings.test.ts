import { expect, it } from "vitest";
import type { HeapSeries } from "../../model/growth";
import { heapEntry } from "../testing/heapEntry";
import { growthFindings } from "./findings";
import { judgeSeries } from "./judgeSeries";
import { heapSeriesInputs } from "./series";

/** A program with one site, snapshots a minute apart (or without times). */
function judged(
  values: readonly number[],
  options: { timed?: boolean; objects?: readonly number[] } = {},
): HeapSeries[] {
  const { timed = true, objects = values.map((value) => value / 64) } = options;
  const entries = values.map((value, i) =>
    heapEntry({
      id: i,
      name: `heap-${i}`,
      timeNs: timed ? 1_795_450_347_063_704_678n + BigInt(i) * 60_000_000_000n : 0n,
      alloc: [i + 1, i + 1],
      stacks: [{ frames: ["main.keep[file:app/keep.go][line:7]", "main.main"], space: value, objects: objects[i] }],
    }),
  );
  return heapSeriesInputs(entries).map(judgeSeries);
}

const MIB = 2 ** 20;
const rising = (points: number, step: number) =>
  Array.from({ length: points }, (_, i) => step * (i + 1) + [0, 0.05, -0.03, 0.02, -0.05][i % 5] * step);

it("says a leak per hour with interval and place, worst first, and nothing twice", () => {
  const findings = growthFindings(judged(rising(15, MIB)));
  expect(findings.map(({ severity, key, where }) => [severity, key, where])).toEqual([
    ["error", "growthTotalLeaking", null],
    ["error", "growthSiteLeaking", "app/keep.go:7"],
  ]);
  const [, site] = findings;
  expect(site.text).toMatch(
    /^leakd: main\.keep \(keep\.go:7\) is leaking inuse_space, 60 MiB per hour \(95 % [\d.]+ MiB to [\d.]+ MiB\), 100 % of the growth$/,
  );
  expect((site.value ?? 0) / (60 * MIB)).toBeCloseTo(1, 2);
  expect(site.ci?.[0]).toBeLessThan(site.value ?? 0);
  expect(site.params).toMatchObject({
    func: "main.keep",
    place: "keep.go:7",
    sharePercent: 100,
    per: "hour",
    unit: "bytes",
  });
  expect(site.params["slope"]).toBeCloseTo(site.value ?? 0);
});

it("says what would decide a suspicion", () => {
  const short = growthFindings(judged(rising(8, MIB)));
  expect(short.map(({ severity, key }) => [severity, key])).toEqual([
    ["warning", "growthTotalSuspected"],
    ["warning", "growthSiteSuspected"],
  ]);
  expect(short[1].text).toContain("10 or more points would decide");
  const cache = Array.from({ length: 30 }, (_, i) => -100 * MIB * Math.expm1(-(i + 1) / 20) + (i % 3) * 0.1 * MIB);
  expect(growthFindings(judged(cache)).at(-1)?.text).toContain("may be a cache that fills");
});

it("says what is too short, and what does not grow", () => {
  expect(growthFindings(judged(rising(3, MIB)))).toMatchObject([
    { severity: "info", key: "growthTooFewPoints", value: null, params: { points: 3, needed: 10 } },
  ]);
  expect(growthFindings(judged(new Array<number>(20).fill(MIB)))).toMatchObject([
    { severity: "info", key: "growthNone", value: 0, params: { verdict: "flat" } },
  ]);
  expect(growthFindings([])).toEqual([]);
});

it("speaks of objects when only they leak", () => {
  const findings = growthFindings(judged(new Array<number>(15).fill(MIB), { objects: rising(15, 1000) }));
  expect(findings[0]).toMatchObject({
    severity: "error",
    key: "growthTotalLeaking",
    params: { sampleType: "inuse_objects" },
  });
  expect(findings[0].text).toContain("objects per hour");
});

it("gives rates per point where the profiles have no time", () => {
  const [total] = growthFindings(judged(rising(15, MIB), { timed: false }));
  expect(total.text).toContain("1 MiB per point");
  expect(total.params).toMatchObject({ per: "point" });
});
