import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { storeSites } from "../../../src/analysis/escapes/storeSites";
import type { StackCapture } from "../../../src/model/capture";
import type { CodeNames } from "../../../src/model/stacks";
import { bytesSource } from "../../io/byteSource";
import { nameStacks } from "../../profile/testing/nameStacks";
import { perf } from "../perf";
import { unwound } from "../perf/testing/unwound";

const fixture = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(gunzipSync(readFileSync(new URL(`./fixtures/onstack/${name}.gz`, import.meta.url))));

const recorded = fixture("onstack.perf.data");

/** `go tool nm -size`, less 0x400000 of the mapping. */
const FUNCTIONS = [
  ["main.deep", 0x68f60, 187],
  ["main.fill", 0x69020, 22],
] as const;

function namesOf({ codes: { address, length } }: StackCapture): CodeNames {
  const strings = ["runtime.other", ...FUNCTIONS.map(([name]) => name)];
  const func = Int32Array.from(
    address,
    (at) => 1 + FUNCTIONS.findIndex(([, start, size]) => at >= start && at < start + size),
  );
  const none = new Int32Array(length).fill(-1);
  return {
    length,
    strings,
    start: Int32Array.from({ length: length + 1 }, (_, row) => row),
    func,
    file: none,
    line: new Int32Array(length),
    symbol: none,
    rung: new Uint8Array(length),
  };
}

function sitesOf(capture: StackCapture, isWanted = (func: string) => func.startsWith("main.")) {
  const named = nameStacks(capture.modules, capture.codes, capture.stacks, namesOf(capture), []);
  const [profile] = capture.profiles;
  const { perf, mappings, arch } = capture;
  if (profile === undefined || perf === null) throw new Error("no samples");
  const { sites } = storeSites(named, profile, perf.events[0], mappings, perf.threads, arch, null);
  return sites
    .filter(({ func }) => isWanted(func))
    .map((site) => [site.func, site.class, site.samples])
    .sort();
}

// What perf script and the program itself say: fixtures/README.md.
it("first touches of a goroutine's own stack are told from those of the heap by the copies of stacks", async () => {
  const binaries = { onstack: fixture("onstack") };
  const capture = await unwound(bytesSource("onstack.perf.data", recorded), binaries);
  expect(sitesOf(capture)).toEqual([
    ["main.deep", "go-stack", 33],
    ["main.fill", "go-heap", 20],
  ]);
});

it("of stacks that have not been unwound nothing is claimed", async () => {
  const capture = await perf.decode(bytesSource("onstack.perf.data", recorded), { progress() {} });
  if (capture.kind !== "perf") throw new Error("no perf capture");
  const classes = new Set(sitesOf(capture, () => true).map(([, kind]) => kind));
  expect(classes.has("go-heap")).toBe(true);
  expect(classes.has("go-stack")).toBe(false);
});
