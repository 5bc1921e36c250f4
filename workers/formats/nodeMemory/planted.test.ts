import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { exampleFile } from "../../../src/analysis/findings/examples";
import { judgeNuma } from "../../../src/analysis/numa/judgeNuma";
import { nodeRows } from "../../../src/analysis/numa/nodeRows";
import { nodeSeriesInputs } from "../../../src/analysis/numa/nodeSeries";
import type { NumaMemory } from "../../../src/model/numa";
import type { SessionFile } from "../../../src/model/session";
import { bytesSource } from "../../io/byteSource";
import { nodeMemory } from "./index";

const PLANTED = { factor: 3.7, control: 2 ** 20, exhaustionS: 8192 / 3.7 };
const MIB = 2 ** 20;

const textOf = (name: string): string =>
  readFileSync(new URL(`./fixtures/${name}-two-nodes.txt`, import.meta.url), "utf8");

async function fileOf(name: string, text: string, change: Partial<SessionFile> = {}): Promise<SessionFile> {
  const capture = await nodeMemory.decode(bytesSource(name, new TextEncoder().encode(text)), { progress() {} });
  return exampleFile({ name, kind: "node-memory", capture, ...change });
}

async function judged(files: readonly Promise<SessionFile>[]): Promise<NumaMemory> {
  return judgeNuma(nodeSeriesInputs(await Promise.all(files), new Map()));
}

describe.each(["numa_maps", "numastat", "meminfo"])("two nodes with a planted factor of 3.7: %s", (name) => {
  it("finds the factor and both slopes in their intervals", async () => {
    const numa = await judged([fileOf(`${name}.txt`, textOf(name))]);
    expect(numa.hotNode).toBe(0);
    const [first] = numa.amplifications;
    expect(first).toMatchObject({ control: numa.affected, nodes: [1] });
    const [low, high] = first?.ci ?? [Number.NaN, Number.NaN];
    expect(low).toBeLessThan(PLANTED.factor);
    expect(high).toBeGreaterThan(PLANTED.factor);
    expect(high - low).toBeLessThan(0.5);
    for (const [node, slope] of [PLANTED.factor * PLANTED.control, PLANTED.control].entries()) {
      const trend = numa.series[numa.affected]?.nodes[node];
      expect(trend?.slopeCi?.[0]).toBeLessThan(slope);
      expect(trend?.slopeCi?.[1]).toBeGreaterThan(slope);
    }
  });
});

it("says when the free memory of a node is used up", async () => {
  const numa = await judged([fileOf("meminfo.txt", textOf("meminfo"))]);
  const [hot, other] = nodeRows(numa, null, null);
  const seconds = textOf("meminfo").match(/^\d+$/gm)?.map(Number) ?? [];
  const planted = PLANTED.exhaustionS - ((seconds.at(-1) ?? 0) - (seconds[0] ?? 0)) - 1; // the first dump is a second late
  const [low, high] = hot?.exhaustion?.ci ?? [Number.NaN, Number.NaN];
  expect(low).toBeLessThan(planted);
  expect(high).toBeGreaterThan(planted);
  expect((hot?.exhaustion?.s ?? 0) / planted).toBeCloseTo(1, 1);
  expect((other?.exhaustion?.s ?? 0) / (8192 - 290)).toBeCloseTo(1, 1);
  expect(hot?.totalBytes).toBe(65842228 * 1024);
});

it("joins a process with the memory of its nodes", async () => {
  const numa = await judged([fileOf("numa_maps.txt", textOf("numa_maps")), fileOf("meminfo.txt", textOf("meminfo"))]);
  expect(numa.series.map(({ scope, dumps, timed }) => [scope, dumps, timed])).toEqual([
    ["system", 30, true],
    ["process", 30, true],
  ]);
  const [hot] = nodeRows(numa, null, null);
  expect((hot?.bytes ?? 0) / (300 * MIB + 3.7 * 290 * MIB)).toBeCloseTo(1, 1);
  expect(hot?.slopePerS).toBeGreaterThan(0);
  expect(hot?.exhaustion).not.toBeNull();
});

it("is the same from one file per dump with the time in its name, in any order", async () => {
  const whole = await judged([fileOf("numa_maps.txt", textOf("numa_maps"))]);
  const dumps = textOf("numa_maps").split(/^(?=\d+$)/m);
  const files = dumps.map((dump) => {
    const [time = "", ...lines] = dump.split("\n");
    return fileOf(`numa_maps.${time}`, lines.join("\n"));
  });
  const apart = await judged(files.reverse());
  expect(apart.series.length).toBe(1);
  expect(apart.series[0]?.nodes).toEqual(whole.series[0]?.nodes);
  expect(apart.amplifications).toEqual(whole.amplifications);
});

it("takes the baseline's series as the control", async () => {
  const slow = textOf("numa_maps").replace(
    / N0=(\d+) N1=(\d+) kernelpagesize_kB=4$/gm,
    (_, hot: string, other: string) =>
      Number(hot) < 70_000 ? ` N0=${hot} kernelpagesize_kB=4` : ` N0=${other} N1=${hot} kernelpagesize_kB=4`,
  );
  const files = await Promise.all([
    fileOf("hot.txt", textOf("numa_maps"), { id: 901 }),
    fileOf("control.txt", slow, { id: 902 }),
  ]);
  const sides = new Map([
    [901, "candidate"],
    [902, "baseline"],
  ] as const);
  const numa = judgeNuma(nodeSeriesInputs(files, sides));
  expect(numa.series[numa.affected]?.name).toBe("hot.txt");
  expect(numa.series[numa.amplifications[0]?.control ?? -1]?.side).toBe("baseline");
});
