import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { heapdump } from "../../../workers/formats/heapdump";
import { bytesSource } from "../../../workers/io/byteSource";
import { globalVariables } from "../../../workers/symbolize/globalVariables";
import type { GlobalVariables, HeapDump, HeldHeap } from "../../model/heapDump";
import { NOT_ALONE, UNREACHED } from "../../model/heapDump";
import { EMPTY_SESSION, exampleSession } from "../testing/exampleSession";
import { globalPointers } from "./globalPointers";
import { holdHeap, holdInput } from "./holdHeap";
import { holdersOfSite } from "./ofSite";
import { heaviestBelow, holderName, nodeName, retainedAtTop, shortestWay } from "./retained";
import { heldByClass, heldSites } from "./sites";

/*
 * The expectations come from the dumped program, which prints addresses of its variables and objects, and from
 * fixtures/oracle.py, which finds what a variable retains by leaving it out.
 */
const FIXTURES = join(import.meta.dirname, "../../../workers/formats/heapdump/fixtures");

async function dumpOf(name: string): Promise<HeapDump> {
  const bytes = gunzipSync(readFileSync(join(FIXTURES, `${name}.dump.gz`)));
  const capture = await heapdump.decode(bytesSource(name, bytes), { progress: () => undefined });
  if (capture.kind !== "go-heapdump") throw new Error(capture.kind);
  return capture.dump;
}

function named(dump: HeapDump, ...binaries: string[]): Promise<GlobalVariables | null> {
  const pointers = globalPointers(dump);
  if (pointers === null) throw new Error("the dump has no variables");
  return globalVariables(
    binaries.map((name) => bytesSource(name, readFileSync(join(FIXTURES, name)))),
    pointers,
  );
}

const truthOf = (name: string): Record<string, number> =>
  Object.fromEntries(
    readFileSync(join(FIXTURES, `${name}.txt`), "utf8")
      .trim()
      .split("\n")
      .map((line) => line.split(" "))
      .map(([key, value]) => [key, Number(value)]),
  );
const oracleOf = (name: string): Record<string, number> =>
  JSON.parse(readFileSync(join(FIXTURES, `${name}.json`), "utf8"));

/** What is retained by the holder of this name. */
function retainedBy(dump: HeapDump, held: HeldHeap, name: string): number | undefined {
  return retainedAtTop(dump, held, 10_000).find((row) => row.name === name)?.bytes;
}

describe.each(["1.24", "1.24-pie"])("Go %s with its binary", (version) => {
  const name = `leak${version}`;

  it("names the global that leaks, with 95 % or more of the leaked bytes", async () => {
    const dump = await dumpOf(name);
    const variables = await named(dump, `${name}.symbols`);
    const held = holdHeap(holdInput(dump, variables));
    const [first] = retainedAtTop(dump, held, 1);
    expect(first).toMatchObject({ kind: "global", name: "main.sessions" });
    const leaked = 1000 * (truthOf(name)["session_bytes"] + 208); // [200]byte is of the class of 208
    expect(first.bytes).toBeGreaterThanOrEqual(0.95 * leaked);
    const oracle = oracleOf(name);
    expect(first.bytes).toBe(oracle["sessions"]);
    expect(retainedBy(dump, held, "main.settings")).toBe(oracle["settings"]);
    expect(retainedBy(dump, held, "main.list")).toBe(oracle["list"]);
    expect(held.unreached.bytes).toBe(oracle["unreached"] - oracle["only_finalizers"]);
    expect(held.reached.bytes + held.unreached.bytes).toBe(oracle["bytes"]);
  });

  it("takes the variables' places from the binary, however far the process was moved", async () => {
    const dump = await dumpOf(name);
    const variables = await named(dump, `${name}.symbols`);
    const at = variables?.name.indexOf("main.list") ?? -1;
    expect(variables?.address[at]).toBe(truthOf(name)["list"]);
    if (version === "1.24") expect(variables?.bias).toBe(0);
    else expect(variables?.bias).toBeGreaterThan(0);
  });
});

it("passes over binaries of other programs, and names nothing without the right one", async () => {
  const dump = await dumpOf("leak1.24");
  expect((await named(dump, "leak1.24-pie.symbols", "leak1.24.symbols"))?.file).toBe(1);
  expect(await named(dump, "leak1.24-pie.symbols")).toBeNull();
  const held = holdHeap(holdInput(dump, null));
  const [first] = retainedAtTop(dump, held, 1);
  expect(first.name).toMatch(/^bss\+0x[0-9a-f]+$/);
  expect(dump.bss?.address).toBe(truthOf("leak1.24")["sessions"] - Number(first.name.slice(4)));
});

it.each(["1.19", "1.22", "1.23", "1.26", "1.27"])(
  "finds what leaks in a dump of Go %s by its place",
  async (version) => {
    const name = `leak${version}`;
    const dump = await dumpOf(name);
    const held = holdHeap(holdInput(dump, null));
    const [truth, oracle] = [truthOf(name), oracleOf(name)];
    const ofVariable = (address: number): number | undefined => {
      const { holders } = held;
      const row = holders.number.indexOf(address);
      return held.retained[held.objects + row];
    };
    expect(ofVariable(truth["sessions"])).toBe(oracle["sessions"]);
    expect(ofVariable(truth["list"])).toBe(oracle["list"]);
    expect(held.unreached.bytes).toBe(oracle["unreached"] - oracle["only_finalizers"]);
    const hold = retainedAtTop(dump, held, 1000).find(({ name: root }) => /^goroutine \d+ main\./.test(root));
    expect(hold).toMatchObject({ kind: "goroutine", bytes: oracle["hold"] });
  },
);

it("finds the shortest way from a variable", async () => {
  const dump = await dumpOf("leak1.24");
  const held = holdHeap(holdInput(dump, await named(dump, "leak1.24.symbols")));
  const [truth, oracle] = [truthOf("leak1.24"), oracleOf("leak1.24")];
  const wayTo = (address: number) => shortestWay(held, dump.objects.address.indexOf(address));
  const way = wayTo(truth["one_payload"]);
  expect(way).toHaveLength(oracle["steps_to_payload"] + 1);
  expect(nodeName(dump, held, way[0])).toBe("main.sessions");
  expect(nodeName(dump, held, way.at(-2) ?? 0)).toBe("208 B main.newSession leak.go:29");
  expect(wayTo(truth["last_of_list"])).toHaveLength(oracle["steps_to_last"] + 1);
  expect(nodeName(dump, held, wayTo(truth["one_table"])[0])).toBe("main.settings");
  const [first] = retainedAtTop(dump, held, 1);
  expect(shortestWay(held, heaviestBelow(held, first.node)).length).toBeGreaterThan(2);
});

it("sums objects by size class and holder, and sampled ones by where they were allocated", async () => {
  const dump = await dumpOf("leak1.24");
  const held = holdHeap(holdInput(dump, await named(dump, "leak1.24.symbols")));
  const classes = heldByClass(held);
  const [scanned, plain] = [false, true].map((noscan) =>
    classes.find((row) => row.elemBytes === 208 && row.noscan === noscan),
  );
  expect(holderName(held, scanned?.heldBy[0].holder ?? 0)).toBe("main.sessions");
  expect(scanned?.heldBy[0]).toMatchObject({ objects: 1000, bytes: 208_000 });
  expect(holderName(held, scanned?.heldBy[1].holder ?? 0)).toBe("main.list");
  expect(scanned?.heldBy[1].objects).toBe(50);
  expect(plain?.heldBy[0]).toMatchObject({ objects: 1000, bytes: 208_000 });
  expect(classes.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(oracleOf("leak1.24")["bytes"]);
  const sites = heldSites(dump, held).filter(({ func }) => func === "main.newSession");
  expect(sites.map(({ objects, allocs, frees }) => [objects, allocs, frees])).toEqual([
    [1000, 1000, 0],
    [1000, 1000, 0],
  ]);
  for (const site of sites) expect(holderName(held, site.heldBy[0].holder)).toBe("main.sessions");
  const { files } = exampleSession("1\nmain");
  const capture = { kind: "go-heapdump", arch: "x86_64", facts: {}, losses: [], dump } as const;
  const session = {
    ...EMPTY_SESSION,
    files: files.map((file) => ({ ...file, capture })),
    heapDumps: new Map(files.map(({ id }) => [id, { held, binary: null, variables: null }])),
  };
  const [ofSite] = holdersOfSite(session, { func: "main.newSession", file: "/src/leak.go", line: 29 });
  expect(ofSite.heldBy).toEqual([{ name: "main.sessions", share: 1 }]);
  expect(ofSite.site).toEqual({ objects: 2000, bytes: 416_000 });
});

it("lets finalizers hold only what nothing else does", async () => {
  const dump = await dumpOf("leak1.24");
  const held = holdHeap(holdInput(dump, null));
  const row = retainedAtTop(dump, held, 10_000).find(({ kind }) => kind === "finalizer");
  expect(row?.bytes).toBe(oracleOf("leak1.24")["only_finalizers"]);
});

it("says of a dump that is cut before its roots which objects hold which", async () => {
  const dump = await dumpOf("crash1.27");
  const held = holdHeap(holdInput(dump, null));
  const [first] = retainedAtTop(dump, held, 1);
  expect(first).toMatchObject({ kind: "cut", bytes: oracleOf("crash1.27")["bytes"], share: 1 });
  expect(held.unreached.objects).toBe(0);
});

it("keeps every number in its table", async () => {
  for (const name of ["leak1.27", "crash1.27"]) {
    const dump = await dumpOf(name);
    const held = holdHeap(holdInput(dump, null));
    const nodes = held.objects + held.holders.length;
    for (const column of [held.dominator, held.top, held.nearer]) {
      expect(column).toHaveLength(nodes);
      expect(column.every((at) => at >= UNREACHED && at < nodes)).toBe(true);
    }
    expect([...held.child].sort((a, b) => a - b)).toEqual(
      [...held.dominator.keys()].filter((node) => held.dominator[node] !== UNREACHED),
    );
    const tops = [...held.dominator.keys()].filter((node) => held.dominator[node] === NOT_ALONE);
    expect(tops.reduce((sum, node) => sum + held.retained[node], 0)).toBe(held.reached.bytes);
  }
});
