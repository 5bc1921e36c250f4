import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { type SampledFacts, sampledFacts } from "../../../src/analysis/filter";
import { filterChoices } from "../../../src/analysis/filterChoices";
import { filteredBy } from "../../../src/analysis/testing/filteredBy";
import { bytesSource } from "../../io/byteSource";
import { Cursor } from "../../io/cursor";
import { nameStacks } from "../../profile/testing/nameStacks";
import { emptyMetadata, FEATURES } from "./feature";
import { perf } from "./index";

const fixture = (name: string): Buffer => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));

it("has the nodes that perf report prints, and each thread's last processor as perf script does", async () => {
  const bytes = new Uint8Array(gunzipSync(fixture("numa.perf.data.gz")));
  const capture = await perf.decode(bytesSource("numa", bytes), { progress() {} });
  if (capture.kind !== "perf" || capture.perf === null) throw new Error("no perf capture");
  const { threads, topology } = capture.perf;
  const [, totalKb, freeKb] = /total = (\d+) kB, free = (\d+) kB/.exec(fixture("numa.header.txt").toString()) ?? [];
  expect(topology?.nodes).toEqual([
    { node: 0, cpus: [0, 1], totalBytes: Number(totalKb) * 1024, freeBytes: Number(freeKb) * 1024 },
  ]);
  const lines = gunzipSync(fixture("numa.script.txt.gz")).toString().trim().split("\n");
  const last = new Map<number, number>(); // lines are in the order of time
  for (const line of lines) {
    const [, tid, cpu] = /^\s*(\d+) \[(\d+)\]/.exec(line) ?? [];
    last.set(Number(tid), Number(cpu));
  }
  expect(last.size).toBe(2);
  const ours = threads.flatMap(({ tid }, row) => {
    const cpu = topology?.lastCpu[row] ?? -1;
    return cpu < 0 ? [] : [[tid, cpu] as const];
  });
  expect(new Map(ours)).toEqual(last);
});

it("a node has the samples of its processors, as a choice and as a filter", async () => {
  const bytes = new Uint8Array(gunzipSync(fixture("numa.perf.data.gz")));
  const capture = await perf.decode(bytesSource("numa", bytes), { progress() {} });
  if (capture.kind !== "perf" || capture.perf === null) throw new Error("no perf capture");
  const lines = gunzipSync(fixture("numa.script.txt.gz")).toString().trim().split("\n");
  const onCpu = (cpu: number) => lines.filter((line) => line.includes(` [00${cpu}] `)).length;
  expect(onCpu(0) * onCpu(1)).toBeGreaterThan(0);
  const named = nameStacks(capture.modules, capture.codes, capture.stacks, capture.given, []);
  const profile = capture.profiles.find(({ samples }) => samples.length === lines.length);
  if (profile === undefined) throw new Error("the script is of one event");
  const { threads, topology } = capture.perf;
  const ofBoth = sampledFacts(capture.perf);
  const ofEach = {
    threads,
    nodes: [
      { node: 0, cpus: [0] },
      { node: 1, cpus: [1] },
    ],
  };
  const counted = (facts: SampledFacts) =>
    filterChoices(profile.samples, null, facts).nodes.map(({ id, samples }) => {
      const left = filteredBy({ named, profile }, { nodes: [id] }, facts).profile.samples;
      expect(left.length).toBe(samples);
      return samples;
    });
  expect(topology?.nodes).toHaveLength(1);
  expect(counted(ofBoth)).toEqual([lines.length]);
  expect(counted(ofEach)).toEqual([onCpu(0), onCpu(1)]);
});

/** HEADER_NUMA_TOPOLOGY of these nodes; strings are padded to 64 bytes. */
function feature(nodes: readonly (readonly [node: number, totalKb: number, freeKb: number, cpus: string])[]) {
  const bytes = new Uint8Array(4 + nodes.length * (4 + 8 + 8 + 4 + 64));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, nodes.length, true);
  nodes.forEach(([node, totalKb, freeKb, cpus], i) => {
    const at = 4 + i * 88;
    view.setUint32(at, node, true);
    view.setBigUint64(at + 4, BigInt(totalKb), true);
    view.setBigUint64(at + 12, BigInt(freeKb), true);
    view.setUint32(at + 20, 64, true);
    bytes.set(new TextEncoder().encode(cpus), at + 24);
  });
  return bytes;
}

it("reads lists of processors", () => {
  const metadata = emptyMetadata();
  const bytes = feature([
    [0, 1000, 10, "0-3,8-9"],
    [1, 2000, 20, "4"],
    [2, 3000, 30, ""],
    [3, 4000, 40, "9-4,x,0-4294967295,7"],
  ]);
  FEATURES[14]?.read(new Cursor(bytes, "NUMA_TOPOLOGY", 0), metadata, 0);
  expect(metadata.nodes.map(({ node, cpus, totalBytes, freeBytes }) => [node, cpus, totalBytes, freeBytes])).toEqual([
    [0, [0, 1, 2, 3, 8, 9], 1024000, 10240],
    [1, [4], 2048000, 20480],
    [2, [], 3072000, 30720],
    [3, [7], 4096000, 40960],
  ]);
});
