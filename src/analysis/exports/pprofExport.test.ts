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
import type { ProfileEntry, SessionFile } from "../../model/session";
import type { NamedStacks } from "../../model/stacks";
import { expandedStacks } from "../expandedStacks";
import { stackWeights } from "../stackWeights";
import { exampleSession } from "../testing/exampleSession";
import { printedTop, shownTop } from "../testing/pprofTop";
import { exportTables, mainFirst } from "./exportTables";
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

async function reread(entry: ProfileEntry): Promise<StackCapture> {
  const profiles = entry.file.capture !== null && "profiles" in entry.file.capture ? entry.file.capture.profiles : [];
  return decoded(gzip(pprofProfile(exportTables(entry, profiles))));
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

it("samples without a stack and negative weights are in the profile", async () => {
  const session = exampleSession("-5  7  1099511627776\nmain\nf");
  const capture = await decoded(pprofProfile(exportTables(session.profiles[0], [])));
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
  const capture = await decoded(pprofProfile(exportTables(entry, [])));
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
