import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NodeMemoryCapture } from "../../../src/model/capture";
import { bytesSource } from "../../io/byteSource";
import { nodeMemory } from "./index";
import { timeOfLine } from "./timeLine";

const fixture = (name: string): string => readFileSync(new URL(`./fixtures/${name}`, import.meta.url), "utf8");
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const MIB = 2 ** 20;

async function decode(text: string): Promise<NodeMemoryCapture> {
  const capture = await nodeMemory.decode(bytesSource("x", bytesOf(text)), { progress() {} });
  if (capture.kind !== "node-memory") throw new Error("no node memory");
  return capture;
}

/** Values of one node, a number per dump. */
async function valuesOf(text: string, node: number, name: "process" | "total" | "free" | "reclaimable") {
  const { figures } = (await decode(text)).memory;
  return [...figures[name]].filter((_, row) => figures.node[row] === node);
}

it("recognises each text by its bytes", () => {
  for (const name of [
    "real-loop.txt",
    "real-numastat-p.txt",
    "real-numastat-m.txt",
    "real-numactl.txt",
    "numa_maps-two-nodes.txt",
    "numastat-two-nodes.txt",
    "meminfo-two-nodes.txt",
  ])
    expect(nodeMemory.recognises(bytesOf(fixture(name).slice(0, 4096))), name).toBe(true);
});

it.each([
  "1795450347\n1795450348\n",
  "ffffffff81000000 T _text\n",
  "c000000000-c004c00000 rw-p 00000000 00:00 0 \nRss: 4 kB\n",
  "0x401000\n",
  "node 0\n",
  "a;b 3\n",
])("does not recognise %j", (text) => {
  expect(nodeMemory.recognises(bytesOf(text))).toBe(false);
});

describe("a loop of date, meminfo and numa_maps on a real machine", () => {
  it("has the figures that a sum by another program has", async () => {
    const text = fixture("real-loop.txt");
    const { memory, losses, facts } = await decode(text);
    expect(losses).toEqual([]);
    expect(facts).toEqual({ dumps: 3, timed: true, nodes: 1, process: null });
    // Python: per dump, the sum of N0= times kernelpagesize_kB, and MemTotal, MemFree, FilePages - Shmem + SReclaimable
    expect([...memory.dumps.timeS]).toEqual([1795638321, 1795638322, 1795638323]);
    expect(await valuesOf(text, 0, "process")).toEqual([1880064, 1880064, 1880064]);
    expect(await valuesOf(text, 0, "total")).toEqual([13650571264, 13650571264, 13650571264]);
    expect(await valuesOf(text, 0, "free")).toEqual([8647806976, 8627089408, 8623599616]);
    expect(await valuesOf(text, 0, "reclaimable")).toEqual([4455317504, 4455272448, 4455497728]);
  });

  it("is what numastat and numactl say of it", async () => {
    const [pages] = await valuesOf(fixture("real-loop.txt"), 0, "process");
    const [numastat] = await valuesOf(fixture("real-numastat-p.txt"), 0, "process");
    expect(Math.abs((numastat ?? 0) - (pages ?? 0))).toBeLessThan(MIB / 100);
    expect(await valuesOf(fixture("real-numastat-m.txt"), 0, "total")).toEqual([13018.2 * MIB]);
    expect((await valuesOf(fixture("real-numastat-m.txt"), 0, "reclaimable"))[0]).toBeCloseTo(
      (3730.59 - 8.66 + 527.26) * MIB,
      0,
    );
    const { memory, losses } = await decode(fixture("real-numactl.txt"));
    expect(losses).toEqual([]);
    expect(memory.topology).toEqual([{ node: 0, cpus: [0, 1] }]);
    expect(await valuesOf(fixture("real-numactl.txt"), 0, "free")).toEqual([8249 * MIB]);
  });
});

it.each(["numa_maps", "numastat", "meminfo"])("reads 30 dumps of two nodes: %s", async (name) => {
  const text = fixture(`${name}-two-nodes.txt`);
  const { memory, losses, facts } = await decode(text);
  expect(losses).toEqual([]);
  expect(facts).toMatchObject({ dumps: 30, timed: true, nodes: 2 });
  expect(memory.figures.length).toBe(60);
  expect(memory.process).toBe(name === "numastat" ? "4321 (leakd)" : "");
});

it("counts huge pages in their own size", async () => {
  const text =
    "7f3a5c000000 bind:1 file=/dev/hugepages/pool huge anon=8 N1=8 kernelpagesize_kB=2048\n7ffd1b2c0000 default stack N0=5 kernelpagesize_kB=8\n";
  expect(await valuesOf(text, 1, "process")).toEqual([16 * MIB]);
  expect(await valuesOf(text, 0, "process")).toEqual([5 * 8192]);
});

it("begins a dump where a text begins again, without times", async () => {
  const maps = "00400000 default N0=1 kernelpagesize_kB=4\n00800000 default N1=2 kernelpagesize_kB=4\n";
  const { memory } = await decode(maps + maps);
  expect(memory.dumps.length).toBe(2);
  expect([...memory.dumps.timeS]).toEqual([Number.NaN, Number.NaN]);
  const nodes = "Node 0 MemTotal: 10 kB\nNode 0 MemFree: 4 kB\nNode 1 MemTotal: 10 kB\nNode 1 MemFree: 5 kB\n";
  expect((await decode(nodes + nodes)).memory.dumps.length).toBe(2);
  expect((await decode(maps + nodes)).memory.dumps.length).toBe(1);
  const stat = fixture("real-numastat-p.txt");
  expect((await decode(stat + stat)).memory.dumps.length).toBe(2);
});

it("joins the parts of a table that is too wide", async () => {
  const text = `Per-node process memory usage (in MBs) for PID 7 (a)
                           Node 0          Node 1
                  --------------- ---------------
Private                      1.00            2.00
----------------  --------------- ---------------
Total                        1.00            2.00

                           Node 2           Total
                  --------------- ---------------
Private                      3.00            6.00
----------------  --------------- ---------------
Total                        3.00            6.00
`;
  expect(await valuesOf(text, 0, "process")).toEqual([MIB]);
  expect(await valuesOf(text, 2, "process")).toEqual([3 * MIB]);
});

it("counts lines of no known text", async () => {
  const { losses, memory } = await decode(
    "cat: /proc/4321/numa_maps: No such process\nNode 0 MemTotal: 8 kB\nNode 0 MemFree: 4 kB\n",
  );
  expect(losses).toMatchObject([{ count: 1, first: { code: "Malformed", offset: 0 } }]);
  expect(memory.figures.length).toBe(1);
});

describe("the time before a dump", () => {
  it.each([
    ["1795450347", 1795450347],
    ["1795450347.25", 1795450347.25],
    ["1795450347250", 1795450347.25],
    ["1795450347250000000", 1795450347.25],
    ["=== 1795450347 ===", 1795450347],
    ["2026-11-23T16:52:27+08:00", Date.UTC(2026, 10, 23, 8, 52, 27) / 1000],
    ["2026-11-23 16:52:27+0800", Date.UTC(2026, 10, 23, 8, 52, 27) / 1000],
    ["2026-11-23T08:52:27", Date.UTC(2026, 10, 23, 8, 52, 27) / 1000],
    ["Mon Nov 23 08:52:27 UTC 2026", Date.UTC(2026, 10, 23, 8, 52, 27) / 1000],
    ["Mon Nov  2 08:52:27 PM CST 2026", Date.UTC(2026, 10, 2, 20, 52, 27) / 1000],
    ["12345", null],
    ["1795450347 s", null],
    ["Total 2026", null],
    ["2026-13-45T99:99", null],
  ])("%s", (text, seconds) => {
    const time = timeOfLine(text);
    if (seconds === null) expect(time).toBeNull();
    else expect(time).toBeCloseTo(seconds, 6);
  });
});

it("throws nothing but DecodeErrors, whatever the bytes", async () => {
  const texts = ["numa_maps", "numastat", "meminfo"].map((name) => bytesOf(fixture(`${name}-two-nodes.txt`)));
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...texts),
      fc.uint8Array({ maxLength: 60 }),
      fc.nat(3900),
      async (text, noise, at) => {
        const bytes = text.slice(0, 4096);
        bytes.set(noise, at);
        nodeMemory.recognises(bytes);
        await nodeMemory
          .decode(bytesSource("x", bytes), { progress() {} })
          .catch((error: Error) => expect(error.name).toBe("DecodeError"));
      },
    ),
    { numRuns: 60 },
  );
});
