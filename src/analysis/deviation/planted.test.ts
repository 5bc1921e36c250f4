import { describe, expect, it } from "vitest";
import type { Figure, MetricRow } from "../../model/deviation";
import type { Side } from "../../model/session";
import { differenceInterval } from "../statistics/clusterBootstrap";
import { type Random, seeded } from "../statistics/random";
import { distanceRows } from "./distance";
import { measureDeviation } from "./measureDeviation";
import { CALL_SITES } from "./metrics/callSite";
import type { Measure } from "./metrics/metric";
import { truncation } from "./metrics/truncation";
import { pairedSources, type Source } from "./sources";
import { type Compared, compared, inputOf, onSide, rowOf } from "./testing/compared";
import { type PlantedSample, planted } from "./testing/planted";

/** Whether the method finds what has been planted, and nothing else. */

const SECOND = 1e9;

/** Frames of a recursion, leaf first; with its root, or cut. */
function recursion(depth: number, isWhole: boolean, leaf = "work"): string[] {
  const frames = [leaf, ...Array.from({ length: depth }, () => "descend"), "main", "runtime.goexit"];
  return isWhole ? frames : frames.slice(0, depth);
}

const LIMIT = 16;
const WHOLE = 0;
const CUT = 1;
const STRAY = 2; // its leaf is no instruction
const STACKS = [recursion(5, true), recursion(LIMIT, false), recursion(5, true, "stray")];

/** `share`: of each thread's second, of what is planted; half of them have half as much of it, half half as much again. */
function clustered(random: Random, what: number, share: number, seconds: number): PlantedSample[] {
  return Array.from({ length: 2 * seconds }, (_, cluster) => {
    const samples = 15 + random.below(30);
    const ofCluster = share * (random.unit() < 0.5 ? 0.5 : 1.5);
    const [thread, second] = [cluster % 2, Math.floor(cluster / 2)];
    return Array.from({ length: samples }, (_, i): PlantedSample => {
      const stack = random.unit() < ofCluster ? what : WHOLE;
      return { thread, timeNs: (second + i / samples) * SECOND, stack };
    });
  }).flat();
}

function onBothSides(base: readonly PlantedSample[], later: readonly PlantedSample[]): Compared[] {
  return ([base, later] as const).map((samples, i): Compared => {
    const { capture, named } = planted(STACKS, samples, { maxStack: LIMIT });
    const side: Side = i === 0 ? "baseline" : "candidate";
    const unknown = new Float64Array(named.codeRung.length).fill(Number.NaN);
    const error = Float64Array.from(named.strings, (name) => (name === "stray" ? 2 : 0));
    const places = { length: unknown.length, entry: unknown, size: unknown, error };
    return { ...onSide(`${side}.perf.data`, capture, named, side), places };
  });
}

function sourcesOf(base: readonly PlantedSample[], later: readonly PlantedSample[]): readonly [Source, Source] {
  const [pair] = pairedSources(inputOf(onBothSides(base, later)));
  if (pair?.baseline == null || pair.candidate === null) throw new Error("no pair");
  return [pair.baseline, pair.candidate];
}

function figureOf(measure: Measure, source: Source): Figure {
  const measured = measure.of(source);
  if (measured === null || !("figure" in measured)) throw new Error(`no ${measure.measure}`);
  return measured.figure;
}

function covers({ ci }: Figure, truth: number): boolean {
  return ci !== null && ci[0] <= truth && truth <= ci[1];
}

const RUNS = 1000;
const MOST_MS = 60_000; // on a busy machine; 3 s alone
const [, , leafOff] = CALL_SITES;

describe("intervals of clustered samples", () => {
  it.each([
    ["truncation", truncation, CUT, 0.1, 15],
    ["skid", leafOff, STRAY, 0.3, 8],
  ] as const)(
    "cover the planted %s in 93 to 97 % of 1,000 runs",
    (_, measure, what, truth, seconds) => {
      const random = seeded(20);
      let covered = 0;
      for (let run = 0; run < RUNS / 2; run++) {
        // both sides of a run are draws of their own
        const sides = sourcesOf(clustered(random, what, truth, seconds), clustered(random, what, truth, seconds));
        for (const source of sides) covered += Number(covers(figureOf(measure, source), truth));
      }
      expect(covered / RUNS).toBeGreaterThanOrEqual(0.93);
      expect(covered / RUNS).toBeLessThanOrEqual(0.97);
    },
    MOST_MS,
  );

  it("are far too short when rows are taken for independent", () => {
    const random = seeded(21);
    let covered = 0;
    for (let run = 0; run < 100; run++) {
      const [source] = sourcesOf(clustered(random, CUT, 0.3, 10), clustered(random, CUT, 0.3, 1));
      const { estimate, sd, n } = figureOf(truncation, source);
      covered += Number(Math.abs(estimate - 0.3) <= (1.96 * sd) / Math.sqrt(n));
    }
    expect(covered / 100).toBeLessThan(0.7);
  });
});

/** The samples of a capture, its blocks (thread × second) dealt to two sides at random. */
function halves(random: Random, samples: readonly PlantedSample[]): [PlantedSample[], PlantedSample[]] {
  const side = new Map<string, number>();
  const blockOf = ({ thread, timeNs }: PlantedSample): string => `${thread} ${Math.floor(timeNs / SECOND)}`;
  const blocks = [...new Set(samples.map(blockOf))];
  random.permutation(blocks.length).forEach((block, i) => {
    side.set(blocks[block] ?? "", i % 2);
  });
  const of = (half: number): PlantedSample[] => samples.filter((sample) => side.get(blockOf(sample)) === half);
  return [of(0), of(1)];
}

describe("random halves of one capture", () => {
  it(
    "are called distinguishable by their truncation in at most 5 % of 1,000 runs",
    () => {
      const random = seeded(31);
      let told = 0;
      for (let run = 0; run < RUNS; run++) {
        const [base, later] = sourcesOf(...halves(random, clustered(random, CUT, 0.2, 15))).map((source) =>
          figureOf(truncation, source),
        );
        if (base.ci === null || later.ci === null) throw new Error("no interval");
        const [low, high] = differenceInterval(base.estimate, base.ci, later.estimate, later.ci);
        told += Number(low > 0 || high < 0);
      }
      expect(told / RUNS).toBeLessThanOrEqual(0.05);
    },
    MOST_MS,
  );

  it(
    "are called distinguishable by the distance of their profiles in at most 5 % of 200 runs",
    () => {
      const random = seeded(31);
      let told = 0;
      for (let run = 0; run < 200; run++) {
        const [base, later] = sourcesOf(...halves(random, clustered(random, STRAY, 0.3, 8)));
        const pair = { name: "", baseline: base, candidate: later };
        const [row] = distanceRows(pair, new Map(), { reason: "too-few-samples", params: {} });
        told += Number(row?.distinguishable === true);
      }
      expect(told / 200).toBeLessThanOrEqual(0.05);
    },
    MOST_MS,
  );
});

describe("what has been planted on one side", () => {
  const random = seeded(41);
  const clean = clustered(random, CUT, 0, 20);
  const cut = clean.map((sample, i) => (i % 3 === 0 ? { ...sample, stack: CUT } : sample));
  const deviation = compared(onBothSides(clean, cut));

  it("every third stack cut at 16 frames, is a truncation of 33 %, and its interval says so", () => {
    const row = rowOf(deviation, "truncation_rate", "share", "perf cpu-clock");
    expect(row.candidate?.estimate).toBeCloseTo(1 / 3, 3);
    expect(covers(row.candidate as Figure, 1 / 3)).toBe(true);
    expect(row.baseline?.estimate).toBe(0);
    expect(row).toMatchObject({ distinguishable: true, headline: true });
  });

  it("is attributed to the limit of frames, to where the stacks end, and adds up", () => {
    const parts = deviation.attribution.filter(({ metric }) => metric === "truncation_rate");
    const { difference } = rowOf(deviation, "truncation_rate", "share", "perf cpu-clock");
    expect(parts[0]).toMatchObject({ stop: "FrameLimit", module: "program", func: "descend" });
    expect(parts.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(difference ?? 0, 12);
    const broken = deviation.attribution.filter(({ metric }) => metric === "incomplete_rate");
    const incomplete = rowOf(deviation, "incomplete_rate", "share", "perf cpu-clock");
    expect(broken.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(incomplete.difference ?? 0, 12);
  });

  it("a skid, is an error of the leaves alone", () => {
    const skid = compared(
      onBothSides(
        clean,
        clean.map((sample, i) => ({ ...sample, stack: i % 4 === 0 ? STRAY : WHOLE })),
      ),
    );
    const row = rowOf(skid, "call_site_error", "leaf_off_share", "perf cpu-clock");
    expect(row.candidate?.estimate).toBeCloseTo(0.25, 2);
    expect(row.distinguishable).toBe(true);
    const truncated = rowOf(skid, "truncation_rate", "share", "perf cpu-clock");
    expect([truncated.difference, truncated.distinguishable]).toEqual([0, false]);
    const distance: MetricRow = rowOf(skid, "profile_distance", "total_variation", "perf cpu-clock");
    expect(distance.difference).toBeCloseTo(0.25, 2);
    expect(distance.distinguishable).toBe(true);
  });

  it("is found the same every time", () => {
    expect(measureDeviation(inputOf(onBothSides(clean, cut)))).toEqual(deviation);
  });
});
