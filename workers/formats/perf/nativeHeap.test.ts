import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { expandedStacks } from "../../../src/analysis/expandedStacks";
import { functionTable } from "../../../src/analysis/functionTable";
import { CallerRows } from "../../../src/analysis/nativeHeap/callerRow";
import { callSites } from "../../../src/analysis/nativeHeap/callSites";
import { LIVE_BLOCKS, LIVE_BYTES, liveProfiles } from "../../../src/analysis/nativeHeap/liveProfiles";
import { replayHeap } from "../../../src/analysis/nativeHeap/replayHeap";
import { replayInput } from "../../../src/analysis/nativeHeap/replayInput";
import { stackNames, stackWeights } from "../../../src/analysis/stackWeights";
import type { StackCapture } from "../../../src/model/capture";
import type { NativeHeap } from "../../../src/model/nativeHeap";
import { CODE_RETURN_ADDRESS, type CodeNames, type NamedStacks } from "../../../src/model/stacks";
import { bytesSource } from "../../io/byteSource";
import { nameStacks } from "../../profile/testing/nameStacks";
import { symbolizeModule } from "../../symbolize/symbolizeModule";
import { perf } from "./index";

const fixture = (name: string): Uint8Array => readFileSync(new URL(`./fixtures/native/${name}`, import.meta.url));
const unzipped = (name: string): Uint8Array => new Uint8Array(gunzipSync(fixture(name)));

async function decode(name: string): Promise<StackCapture> {
  const capture = await perf.decode(bytesSource(name, unzipped(name)), { progress() {} });
  if (capture.kind !== "perf") throw new Error("no perf capture");
  return capture;
}

function replayed(capture: StackCapture): NativeHeap {
  const input = replayInput(capture);
  if (input === null) throw new Error("no probes");
  return replayHeap(input);
}

async function named(capture: StackCapture, module: string, binary: Uint8Array): Promise<NamedStacks> {
  const { codes, modules, mappings, stacks, given } = capture;
  const index = modules.findIndex(({ path }) => path.endsWith(`/${module}`));
  const rows = Int32Array.from([...codes.module.keys()].filter((code) => codes.module[code] === index));
  const names = await symbolizeModule(
    modules[index] as (typeof modules)[number],
    mappings.filter((mapping) => mapping.module === index),
    {
      addresses: Float64Array.from(rows, (code) => codes.address[code] ?? 0),
      flags: Uint8Array.from(rows, (code) => codes.flags[code] ?? 0),
    },
    { runtime: bytesSource(module, binary), debug: null, alt: null, split: [], symbols: null },
  );
  return nameStacks(modules, codes, stacks, given, [{ codes: rows, names }]);
}

it("replays malloc, calloc and free to what an independent replay ends with", async () => {
  const { counts } = replayed(await decode("cheap.perf.data.gz"));
  const oracle = Object.fromEntries(
    new TextDecoder()
      .decode(fixture("cheap.replay.txt"))
      .trim()
      .split("\n")
      .map((line) => [line.replace(/ \d+$/, ""), Number(/\d+$/.exec(line)?.[0])]),
  );
  expect({
    allocations: counts.allocations,
    "frees (not of null)": counts.frees,
    "unknown frees": counts.unknownFrees,
    "live blocks": counts.liveBlocks,
    "live bytes": counts.liveBytes,
  }).toEqual(oracle);
  expect(counts).toMatchObject({ doubleFrees: 0, missedFrees: 0, unreturned: 0, unmatchedReturns: 0, unreadable: 0 });
});

it("finds the leak of the program at its inlined call", async () => {
  const capture = await decode("cheap.perf.data.gz");
  const heap = replayed(capture);
  const sites = callSites(heap, await named(capture, "tree-fp", fixture("tree-fp")));
  const byBlocks = [...sites].sort((a, b) => b.blocks - a.blocks);
  // tree-small.c: make_label is inlined into insert; one label in eight is not freed
  expect(byBlocks[0]).toMatchObject({
    allocator: "malloc",
    func: "make_label",
    line: 15,
    blocks: 224,
    bytes: 224 * 24,
  });
  expect(byBlocks.reduce((sum, { blocks }) => sum + blocks, 0)).toBe(226);
  // and by bytes main's array of 20,000 keys
  expect(sites[0]).toMatchObject({ allocator: "malloc", func: "main", blocks: 1, bytes: 160000 });
});

it("threads that end with freed blocks in their caches have no double frees", async () => {
  const { counts } = replayed(await decode("threads.perf.data.gz"));
  // threads.c: three threads free 12 blocks each and keep one; perf script has 36 more frees of the same addresses
  expect(counts).toMatchObject({ doubleFrees: 0, nested: 36, frees: 36 + counts.unknownFrees, liveBlocks: 4 });
});

it("has the inlined caller of an allocator and who called that", async () => {
  const capture = await decode("cheap.perf.data.gz");
  const heap = replayed(capture);
  const stacks = await named(capture, "tree-fp", fixture("tree-fp"));
  const label = callSites(heap, stacks).find(({ func }) => func === "make_label");
  const frames = stackNames(stacks, label?.stacks[0]?.row ?? -1);
  expect(frames.slice(0, 2)).toEqual(["make_label", "insert"]);
  expect(frames).toContain("main");
});

it("shows what is live as profiles, by stacks that begin in the allocator", async () => {
  const capture = await decode("cheap.perf.data.gz");
  const stacks = await named(capture, "tree-fp", fixture("tree-fp"));
  const live = liveProfiles(replayed(capture), stacks);
  const [bytes, blocks] = live.profiles;
  expect([bytes?.event, blocks?.event]).toEqual([LIVE_BYTES, LIVE_BLOCKS]);
  // native/cheap.replay.txt, and tree-small.c: 224 labels of 24 bytes, main's array, the tree's root
  const total = (profile = bytes): number => profile?.samples.weight.reduce((sum, weight) => sum + weight, 0) ?? 0;
  expect([total(bytes), total(blocks)]).toEqual([169472, 226]);
  const { funcs, strings } = live.named;
  const totalOf = (profile: typeof bytes, name: string): number | undefined => {
    if (profile === undefined) return undefined;
    const func = Array.from(funcs.name).findIndex((id) => strings[id] === name);
    return functionTable(live.named, profile.samples).total[func];
  };
  expect([totalOf(blocks, "make_label"), totalOf(bytes, "make_label")]).toEqual([224, 224 * 24]);
  // the allocator is the innermost frame, its direct caller the next
  const weights = stackWeights(live.named, { samples: (blocks as NonNullable<typeof blocks>).samples });
  const innermost = [...weights.self.keys()].filter((row) => (weights.self[row] ?? 0) > 0);
  const labels = innermost.map((row) => stackNames(live.named, row)).filter(([, caller]) => caller === "make_label");
  expect(labels.length).toBeGreaterThan(0);
  expect(new Set(labels.map(([allocator]) => allocator))).toEqual(new Set(["malloc"])); // by its probe: there is no libc
  expect(labels.every(([, , above]) => above === "insert")).toBe(true);
  expect(live.named.recorded.length).toBeLessThan(stacks.recorded.length);
});

it("shows what is live over time, and ends with what is live at the end", async () => {
  const { timeline, counts } = replayed(await decode("cheap.perf.data.gz"));
  expect(timeline.total.at(-1)).toBe(counts.liveBytes);
  expect(Math.max(...timeline.total)).toBeLessThanOrEqual(counts.peakBytes);
  const sums = Array.from(timeline.total, (_, moment) => {
    let sum = 0;
    for (let group = 0; group < timeline.groups; group++)
      sum += timeline.byGroup[group * timeline.total.length + moment] ?? 0;
    return sum;
  });
  expect(sums).toEqual([...timeline.total]);
});

/** Names of codes as perf script prints them, by the address that it prints. */
function scriptNames(text: string): Map<number, string> {
  return new Map(
    [...text.matchAll(/^\t\s*([0-9a-f]+) (\S+)/gm)].map(([, address = "", name = ""]) => [
      Number.parseInt(address, 16),
      name,
    ]),
  );
}

it("shows a C allocator and its Go caller in one stack", async () => {
  const capture = await decode("cgo.perf.data.gz");
  const names = scriptNames(new TextDecoder().decode(unzipped("cgo.script.txt.gz")));
  const { codes, stacks, modules } = capture;
  const strings = Array.from(codes.address, (address) => names.get(address) ?? "?");
  const given: CodeNames = {
    length: codes.length,
    strings,
    start: Int32Array.from({ length: codes.length + 1 }, (_, row) => row),
    func: Int32Array.from(codes.address.keys()),
    file: new Int32Array(codes.length).fill(-1),
    line: new Int32Array(codes.length),
    symbol: new Int32Array(codes.length).fill(-1),
    rung: new Uint8Array(codes.length),
  };
  const namedStacks = nameStacks(modules, codes, stacks, given, []);
  const heap = replayed(capture);
  // forget drops 40 blocks that realloc has made 2,000 bytes; borrow frees its 40
  expect(heap.counts).toMatchObject({ reallocs: 40, unknownReallocs: 0, doubleFrees: 0, unknownFrees: 0 });
  const site = callSites(heap, namedStacks)[0];
  expect(site).toMatchObject({ allocator: "realloc", func: "grow_record", blocks: 40, bytes: 80000 });
  const callers = [
    "grow_record",
    expect.stringMatching(/^_cgo_[0-9a-f]+_Cfunc_grow_record$/),
    "runtime.asmcgocall.abi0",
    "main._Cfunc_grow_record.abi0",
    "main.forget",
    "main.main",
    "runtime.main",
    "runtime.goexit.abi0",
  ];
  expect(stackNames(namedStacks, site?.stacks[0]?.row ?? -1)).toEqual(callers);
  // and as a profile: 40 blocks by one stack from the allocator to Go's main
  const live = liveProfiles(heap, namedStacks);
  const blocks = live.profiles.find(({ event }) => event === LIVE_BLOCKS);
  const row = blocks?.samples.weight.indexOf(40) ?? -1;
  const leaf = expandedStacks(live.named).leaf[blocks?.samples.stack[row] ?? -1] ?? -1;
  const [allocator, ...above] = stackNames(live.named, leaf);
  expect(allocator).toMatch(/realloc$/); // perf script's name of it
  expect(above).toEqual(callers);
});

it("counts blocks of posix_memalign apart", async () => {
  // memalign.c; `perf script` has 13 calls that return 0 twelve times, and frees of 5 addresses that it gave
  const capture = await decode("memalign.perf.data.gz");
  expect(replayed(capture).counts).toMatchObject({
    allocations: 15,
    unplaced: 12,
    unplacedBytes: 12 * 1000 + 66,
    failed: 1,
    frees: 7,
    unplacedFrees: 5,
    unknownFrees: 0,
    doubleFrees: 0,
    liveBlocks: 1,
    liveBytes: 64,
  });
});

it("takes an entry's own stack where that has been unwound", async () => {
  const capture = await decode("cheap.perf.data.gz");
  const stacks = await named(capture, "tree-fp", fixture("tree-fp"));
  const stackOf = (event: string): number =>
    capture.profiles.find((profile) => profile.event === event)?.samples.stack[5] ?? -1;
  const [entry, back] = [stackOf("cheap:malloc"), stackOf("cheap:malloc__return")];
  const callers = new CallerRows(stacks);
  const joined = stackNames(stacks, callers.of(entry, back));
  expect(joined.slice(0, 2)).toEqual(["make_label", "insert"]);
  // as if it were an entry's, beside the return of the root alone
  const expanded = expandedStacks(stacks);
  const root = expanded.leaf.findIndex((row) => row >= 0 && expanded.stacks.prefix[row] === -1);
  expect(stackNames(stacks, callers.of(back, root))).toEqual(joined.slice(2));
  expect(callers.of(-1, -1)).toBe(-1);
});

it("takes what a return probe's stack begins with for a return address", async () => {
  const { profiles, stacks, codes } = await decode("cheap.perf.data.gz");
  const flagsOf = (event: string): Set<number> => {
    const leaves = profiles.find((profile) => profile.event === event)?.samples.stack ?? [];
    return new Set(Array.from(leaves, (stack) => codes.flags[stacks.frame[stack] ?? 0] ?? -1));
  };
  expect(flagsOf("cheap:malloc__return")).toEqual(new Set([CODE_RETURN_ADDRESS]));
  expect(flagsOf("cheap:malloc")).toEqual(new Set([0]));
});
