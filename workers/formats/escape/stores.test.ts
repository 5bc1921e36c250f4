import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { analyzeHere } from "../../../src/analysis/analyses";
import { escapesPart } from "../../../src/analysis/report/escapesPart";
import { exampleSession } from "../../../src/analysis/testing/exampleSession";
import type { Capture, StackCapture } from "../../../src/model/capture";
import type { ReportEscapes } from "../../../src/model/report";
import type { SessionData, SessionFile } from "../../../src/model/session";
import { CODE_RETURN_ADDRESS, type CodeNames } from "../../../src/model/stacks";
import { bytesSource } from "../../io/byteSource";
import { nameStacks } from "../../profile/testing/nameStacks";
import { perf } from "../perf";
import { attrOffset, recordsOf, viewOf, withRecords } from "../perf/testing/perfFile";
import { escapeMessages } from ".";

// The rows of fixtures/README.md, which were written before the analysis.

const fixture = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`./fixtures/stores/${name}`, import.meta.url)));
const recorded = new Uint8Array(gunzipSync(fixture("stores.perf.data.gz")));

/** What `go tool addr2line` says of these file offsets (less 0x400000 of the mapping). */
const LINES: Readonly<Record<number, readonly [func: string, line: number]>> = {
  535743: ["main.describe", 26],
  535744: ["main.describe", 25],
  535896: ["main.reset", 34],
  535897: ["main.reset", 34],
  535974: ["main.hit", 41],
  535975: ["main.hit", 40],
};

function namesOf({ codes }: StackCapture): CodeNames {
  const strings = ["example.com/stores/main.go", "runtime.main"];
  const rows = Array.from(codes.address, (address, code) => {
    const called = address - ((codes.flags[code] ?? 0) & CODE_RETURN_ADDRESS);
    const [name, line] = LINES[called] ?? ["runtime.main", 0];
    if (!strings.includes(name)) strings.push(name);
    return { func: strings.indexOf(name), line };
  });
  return {
    length: rows.length,
    strings,
    start: Int32Array.from({ length: rows.length + 1 }, (_, row) => row),
    func: Int32Array.from(rows, ({ func }) => func),
    file: Int32Array.from(rows, ({ line }) => (line === 0 ? -1 : 0)),
    line: Int32Array.from(rows, ({ line }) => line),
    symbol: new Int32Array(rows.length).fill(-1),
    rung: new Uint8Array(rows.length),
  };
}

async function session(perfData: Uint8Array<ArrayBuffer>, listings: readonly string[]): Promise<SessionData> {
  const capture = await perf.decode(bytesSource("stores.perf.data", perfData), { progress() {} });
  if (capture.kind !== "perf") throw new Error("no perf capture");
  const [example] = exampleSession("main").files;
  if (example === undefined) throw new Error("no file");
  const fileOf = (decoded: Capture, id: number): SessionFile => ({
    ...example,
    id,
    kind: decoded.kind,
    capture: decoded,
  });
  const file = fileOf(capture, 1);
  const named = nameStacks(capture.modules, capture.codes, capture.stacks, namesOf(capture), []);
  const texts = await Promise.all(
    listings.map((name) => escapeMessages.decode(bytesSource(name, fixture(name)), { progress() {} })),
  );
  return {
    ...exampleSession("main"),
    files: [file, ...texts.map((text, i) => fileOf(text, i + 2))],
    profiles: capture.profiles.map((profile, id) => ({ id, file, profile, named, side: null })),
  };
}

async function escapes(perfData: Uint8Array<ArrayBuffer>, ...listings: string[]): Promise<ReportEscapes> {
  const part = await escapesPart(await session(perfData, listings), analyzeHere);
  if (part === null) throw new Error("nothing about escapes");
  return part;
}

const rowsOf = ({ sites }: ReportEscapes) =>
  sites
    .filter((site) => site.store_samples > 0)
    .map((site) => [site.function, site.line, site.store_samples, site.class, site.join, site.message]);

it.each(["m2.txt", "main.json"])("a watched object: its stores by line, with the messages of %s", async (listing) => {
  const part = await escapes(recorded, listing);
  expect(rowsOf(part)).toEqual([
    ["main.hit", 41, 300, "go-heap", "none", ""],
    ["main.reset", 34, 100, "go-heap", "function", ":32 new(counter) escapes to heap"],
    ["main.describe", 26, 50, "go-heap", "line", "i escapes to heap"],
  ]);
  expect(part.classes).toEqual([{ class: "go-heap", samples: 450, share: 1 }]);
  expect(new Set(part.sites.slice(0, 3).map(({ source }) => source))).toEqual(new Set(["breakpoint"]));
  // of the five messages the three that no store is joined with
  expect(
    part.sites
      .slice(3)
      .map(({ line, store_samples }) => [line, store_samples])
      .sort(),
  ).toEqual([
    [19, 0],
    [46, 0],
    [47, 0],
  ]);
});

it("plain -m does not say where functions begin: only lines join", async () => {
  expect(rowsOf(await escapes(recorded, "m.txt")).map(([, , , , join]) => join)).toEqual(["none", "none", "line"]);
});

it("stores without any messages are told too", async () => {
  expect(rowsOf(await escapes(recorded)).map(([name, , samples]) => [name, samples])).toEqual([
    ["main.hit", 300],
    ["main.reset", 100],
    ["main.describe", 50],
  ]);
});

/** Loads and stores in turn, as if the processor had sampled them, to addresses of three classes. */
function sampledByProcessor(): Uint8Array<ArrayBuffer> {
  const LOAD = 2n;
  const STORE = 4n; // PERF_MEM_OP_STORE, in the lowest bits of DATA_SRC
  const WATCHED = 0xc0000160a0n;
  const target = new Map([
    [0x482d59n, 0x52a010n], // main.reset
    [0x482cc0n, 0x7ffcbf5b3000n], // main.describe
  ]);
  let count = 0;
  const records = recordsOf(recorded).map((record) => {
    if (record.type !== 9) return record; // SAMPLE
    const body = record.body.slice();
    const view = viewOf(body);
    const words = Array.from({ length: body.length / 8 }, (_, i) => view.getBigUint64(i * 8, true));
    const [, to = WATCHED] = [...target].find(([ip]) => words.includes(ip)) ?? [];
    view.setBigUint64(words.indexOf(WATCHED) * 8, to, true);
    view.setBigUint64(body.length - 8, count++ % 2 === 0 ? STORE : LOAD, true); // DATA_SRC is the last field
    return { ...record, body };
  });
  const made = new Uint8Array(withRecords(recorded, records));
  viewOf(made).setUint32(attrOffset(made, 0), 4, true); // PERF_TYPE_RAW
  return made;
}

it("made data_src samples: stores only, by class", async () => {
  const part = await escapes(sampledByProcessor(), "m2.txt");
  const rows = part.sites.filter(({ store_samples }) => store_samples > 0);
  expect(rows.map((site) => [site.function, site.store_samples, site.class, site.source])).toEqual([
    ["main.hit", 150, "go-heap", "data_src"],
    ["main.reset", 50, "data", "data_src"],
    ["main.describe", 25, "thread-stack", "data_src"],
  ]);
  expect(part.classes.map(({ class: kind, samples }) => [kind, samples])).toEqual([
    ["go-heap", 150],
    ["data", 50],
    ["thread-stack", 25],
  ]);
});

/** The same as page faults, which is all that SW64 has. */
function faults(): Uint8Array<ArrayBuffer> {
  const made = recorded.slice();
  viewOf(made).setUint32(attrOffset(made, 0), 1, true); // PERF_TYPE_SOFTWARE
  viewOf(made).setBigUint64(attrOffset(made, 0) + 8, 5n, true); // PERF_COUNT_SW_PAGE_FAULTS_MIN
  return made;
}

it("page faults stand in where nothing better was recorded", async () => {
  const data = await session(faults(), []);
  const renamed = {
    ...data,
    profiles: data.profiles.map((entry) => ({ ...entry, profile: { ...entry.profile, event: "minor-faults:u" } })),
  };
  const part = await escapesPart(renamed, analyzeHere);
  // a fault's address is the instruction's own, so here the lines are those behind the stores
  expect(part?.sites.map(({ source, line, store_samples }) => [source, line, store_samples])).toEqual([
    ["first-touch", 40, 300],
    ["first-touch", 34, 100],
    ["first-touch", 25, 50],
  ]);
});
