import { describe, expect, it } from "vitest";
import { heapEntry, type Snapshot } from "../testing/heapEntry";
import { heapSeriesInputs, type SeriesInput } from "./series";

const SECOND = 1_000_000_000n;
const T0 = 1_795_450_347_063_704_678n;

/** Snapshots a second apart that allocate 100 objects each; `changes` are laid over them. */
function snapshots(
  count: number,
  changes: (i: number) => Partial<Snapshot> = () => ({}),
): ReturnType<typeof heapEntry>[] {
  return Array.from({ length: count }, (_, i) =>
    heapEntry({
      id: i,
      name: `heap-${i}.pb.gz`,
      timeNs: T0 + BigInt(i) * SECOND,
      alloc: [100 * (i + 1), 1000 * (i + 1)],
      stacks: [{ frames: ["main.new[file:main.go][line:9]", "main.main"], space: 4096 * (i + 1), objects: i + 1 }],
      ...changes(i),
    }),
  );
}

function spaceOf(inputs: readonly SeriesInput[]): SeriesInput {
  const space = inputs.find(({ sampleType }) => sampleType === "inuse_space");
  if (space === undefined) throw new Error("no series of inuse_space");
  return space;
}

it("makes one series per gauge, a value per point, never a sum over points", () => {
  const inputs = heapSeriesInputs(snapshots(3));
  expect(inputs.map(({ sampleType, unit }) => [sampleType, unit]).sort()).toEqual([
    ["inuse_objects", "count"],
    ["inuse_space", "bytes"],
  ]);
  const space = spaceOf(inputs);
  expect(space).toMatchObject({ program: "leakd", fileIds: [0, 1, 2], timed: true, mergedPoints: 0, judged: [0, 3] });
  expect([...space.totals]).toEqual([4096, 8192, 12288]);
  expect([...space.siteValues]).toEqual([4096, 8192, 12288]);
  expect(space.timesNs[2] - space.timesNs[0]).toBe(2n * SECOND);
  expect(space.sites).toEqual([
    { func: "main.new", file: "main.go", line: 9, stack: ["main.new", "main.main"], quantum: 4096 },
  ]);
});

it("can be sent to a worker", () => {
  const inputs = heapSeriesInputs(snapshots(3));
  expect(structuredClone(inputs)).toEqual(inputs);
});

describe("order", () => {
  it("is by time, whatever the names and the order of dropping", () => {
    const entries = snapshots(4, (i) => ({ name: `z${9 - i}` })).reverse();
    expect(spaceOf(heapSeriesInputs(entries)).fileIds).toEqual([0, 1, 2, 3]);
  });
  it("is by natural file name, a second apart, when a profile has no time", () => {
    const entries = snapshots(12, (i) => (i === 5 ? { timeNs: 0n } : {})).sort((a, b) =>
      a.file.name < b.file.name ? -1 : 1,
    );
    const space = spaceOf(heapSeriesInputs(entries));
    expect(space.fileIds).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(space).toMatchObject({ timed: false });
    expect(space.timesNs.slice(0, 3)).toEqual([0n, SECOND, 2n * SECOND]);
  });
});

describe("one process", () => {
  it.each([
    ["build id", { buildId: "ffff" }],
    ["mapping", { mappingStarts: [0x555500000000] }],
    ["folder", { folder: "b" }],
    ["path, without build ids", { path: "/bin/other", buildId: null }],
  ] as const)("ends where the %s differs", (_, change) => {
    const same = "buildId" in change && change.buildId === null ? { buildId: null } : {};
    const inputs = heapSeriesInputs(snapshots(6, (i) => (i % 2 === 0 ? same : { ...same, ...change })));
    expect(inputs.filter(({ sampleType }) => sampleType === "inuse_space").map(({ fileIds }) => fileIds)).toEqual([
      [0, 2, 4],
      [1, 3, 5],
    ]);
  });
  it("is not asked for its mappings' order, nor for a build id that nobody has", () => {
    const entries = snapshots(4, (i) => ({ buildId: null, mappingStarts: i % 2 === 0 ? [1, 2] : [2, 1] }));
    expect(spaceOf(heapSeriesInputs(entries)).fileIds).toHaveLength(4);
  });
  it("of one profile is no series", () => {
    expect(heapSeriesInputs(snapshots(1))).toEqual([]);
    expect(heapSeriesInputs([])).toEqual([]);
  });
});

describe("restarts", () => {
  it.each([
    ["alloc_objects", [5, 9000]],
    ["alloc_space", [900, 10]],
  ] as const)("show where %s falls", (_, low) => {
    const alloc = (i: number) => (i < 4 ? ([100 + i, 100 + i] as const) : ([low[0] + i, low[1] + i] as const));
    const space = spaceOf(heapSeriesInputs(snapshots(10, (i) => ({ alloc: alloc(i) }))));
    expect(space).toMatchObject({ restarts: [4], judged: [4, 10] });
    expect(space.totals).toHaveLength(10); // the chart shows both lives
  });
  it("the longest life is judged, the latest of equally long ones", () => {
    const lives = (lengths: readonly number[]) => {
      const alloc = lengths.flatMap((length) => Array.from({ length }, (_, i) => [i + 1, i + 1] as const));
      return spaceOf(heapSeriesInputs(snapshots(alloc.length, (i) => ({ alloc: alloc[i] }))));
    };
    expect(lives([4, 2, 3])).toMatchObject({ restarts: [4, 6], judged: [0, 4] });
    expect(lives([3, 3, 2])).toMatchObject({ restarts: [3, 6], judged: [3, 6] });
  });
  it("cannot be seen without counters", () => {
    expect(spaceOf(heapSeriesInputs(snapshots(5, () => ({ alloc: null }))))).toMatchObject({
      restarts: [],
      mergedPoints: 0,
    });
  });
});

describe("equal GC cycles", () => {
  it("are one point, the earliest, as is a file dropped twice", () => {
    const alloc = [
      [1, 10],
      [2, 20],
      [2, 20],
      [2, 20],
      [3, 30],
      [3, 31],
    ] as const;
    const space = spaceOf(heapSeriesInputs(snapshots(6, (i) => ({ alloc: alloc[i] }))));
    expect(space.fileIds).toEqual([0, 1, 4, 5]);
    expect(space).toMatchObject({ mergedPoints: 2, restarts: [] });
    const twice = [...snapshots(3), ...snapshots(3)];
    expect(spaceOf(heapSeriesInputs(twice))).toMatchObject({ mergedPoints: 3, fileIds: [0, 1, 2] });
  });
});

describe("what is no snapshot", () => {
  it.each([
    ["a difference with negative weights", { stacks: [{ frames: ["f"], space: -1 }] }],
    ["a difference over a time, as Go's ?seconds=", { durationNs: SECOND }],
  ])("%s is left out", (_, change) => {
    expect(spaceOf(heapSeriesInputs(snapshots(4, (i) => (i === 1 ? change : {})))).fileIds).toEqual([0, 2, 3]);
    expect(heapSeriesInputs(snapshots(4, () => change))).toEqual([]);
  });
  it("an empty heap is one, at 0", () => {
    const space = spaceOf(heapSeriesInputs(snapshots(3, (i) => (i === 0 ? { stacks: [], alloc: [0, 0] } : {}))));
    expect([...space.totals]).toEqual([0, 8192, 12288]);
    expect([...space.siteValues]).toEqual([0, 8192, 12288]);
  });
});

it("names the stack that grew most through a site, not the largest", () => {
  const stacks = (i: number) => [
    { frames: ["new", "big", "main"], space: 1e6 },
    { frames: ["new", "growing", "main"], space: 1000 * i },
    { frames: ["other", "main"], space: 5 },
  ];
  const space = spaceOf(heapSeriesInputs(snapshots(4, (i) => ({ stacks: stacks(i) }))));
  expect(space.sites.map(({ stack }) => stack)).toEqual([
    ["new", "growing", "main"],
    ["other", "main"],
  ]);
});

it("counts a sample of objects as many as fill a sampling period", () => {
  const stacks = [
    { frames: ["small"], space: 64_000, objects: 1000 }, // of 64 bytes: 4096 / 64
    { frames: ["large"], space: 64_000, objects: 4 }, // of 16,000 bytes: each is sampled
  ];
  const objects = heapSeriesInputs(snapshots(2, () => ({ stacks }))).find(
    ({ sampleType }) => sampleType === "inuse_objects",
  );
  expect(objects?.sites.map(({ quantum }) => quantum)).toEqual([64, 1]);
  expect(objects?.totalQuantum).toBeCloseTo((4096 * 1004) / 128_000, 9);
});
