import { describe, expect, it } from "vitest";
import type { NodeTrend } from "../../model/numa";
import { exampleFile } from "../findings/examples";
import { EMPTY_SESSION } from "../testing/exampleSession";
import { exampleThreads } from "../testing/exampleThreads";
import { Random } from "../testing/simulateHeap";
import { amplification, meanSlope } from "./amplification";
import { stemOf, timeOfName } from "./dumpTime";
import { numaFindings } from "./findings";
import { judgeNuma } from "./judgeNuma";
import { nodeRows } from "./nodeRows";
import { exhaustion, nodeTrend } from "./nodeTrend";
import { goroutineNodes, threadNodes } from "./threadNodes";

const slope = (slopePerS: number, half: number) =>
  ({ slopePerS, slopeCi: [slopePerS - half, slopePerS + half] }) as const;

describe("amplification", () => {
  it("has Fieller's interval", () => {
    // By hand: a = 8 ± 1.96, b = 4 ± 0.98, so sa = 1, sb = 0.5:
    // g = (1.96·0.5/4)² = 0.060025; ±1.96/4·√(0.939975·1 + 4·0.25) = ±0.682494; (2 ∓ 0.682494) / 0.939975
    const { factor, ci } = amplification(slope(8, 1.959963984540054), slope(4, 0.979981992270027));
    expect(factor).toBe(2);
    expect(ci?.[0]).toBeCloseTo(1.40166, 4);
    expect(ci?.[1]).toBeCloseTo(2.8538, 3);
  });

  it("has no factor where the control may not grow, but a least one", () => {
    expect(amplification(slope(8, 1), slope(0.5, 1))).toEqual({ factor: null, ci: null, atLeast: 7 / 1.5 });
    expect(amplification(slope(8, 1), slope(-1, 0.5))).toEqual({ factor: null, ci: null, atLeast: null });
    expect(amplification(slope(0.5, 1), slope(0.5, 1)).atLeast).toBeNull();
  });

  it("compares with the mean of several", () => {
    const { slopePerS, slopeCi } = meanSlope([slope(3, 0.3), slope(5, 0.4)]);
    expect(slopePerS).toBe(4);
    expect(slopeCi?.[1]).toBeCloseTo(4.25, 10); // √(0.3² + 0.4²) / 2
    expect(meanSlope([slope(3, 0.3)])).toEqual(slope(3, 0.3));
  });
});

const gauge = (values: readonly number[]) => ({
  node: 0,
  timesS: Float64Array.from(values, (_, i) => 10 * i),
  values: Float64Array.from(values),
});

describe("a node over time", () => {
  it("is used up where its line ends, not its last value", () => {
    const falling = Array.from({ length: 20 }, (_, i) => 1000 - 20 * i + [3, -3, 1, -1][i % 4]);
    const left = exhaustion(nodeTrend(gauge(falling), 0));
    expect(left?.s).toBeCloseTo(310, 0); // (1000 - 20·19) / 2 a second
    expect(left?.ci[0]).toBeLessThan(310);
    expect(left?.ci[1]).toBeGreaterThan(310);
  });

  it("is not used up where it may not fall, or too little is known", () => {
    const noise = Array.from({ length: 20 }, (_, i) => 1000 - i + 40 * Math.sin(i * i));
    expect(exhaustion(nodeTrend(gauge(noise), 0))).toBeNull();
    expect(exhaustion(nodeTrend(gauge([1000, 900, 800, 700]), 0))).toBeNull();
    expect(nodeTrend(gauge([1000]), 0)).toMatchObject({ slopePerS: 0, slopeCi: null });
  });

  it("has an interval no narrower than its text's rounding", () => {
    const { slopeCi } = nodeTrend(gauge(Array.from({ length: 10 }, (_, i) => 100 * i)), 9);
    expect(slopeCi?.[0]).toBeCloseTo(10 - 0.1, 10);
    expect(slopeCi?.[1]).toBeCloseTo(10 + 0.1, 10);
  });

  it("is thinned when it is long, at the same slope", () => {
    const { slopePerS, slopeCi } = nodeTrend(gauge(Array.from({ length: 100_000 }, (_, i) => 7 * i + (i % 5))), 0);
    expect(slopePerS).toBeCloseTo(0.7, 6);
    expect(slopeCi?.[0]).toBeLessThanOrEqual(0.7);
    expect(slopeCi?.[1]).toBeGreaterThanOrEqual(0.7);
  });

  it("has an interval that holds the factor in 95 of 100 series, in noise that lasts too", () => {
    const random = new Random(20_240_607);
    for (const rho of [0, 0.5]) {
      const series = (rate: number): NodeTrend => {
        let noise = random.normal();
        const values = Array.from({ length: 30 }, (_, i) => {
          noise = i === 0 ? noise : rho * noise + Math.sqrt(1 - rho * rho) * random.normal();
          return 300 + 10 * rate * i + 6 * noise;
        });
        return nodeTrend(gauge(values), 0);
      };
      let held = 0;
      for (let i = 0; i < 200; i++) {
        const [low, high] = amplification(series(3.7), series(1)).ci ?? [0, 0];
        if (low <= 3.7 && high >= 3.7) held++;
      }
      expect(held).toBeGreaterThanOrEqual(186); // 95 % of 200 less a standard error and a half
    }
  });
});

it("knows the time in a file's name, and what is left of the name", () => {
  expect(timeOfName("numa_maps.1795450347")).toBe(1795450347);
  expect(timeOfName("meminfo-20261123-085227.txt")).toBe(Date.UTC(2026, 10, 23, 8, 52, 27) / 1000);
  expect(timeOfName("meminfo_2026-11-23T08:52:27")).toBe(Date.UTC(2026, 10, 23, 8, 52, 27) / 1000);
  expect(timeOfName("meminfo-12.txt")).toBeNaN();
  expect(stemOf("node0-12.txt")).toBe(stemOf("node1-7.txt"));
});

it("says which node is used up soon, and how much faster it grows", () => {
  const values = (start: number, rate: number) => ({
    ...gauge(Array.from({ length: 20 }, (_, i) => start + 10 * rate * i + (i % 3))),
  });
  const head = { folder: "", side: null, timed: true, dumps: 20, startS: 1, step: 1, name: "a" } as const;
  const session = (free: number) => ({
    ...EMPTY_SESSION,
    numa: judgeNuma([
      { ...head, scope: "process", nodes: [values(9, 37), { ...values(9, 10), node: 1 }], free: [] },
      {
        ...head,
        scope: "system",
        nodes: [],
        free: [{ ...values(free, -37), totalBytes: 1e9, reclaimableBytes: 5 }],
      },
    ]),
  });
  const [left, faster] = numaFindings(session(37 * 3600 + 7030));
  expect(left).toMatchObject({ kind: "growth", severity: "warning", key: "nodeExhausted" });
  expect((left?.value ?? 0) / 3600).toBeCloseTo(1, 2);
  expect(left?.text).toMatch(/^NUMA node 0 has 130 KiB free, used up in 60 min at this rate \(95 %: \d+(\.\d)? min to/);
  expect(faster?.text).toMatch(
    /^a: memory on NUMA node 0 grows 3\.7 times as fast as on node 1 \(95 %: 3\.6\d to 3\.7\d\)$/,
  );
  expect(numaFindings(session(1e12)).map(({ key }) => key)).toEqual(["nodeAmplified"]);
});

it("has nothing to say of nothing", () => {
  expect(judgeNuma([])).toEqual({ series: [], affected: -1, hotNode: -1, amplifications: [] });
});

it("tells the node that each thread ran on last", () => {
  const threads = exampleThreads([
    [7, 7, "main"],
    [7, 8, "worker"],
    [7, 9, "idle"],
    [0, 0, "swapper"],
  ]);
  const nodes = [
    { node: 0, cpus: [0, 1], totalBytes: 1, freeBytes: 1 },
    { node: 1, cpus: [2, 3], totalBytes: 1, freeBytes: 1 },
  ];
  const perf = { ...threads, topology: { nodes, lastCpu: Int32Array.of(1, 3, -1, 2) } };
  const capture = { kind: "perf", perf } as never;
  const found = threadNodes([exampleFile({ name: "a.perf.data", capture })]);
  expect(found).toEqual({
    file: "a.perf.data",
    nodeOf: new Map([
      [7, 0],
      [8, 1],
    ]),
  });
  expect(threadNodes([exampleFile()])).toBeNull();
  const goroutines = {
    length: 5,
    thread: Int32Array.of(8, 8, -1, 9, -1),
    creatorThread: Int32Array.of(7, 7, 7, 8, -1), // of the fourth the thread that last ran it gave no sample
  };
  const trace = exampleFile({ name: "trace", capture: { kind: "go-trace", trace: { goroutines } } as never });
  const placed = goroutineNodes([trace], found);
  expect(placed?.counts).toEqual(
    new Map([
      [1, 3],
      [0, 1],
    ]),
  );
  expect(placed?.unknown).toBe(1);
  expect(nodeRows(null, found, placed).map(({ node, threads, goroutines }) => [node, threads, goroutines])).toEqual([
    [0, 1, 1],
    [1, 1, 3],
  ]);
  expect(goroutineNodes([trace], null)).toBeNull();
});
