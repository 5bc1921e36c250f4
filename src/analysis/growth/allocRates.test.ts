import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { pprof } from "../../../workers/formats/pprof";
import { bytesSource } from "../../../workers/io/byteSource";
import { nameStacks } from "../../../workers/profile/testing/nameStacks";
import type { StackCapture } from "../../model/capture";
import type { HeapEntry } from "./heapFile";
import { judgeSeries } from "./judgeSeries";
import { heapSeriesInputs } from "./series";

async function entryOf(number: number): Promise<HeapEntry> {
  const name = `heap-${String(number).padStart(2, "0")}.pb.gz`;
  const bytes = readFileSync(new URL(`../../../public/samples/heap-leak/${name}`, import.meta.url));
  const capture = (await pprof.decode(bytesSource(name, bytes), { progress: () => undefined })) as StackCapture;
  const named = nameStacks(capture.modules, capture.codes, capture.stacks, capture.given, []);
  return { file: { id: number, name, folder: "" }, capture, named };
}

/*
 * `go tool pprof -symbolize=none -unit=B -top -trim=false -sample_index=alloc_space` (alloc_objects) of the first, the ninth
 * and the last of the twelve profiles prints the amounts, `-raw` the times.
 */
const SECONDS = 23.624680044 - 20.793310922;
const LATER_SECONDS = 23.624680044 - 22.846397272; // from heap-08 on
const PRINTED = [
  {
    sampleType: "inuse_space",
    total: 2539725382 - 200075095,
    later: 2539725382 - 1898432613,
    newSession: 2509377540 - 199962735,
  },
  { sampleType: "inuse_objects", total: 3487801 - 276950, later: 3487801 - 2615675, newSession: 3424984 - 275538 },
];

it.each(PRINTED)("$sampleType: what was allocated meanwhile, in use or not", async ({ sampleType, ...printed }) => {
  const entries = await Promise.all(Array.from({ length: 12 }, (_, number) => entryOf(number)));
  const input = heapSeriesInputs(entries).find((one) => one.sampleType === sampleType);
  if (input === undefined) throw new Error(sampleType);
  const { allocPerS, sites } = judgeSeries(input);
  expect(allocPerS).toBeCloseTo(printed.total / SECONDS, 2);
  const ofFunction = sites.filter(({ func }) => func === "main.newSession");
  expect(ofFunction.reduce((sum, site) => sum + (site.allocPerS ?? 0), 0)).toBeCloseTo(printed.newSession / SECONDS, 2);
  expect(judgeSeries({ ...input, judged: [8, 12] }).allocPerS).toBeCloseTo(printed.later / LATER_SECONDS, 2);
  expect(judgeSeries({ ...input, allocated: null })).toMatchObject({ allocPerS: null });
});
