import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { givenNames } from "../../src/analysis/savedSession/givenNames";
import { sessionParts } from "../../src/analysis/savedSession/sessionParts";
import type { Capture, StackCapture } from "../../src/model/capture";
import { DecodeError } from "../../src/model/decodeError";
import type { GlobalVariables } from "../../src/model/heapDump";
import type { SavedFile, SavedSession } from "../../src/model/savedSession";
import { formats } from "../formats/registry";
import { bytesSource } from "../io/byteSource";
import { nameStacks } from "../profile/testing/nameStacks";
import { isSession } from "./session";
import { concatenated, read, sessionFile } from "./testing/sessionFile";

/** Of every kind of capture one, as its decoder makes it. */
const FILES = [
  "../../public/samples/perf/cpu-fp.perf.data",
  "../formats/perf/fixtures/dwarf-part.perf.data.gz",
  "../formats/perf/fixtures/spans-part.perf.data.gz",
  "../../public/samples/heap-leak/heap-00.pb.gz",
  "../../public/samples/leakd",
  "../formats/nodeMemory/fixtures/numastat-two-nodes.txt",
  "../formats/memory/fixtures/smaps.txt.gz",
  "../formats/escape/fixtures/leakd-m.txt",
  "../formats/perf/fixtures/kallsyms-part.txt",
  "../formats/gctrace/fixtures/gctrace.txt",
  "../formats/goroutines/fixtures/states-panic.txt.gz",
  "../formats/gotrace/fixtures/1.24.trace",
  "../formats/gotrace/fixtures/cpu-1.26.trace",
  "../formats/heapdump/fixtures/leak1.24.dump.gz",
  "data:,arch,record,depth,limit,truncated,goid\nsw_64,0,12,64,0,7\nsw_64,1,64,64,1,8\n",
] as const;

async function decoded(path: string): Promise<SavedFile> {
  const text = /^data:,(.*)/s.exec(path)?.[1];
  const packed = text === undefined ? readFileSync(new URL(path, import.meta.url)) : new TextEncoder().encode(text);
  const bytes = new Uint8Array(/(data|txt|dump)\.gz$/.test(path) ? gunzipSync(packed) : packed);
  const name = path.replace(/.*\//, "");
  const format = formats.find((one) => one.recognises(bytes.subarray(0, 1 << 16), name));
  const capture = await format?.decode(bytesSource(name, bytes), { progress() {} });
  return savedFile(name, capture ?? null);
}

function savedFile(name: string, capture: Capture | null): SavedFile {
  return {
    name,
    folder: "",
    sizeBytes: 1,
    batch: 1,
    status: capture === null ? "failed" : "ok",
    kind: capture?.kind ?? "unknown",
    chosenSide: null,
    error: null,
    stageFailures: [],
    capture,
  };
}

const files = await Promise.all(FILES.map(decoded));
const session: SavedSession = { app: "0 test", hash: "#/functions?profile=1", files };
/** What the page saves, before it is compressed. */
function sessionContent(saved: SavedSession): Uint8Array {
  return concatenated(sessionParts(saved));
}

const content = sessionContent(session);

/** Of the heap dump, as if the binary had named them. */
const variables: GlobalVariables = {
  file: files.findIndex(({ kind }) => kind === "elf"),
  bias: 0,
  length: 2,
  address: Float64Array.of(0xc000, 0xd000),
  bytes: Float64Array.of(8, 24),
  name: ["main.cache", "main.list"],
};

/** What reading a file gives: the session, or the DecodeError's message. Anything else that is thrown goes through. */
async function outcome(file: Uint8Array): Promise<SavedSession | string> {
  try {
    return await read(file);
  } catch (error) {
    if (error instanceof DecodeError) return error.failure.message;
    throw error;
  }
}

/** The same session with one of its captures changed. */
function withCapture(index: number, change: (capture: StackCapture) => object): Uint8Array {
  const changed = files.map((file, at) =>
    at === index ? { ...file, capture: { ...file.capture, ...change(file.capture as StackCapture) } as Capture } : file,
  );
  return sessionFile(sessionContent({ ...session, files: changed }));
}

it("is what was saved", async () => {
  const file = sessionFile(content);
  expect(isSession(file)).toBe(true);
  expect(files.filter(({ status }) => status === "failed")).toEqual([]);
  expect(new Set(files.map(({ kind }) => kind)).size).toBe(12);
  expect(await read(file)).toEqual(session);
});

it("keeps what JSON has not", async () => {
  const { capture } = files[0] as SavedFile;
  const facts = { "": Number.NaN, $: "column", __proto__: -0, more: Number.NEGATIVE_INFINITY } as const;
  const odd = {
    ...(capture as StackCapture),
    facts: Object.fromEntries([...Object.entries(facts), ["__proto__", "x"]]),
  };
  const [opened] = (await read(sessionFile(sessionContent({ ...session, files: [savedFile("odd", odd)] })))).files;
  expect(opened?.capture?.facts).toEqual(odd.facts);
  expect(Object.getPrototypeOf(opened?.capture?.facts)).toBe(Object.prototype);
});

it("is refused when another version has written it", async () => {
  expect(await outcome(sessionFile(content, 3))).toContain("version 3; this page reads versions 1 to 2");
  expect(await outcome(sessionFile(content, 0))).toContain("version 0");
  const { hash: _, ...older } = session;
  const file = sessionFile(sessionContent(older as SavedSession));
  expect(await outcome(file)).toContain("(saved by 0 test): session: hash is missing");
});

/** What the user chose, as a page of this version saves it. */
const chosen: SavedSession = {
  ...session,
  files: files.map((file): SavedFile => {
    if (file.kind === "elf") return { ...file, lineLength: 4 };
    if (file.kind === "perf") return { ...file, spanRoles: { "probe:x": "init", "probe:y": null } };
    return file.kind === "go-heapdump" ? { ...file, variables } : file;
  }),
  choices: {
    addressText: "0x473208\nleakd+0x73208",
    pteLayout: "core4",
    deviationOptions: { limits: { "perf cpu-clock": 32 }, rules: [["main.old", "main.new"]] },
  },
};

it("keeps what the user chose, and opens sessions from before that was kept", async () => {
  expect(await read(sessionFile(sessionContent(chosen)))).toEqual(chosen);
  expect(await read(sessionFile(content, 1))).toEqual(session);
});

type Choices = NonNullable<SavedSession["choices"]>;

function withChoices(change: Partial<Record<keyof Choices, unknown>>): Uint8Array {
  return sessionFile(sessionContent({ ...chosen, choices: { ...chosen.choices, ...change } as Choices }));
}

function withFileChoice(kind: SavedFile["kind"], change: Partial<Record<keyof SavedFile, unknown>>): Uint8Array {
  const changed = files.map((file) => (file.kind === kind ? ({ ...file, ...change } as SavedFile) : file));
  return sessionFile(sessionContent({ ...session, files: changed }));
}

it.each<[string, Uint8Array, string]>([
  [
    "text of sixteen megabytes",
    withChoices({ addressText: "x".repeat(1 << 24) }),
    "addressText has 16777216 characters",
  ],
  ["a layout that there is not", withChoices({ pteLayout: "core9" }), "pteLayout: "],
  ["no layout", withChoices({ pteLayout: undefined }), "pteLayout is missing"],
  ["a limit of no frames", withChoices({ deviationOptions: { limits: { x: 0 }, rules: [] } }), "limits has 0"],
  [
    "a limit of NaN frames",
    withChoices({ deviationOptions: { limits: { x: Number.NaN }, rules: [] } }),
    "limits has NaN",
  ],
  [
    "more rules than anyone types",
    withChoices({ deviationOptions: { limits: {}, rules: Array(10_001).fill(["a", "b"]) } }),
    "rules has 10001 entries",
  ],
  ["a rule of three", withChoices({ deviationOptions: { limits: {}, rules: [["a", "b", "c"]] } }), "2 items expected"],
  ["a factor that DWARF has no room for", withFileChoice("elf", { lineLength: 256 }), "lineLength has 256"],
  ["a factor of a half", withFileChoice("elf", { lineLength: 0.5 }), "lineLength has 0.5"],
  ["a factor for a profile", withFileChoice("pprof", { lineLength: 4 }), "no line tables"],
  ["a role that there is not", withFileChoice("perf", { spanRoles: { x: "death-ray" } }), "spanRoles"],
  ["roles of a binary's events", withFileChoice("elf", { spanRoles: {} }), "no events"],
  ["variables of a binary", withFileChoice("elf", { variables }), "no heap dump"],
  ["variables of no binary", withFileChoice("go-heapdump", { variables: { ...variables, file: 99 } }), "no binary"],
  [
    "variables without names",
    withFileChoice("go-heapdump", { variables: { ...variables, name: [] } }),
    "variables.name has 0 rows of 2",
  ],
  [
    "variables in no order",
    withFileChoice("go-heapdump", { variables: { ...variables, address: Float64Array.of(2, 1) } }),
    "not ascending",
  ],
])("choices are not believed: %s", async (_, file, message) => {
  expect(await outcome(file)).toContain(message);
});

it.each<[string, Uint8Array, string]>([
  [
    "a caller after its callee",
    withCapture(0, ({ stacks }) => ({ stacks: { ...stacks, prefix: stacks.prefix.map((_, row) => row) } })),
    "not before its child",
  ],
  [
    "a stack that is not there",
    withCapture(3, ({ profiles }) => ({
      profiles: profiles.map((profile) => ({
        ...profile,
        samples: { ...profile.samples, stack: profile.samples.stack.map(() => 1 << 30) },
      })),
    })),
    "stack[0] is 1073741824",
  ],
  [
    "a column of another type",
    withCapture(0, ({ codes }) => ({ codes: { ...codes, module: new Float64Array(codes.length) } })),
    "codes.module: Int32Array expected",
  ],
  [
    "a table longer than its columns",
    withCapture(0, ({ stacks }) => ({ stacks: { ...stacks, length: 1e15 } })),
    "length is 1000000000000000",
  ],
  ["something that is not expected", withCapture(0, () => ({ constructor: "x" })), "constructor is not expected"],
  ["a module that is a number", withCapture(0, () => ({ modules: [7] })), "modules[0]: object expected, not number"],
  [
    "a kind that the file is not of",
    withCapture(0, () => ({ kind: "pprof" })),
    'files[0] is "perf", "ok" and holds pprof',
  ],
  [
    "an unwinding that ended for no known reason",
    withCapture(1, ({ profiles }) => ({
      profiles: profiles.map((profile) => ({
        ...profile,
        dumps: profile.dumps && { ...profile.dumps, stop: new Uint8Array(profile.samples.length).fill(99) },
      })),
    })),
    "dumps.stop[0] is 99",
  ],
])("is refused with %s", async (_, file, message) => {
  expect(await outcome(file)).toContain(message);
});

/** A file whose text is made by hand, without any column. */
function withText(text: string, claimed = text.length): Uint8Array {
  return sessionFile(concatenated([Uint32Array.of(claimed), new TextEncoder().encode(text)]));
}

it.each<[string, Uint8Array, string]>([
  ["text that is not there", withText("{}", 2 ** 20), "need 1048576 bytes, have 2"],
  ["4 GiB of text", withText("{}", 2 ** 32 - 1), "a text of 4294967295 bytes"],
  ["no JSON", withText("{"), "its text is no JSON"],
  ["no columns", withText("null"), "it lists no columns"],
  [
    "a column of 2^50 rows",
    withText('{"columns":[["Float64Array",1125899906842624]],"value":null}'),
    "need 9007199254740992 bytes",
  ],
  ["a column of -1 rows", withText('{"columns":[["Int32Array",-1]],"value":null}'), "need -4 bytes"],
  ["a column of no type", withText('{"columns":[["constructor",1]],"value":null}'), "a column of no known type"],
  ["a column that is none", withText('{"columns":[],"value":{"$":"column","column":0}}'), "there is no column 0"],
  [
    "a million lists in one another",
    withText(`{"columns":[],"value":${"[".repeat(1e6)}${"]".repeat(1e6)}}`),
    "nested more than 64 deep",
  ],
  ["a kind of value that is none", withText('{"columns":[],"value":{"$":"constructor"}}'), "an unknown kind of value"],
  [
    "entries that are no pairs",
    withText('{"columns":[],"value":{"$":"map","entries":[1]}}'),
    "an entry that is no pair",
  ],
  ["nothing of a session", withText('{"columns":[],"value":{}}'), "is missing"],
  ["a megabyte of zeros a kilobyte long", sessionFile(new Uint8Array(1 << 20)), "its text is no JSON"],
])("claims are not believed: %s", async (_, file, message) => {
  expect(await outcome(file)).toContain(message);
});

it("is refused when it is cut anywhere", async () => {
  const file = sessionFile(content);
  for (let cut = 0; cut < 40; cut++) {
    const length = Math.floor((cut * file.length) / 40);
    expect(typeof (await outcome(file.subarray(0, length))), `cut at ${length}`).toBe("string");
    const inside = Math.floor((cut * content.length) / 40);
    expect(typeof (await outcome(sessionFile(content.subarray(0, inside)))), `content cut at ${inside}`).toBe("string");
  }
});

it("keeps all rules, or is refused, whatever byte is changed", async () => {
  const small = sessionContent({ ...session, files: files.filter(({ kind }) => kind !== "perf" && kind !== "elf") });
  const text = new DataView(small.buffer).getUint32(0, true);
  let state = 1;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  let refused = 0;
  for (let flip = 0; flip < 300; flip++) {
    const changed = small.slice();
    const at = flip % 2 === 0 ? random(text + 4) : random(small.length);
    changed[at] = changed[at] ^ (1 + random(255));
    if (typeof (await outcome(sessionFile(changed))) === "string") refused++; // else it has been checked as any other
  }
  expect(refused).toBeGreaterThan(100);
}, 60_000);

it("names that are given again are the names they were", () => {
  for (const { capture } of files) {
    if (capture === null || !("stacks" in capture)) continue;
    const named = nameStacks(capture.modules, capture.codes, capture.stacks, capture.given, []);
    const again = nameStacks(capture.modules, capture.codes, capture.stacks, givenNames(named), []);
    const texts = ({ strings, funcs, frames, codeSymbol, codeRung }: typeof named) => ({
      funcs: Array.from(frames.func, (func) => strings[funcs.name[func]]),
      files: Array.from(frames.func, (func) => strings[funcs.file[func]]),
      lines: frames.line,
      inlined: frames.inlined,
      symbols: Array.from(codeSymbol, (symbol) => strings[symbol]),
      rungs: codeRung,
    });
    expect(texts(again)).toEqual(texts(named));
    expect(again.frameStart).toEqual(named.frameStart);
  }
});
