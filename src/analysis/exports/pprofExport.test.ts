import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { perf } from "../../../workers/formats/perf";
import { unwound } from "../../../workers/formats/perf/testing/unwound";
import { pprof } from "../../../workers/formats/pprof";
import { bytesSource } from "../../../workers/io/byteSource";
import { gzip } from "../../../workers/io/gzip";
import { assertCaptureIntegrity } from "../../../workers/profile/integrity";
import { nameStacks } from "../../../workers/profile/testing/nameStacks";
import { symbolizeModule } from "../../../workers/symbolize/symbolizeModule";
import type { StackCapture } from "../../model/capture";
import type { ArgColumn, Profile } from "../../model/profile";
import type { ProfileEntry, SessionFile } from "../../model/session";
import type { NamedStacks } from "../../model/stacks";
import { difference } from "../difference/difference";
import { differenceSide } from "../difference/differenceSide";
import { expandedStacks } from "../expandedStacks";
import { stackWeights } from "../stackWeights";
import { exampleSession } from "../testing/exampleSession";
import { filteredBy } from "../testing/filteredBy";
import { printedTop, shownTop } from "../testing/pprofTop";
import { differenceTables, type ExportTables, exportedCapture, exportTables, mainFirst } from "./exportTables";
import { foldedStacks } from "./foldedStacks";
import { pprofProfile } from "./pprofProfile";

const read = (path: string): Uint8Array => readFileSync(new URL(path, import.meta.url));
const fixtures = "../../../workers/formats/perf/fixtures";
const [example] = exampleSession("1\nmain").files;

/** A capture whose modules of one name are named from a binary. */
async function entryOf(capture: StackCapture, binary: string, bytes: Uint8Array): Promise<ProfileEntry> {
  const { codes, modules, mappings } = capture;
  const byModule = await Promise.all(
    modules.map(async (module, index) => {
      const rows = Int32Array.from([...codes.module.keys()].filter((code) => codes.module[code] === index));
      const runtime = module.path.endsWith(`/${binary}`) ? bytesSource(binary, bytes) : null;
      const wanted = { addresses: rows.map(() => 0), flags: Uint8Array.from(rows, (code) => codes.flags[code]) };
      const addresses = Float64Array.from(rows, (code) => codes.address[code]);
      const files = { runtime, debug: null, alt: null, split: [], symbols: null };
      const own = mappings.filter((mapping) => mapping.module === index);
      return { codes: rows, names: await symbolizeModule(module, own, { ...wanted, addresses }, files) };
    }),
  );
  const named = nameStacks(modules, codes, capture.stacks, capture.given, byModule);
  return asEntry(capture, named);
}

function asEntry(capture: StackCapture, named: NamedStacks, index = 0): ProfileEntry {
  const file: SessionFile = { ...example, capture };
  return { id: 0, file, profile: capture.profiles[index], named, side: null };
}

async function decoded(bytes: Uint8Array): Promise<StackCapture> {
  const capture = await pprof.decode(bytesSource("exported.pb.gz", bytes), { progress: () => undefined });
  if (capture.kind !== "pprof") throw new Error(capture.kind);
  assertCaptureIntegrity(capture);
  expect(capture.losses).toEqual([]);
  return capture;
}

function tablesOf(entry: ProfileEntry, siblings: readonly Profile[] = []): ExportTables {
  return exportTables(entry.named, entry.profile, siblings, exportedCapture(entry));
}

async function reread(entry: ProfileEntry): Promise<StackCapture> {
  const profiles = entry.file.capture !== null && "profiles" in entry.file.capture ? entry.file.capture.profiles : [];
  return decoded(gzip(pprofProfile(tablesOf(entry, profiles))));
}

const named = ({ modules, codes, stacks, given }: StackCapture) => nameStacks(modules, codes, stacks, given, []);

async function perfCapture(): Promise<StackCapture> {
  const capture = await perf.decode(bytesSource("cpu-fp", read(`${fixtures}/cpu-fp.perf.data`)), { progress() {} });
  if (capture.kind !== "perf") throw new Error(capture.kind);
  return capture;
}

describe.each([
  {
    name: "cpu-fp",
    entry: async () => entryOf(await perfCapture(), "leakd", read("../../../public/samples/leakd")),
  },
  {
    name: "dwarf-zstd",
    entry: async () => {
      const tree = read("../../../workers/object/elf/fixtures/tree");
      const source = bytesSource("dwarf-zstd", read(`${fixtures}/dwarf-zstd.perf.data`));
      return entryOf(await unwound(source, { tree }), "tree", tree);
    },
  },
])("$name as pprof", ({ name, entry }) => {
  it("has the figures that go tool pprof prints of it, and that the page shows", async () => {
    const oracle = printedTop(readFileSync(new URL(`fixtures/${name}.txt`, import.meta.url), "utf8"));
    expect(Object.keys(oracle.rows).length).toBeGreaterThan(50);
    const made = await entry();
    const capture = await reread(made);
    const profile = capture.profiles[capture.pprof?.defaultSampleType ?? 0];
    expect(profile.event).toBe("cpu-clock");
    expect(shownTop({ named: named(capture), samples: profile.samples })).toEqual(oracle);
    expect(shownTop({ named: made.named, samples: made.profile.samples })).toEqual(oracle);
    expect(capture.profiles[0].samples.weight.reduce((sum, count) => sum + count, 0)).toBe(made.profile.samples.length);
  });
});

it("mappings keep their build ids, addresses their place, the main binary comes first", async () => {
  const original = await perfCapture();
  const capture = await reread(asEntry(original, named(original)));
  expect(capture.facts["build_id"]).toBe("15d050526cb767fd78f13742b8e5c891c7b91ab4"); // readelf -n public/samples/leakd
  const places = ({ modules, codes }: StackCapture) =>
    new Set(Array.from(codes.address, (address, code) => `${modules[codes.module[code]]?.path} ${address}`));
  const [before, after] = [places(original), places(capture)];
  expect([...after].filter((place) => !before.has(place))).toEqual([]);
  expect(mainFirst(original.modules)[0]).toBe(original.modules.findIndex(({ path }) => path.endsWith("/leakd")));
});

it("a heap profile keeps its sample types, times and period", async () => {
  const original = await decoded(read("../../../workers/formats/pprof/fixtures/map-heap.pb.gz"));
  const again = await reread(asEntry(original, named(original), 1));
  expect(again.profiles.map(({ event, unit }) => `${event}/${unit}`)).toEqual(
    original.profiles.map(({ event, unit }) => `${event}/${unit}`),
  );
  original.profiles.forEach((profile, index) => {
    expect(shownTop({ named: named(again), samples: again.profiles[index].samples })).toEqual(
      shownTop({ named: named(original), samples: profile.samples }),
    );
  });
  const starts = [...(again.pprof?.mappingStarts ?? [])].sort();
  expect(starts).toEqual([...(original.pprof?.mappingStarts ?? [])].sort());
  expect({ ...again.pprof, mappingStarts: [] }).toEqual({ ...original.pprof, mappingStarts: [], defaultSampleType: 1 });
});

it("labels stay with their samples: -tagfocus of the exported profile finds what it finds of the original", async () => {
  const original = await decoded(read("../../../workers/formats/pprof/fixtures/map-heap.pb.gz"));
  const again = await reread(asEntry(original, named(original), 1));
  const rules = [{ kind: "tagfocus", pattern: "bytes=4kb:" }] as const;
  const entry = filteredBy(asEntry(again, named(again), 1), { rules });
  const [, section = ""] = readFileSync(new URL("../frameRules/fixtures/top.txt", import.meta.url), "utf8").split(
    "$ map-heap alloc_space -tagfocus=bytes=4kb:\n",
  );
  const printed = printedTop(section.split("\n$ ")[0] ?? "");
  expect(shownTop({ named: entry.named, samples: entry.profile.samples })).toEqual(printed);
  expect(Object.keys(printed.rows).length).toBeGreaterThan(40);
});

it("texts and numbers as labels, with units; a label that a sample lacks is not written", async () => {
  const session = exampleSession("5     7     1     2\nmain  main  main  main");
  const [entry] = session.profiles;
  const args: readonly ArgColumn[] = [
    { name: "job", kind: "string", values: Int32Array.of(0, 1, 0, -1), strings: ["sync", "upload"] },
    { name: "wait", kind: "number", values: Float64Array.of(1, 1, 1, Number.NaN), labelUnit: "milliseconds" },
  ];
  const profile = { ...entry.profile, args };
  const codes = { length: 0, module: new Int32Array(), address: new Float64Array(), flags: new Uint8Array() };
  const capture = { ...entry.file.capture, codes, mappings: [], pprof: {} } as unknown as StackCapture;
  const tables = tablesOf({ ...entry, profile, file: { ...entry.file, capture } }, [profile]);
  const { profiles } = await decoded(pprofProfile({ ...tables, ...RECORDING }));
  const [job, wait] = profiles[0].args;
  expect([...profiles[0].samples.weight]).toEqual([6, 7, 2]);
  expect(job?.kind === "string" && [...job.values].map((text) => job.strings[text] ?? null)).toEqual([
    "sync",
    "upload",
    null,
  ]);
  expect(wait).toMatchObject({ kind: "number", labelUnit: "milliseconds" });
  expect([...(wait?.values ?? [])]).toEqual([1, 1, Number.NaN]);
});

const RECORDING = { timeNs: 0n, durationNs: 0n, periodType: { type: "", unit: "" }, period: 0, comments: [] } as const;

it("a difference: the rows of go tool pprof -base, with signs and labels", async () => {
  const heap = async (name: string) => {
    const capture = await decoded(read(`../../../public/samples/heap-leak/${name}.pb.gz`));
    return differenceSide(asEntry(capture, named(capture), 3));
  };
  const made = difference(await heap("heap-00"), await heap("heap-11"), false);
  const capture = await decoded(pprofProfile(differenceTables(made, { type: "inuse_space", unit: "bytes" })));
  const oracle = readFileSync(new URL("../difference/fixtures/map.base.txt", import.meta.url), "utf8");
  expect(shownTop({ named: named(capture), samples: capture.profiles[0].samples })).toEqual(printedTop(oracle));
  expect(capture.profiles[0].args.map(({ name }) => name)).toEqual(["bytes"]);
  expect(capture.modules[0]?.buildId).toBe("15d050526cb767fd78f13742b8e5c891c7b91ab4");
});

it("samples without a stack and negative weights are in the profile", async () => {
  const session = exampleSession("-5  7  1099511627776\nmain\nf");
  const capture = await decoded(pprofProfile(tablesOf(session.profiles[0])));
  const weights = capture.profiles[1].samples.weight;
  expect([...weights].sort((a, b) => a - b)).toEqual([-5, 1099511627783]);
});

it("frames that were taken out leave locations of the others", async () => {
  const { named: whole, profile } = exampleSession("3\nmain\nf\ng[inl]\nh[inl]").profiles[0];
  const { stacks, leaf } = expandedStacks(whole);
  // without g: the leaf's caller is f
  const shown = { ...stacks, prefix: stacks.prefix.map((row, i) => (i === 3 ? 1 : row)) };
  const without = { ...whole, expanded: { stacks: shown, leaf } };
  const entry = { ...exampleSession("1\nmain").profiles[0], named: without, profile };
  const capture = await decoded(pprofProfile(tablesOf(entry)));
  expect(Object.keys(shownTop({ named: named(capture), samples: capture.profiles[1].samples }).rows)).toEqual([
    "h",
    "f",
    "main",
  ]);
});

it("folded: a line per way of calls, with separators taken out of names", () => {
  const { named, profile } = exampleSession(`
    4     5     6     1
    main  main  main
    f     f     a;b
    g
  `).profiles[0];
  expect(foldedStacks(named, stackWeights(named, profile)).join("").split("\n").sort()).toEqual([
    "",
    "(no stack) 1",
    "main;a,b 6",
    "main;f 5",
    "main;f;g 4",
  ]);
});

it("gzip", () => {
  const bytes = new TextEncoder().encode("profile ".repeat(100));
  expect([...gunzipSync(gzip(bytes))]).toEqual([...bytes]);
  expect([...gzip(bytes).subarray(4, 8)]).toEqual([0, 0, 0, 0]); // no time: equal bytes make equal files
});
