import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { pprof } from "../../../workers/formats/pprof";
import { bytesSource } from "../../../workers/io/byteSource";
import { nameStacks } from "../../../workers/profile/testing/nameStacks";
import type { ProfileEntry } from "../../model/session";
import type { CodeTable, Module } from "../../model/stacks";
import { mergeStacks } from "../icicleLayout";
import { stackWeights } from "../stackWeights";
import { exampleSession } from "../testing/exampleSession";
import { filteredBy } from "../testing/filteredBy";
import { printedTop, shownTop } from "../testing/pprofTop";
import { type Difference, difference } from "./difference";
import { differenceSide } from "./differenceSide";
import { isComparable } from "./isComparable";

const samples = "../../../public/samples";
const [example] = exampleSession("1\nmain").files;

async function snapshot(path: string, event = "inuse_space"): Promise<ProfileEntry> {
  const bytes = readFileSync(new URL(`${samples}/${path}.pb.gz`, import.meta.url));
  const capture = await pprof.decode(bytesSource(path, bytes), { progress: () => undefined });
  if (capture.kind !== "pprof") throw new Error(capture.kind);
  const { modules, codes, stacks, given, profiles } = capture;
  const profile = profiles.find((each) => each.event === event) ?? profiles[0];
  return {
    id: 0,
    file: { ...example, capture },
    profile,
    named: nameStacks(modules, codes, stacks, given, []),
    side: null,
  };
}

function diff(base: ProfileEntry, later: ProfileEntry, normalised: boolean) {
  return difference(differenceSide(base), differenceSide(later), normalised);
}

const oracle = (name: string) => readFileSync(new URL(`fixtures/${name}.txt`, import.meta.url), "utf8");

it.each([
  ["map.base", "heap-leak/heap-00", "heap-leak/heap-11", "inuse_space", false],
  ["map.base-normalize", "heap-leak/heap-00", "heap-leak/heap-11", "inuse_space", true],
  ["healthy-map.base", "heap-healthy/heap-11", "heap-leak/heap-11", "inuse_space", false],
  ["sw64-map.base", "sw64-heap-leak/heap-00", "sw64-heap-leak/heap-11", "alloc_objects", false],
] as const)("%s is what go tool pprof prints", async (name, base, later, event, normalised) => {
  const made = diff(await snapshot(base, event), await snapshot(later, event), normalised);
  expect(shownTop(made)).toEqual(printedTop(oracle(name)));
});

it("frames that filters have taken out are in neither profile", async () => {
  const rules = [
    { kind: "hide", pattern: "newSession|^runtime" },
    { kind: "show_from", pattern: "^main" },
  ] as const;
  const filter = { rules, granularity: "lines" } as const;
  const [base, later] = await Promise.all(
    ["heap-leak/heap-00", "heap-leak/heap-11"].map(async (path) => {
      const entry = await snapshot(path, "alloc_space");
      return { ...entry, ...filteredBy(entry, filter) };
    }),
  );
  expect(shownTop(diff(base, later, false))).toEqual(printedTop(oracle("map.base-hide")));
});

it("-diff_base differs in the total only: that of the base", async () => {
  const made = diff(await snapshot("heap-leak/heap-00"), await snapshot("heap-leak/heap-11"), false);
  expect({ ...shownTop(made), total: made.baseTotal }).toEqual(printedTop(oracle("map.diff_base")));
  expect(made.laterTotal).toBe(49_438_189); // go tool pprof -top heap-11.pb.gz
});

/** An entry whose codes lie in one module, at addresses that count from where it begins. */
function placed(text: string, module: Partial<Module>, addresses: readonly number[], flags = 0): ProfileEntry {
  const [entry] = exampleSession(text).profiles;
  const length = entry.named.codeRung.length;
  const codes: CodeTable = {
    length,
    module: new Int32Array(length),
    address: Float64Array.from({ length }, (_, code) => addresses[code] ?? 0),
    flags: new Uint8Array(length).fill(flags),
  };
  const modules: Module[] = [
    { path: "/srv/leakd", buildId: null, addressing: "file-offset", pid: -1, anchor: null, ...module },
  ];
  const capture = { kind: "perf", codes } as unknown as NonNullable<ProfileEntry["file"]["capture"]>;
  return { ...entry, file: { ...example, capture }, named: { ...entry.named, modules } };
}

const weightsOf = ({ samples }: Difference) => [...samples.weight];

it("one code at one offset is one frame, whatever the numbering of the captures", () => {
  const [base, later] = [
    placed("5     2\nmain  main\nf     g", { buildId: "aa" }, [16, 32, 48]),
    placed("3     9\nmain  main\ng     f", { buildId: "aa" }, [16, 48, 32]),
  ];
  const made = diff(base, later, false);
  expect(weightsOf(made).sort()).toEqual([1, 4]);
  expect(shownTop(made)).toEqual({ total: 5, rows: { main: "0 5", f: "4 4", g: "1 1" } });
});

it("codes of one function at two addresses stay two; of two builds only the names count", () => {
  const text = "5\nmain\nf";
  const [a, b] = [placed(text, { buildId: "aa" }, [16, 32]), placed(text, { buildId: "aa" }, [16, 33])];
  expect(weightsOf(diff(a, b, false)).sort()).toEqual([-5, 5]);
  expect(weightsOf(diff(a, placed(text, { buildId: "bb" }, [99, 98]), false))).toEqual([]);
});

it("what shrank and what grew below one caller does not cancel out in the picture", () => {
  const made = diff(
    exampleSession("9     1\nmain  main\nf     g").profiles[0],
    exampleSession("1     9\nmain  main\nf     g").profiles[0],
    false,
  );
  const merged = mergeStacks(made.named, stackWeights(made.named, made));
  expect([...merged.weight].sort((x, y) => x - y)).toEqual([8, 8, 16]);
  expect([...merged.change].sort((x, y) => x - y)).toEqual([-8, 0, 8]);
});

it("samples without a stack, and an empty side", () => {
  const [empty] = exampleSession("0\nmain").profiles;
  const made = diff(empty, exampleSession("7\nmain").profiles[0], true);
  expect(weightsOf(made)).toEqual([]); // scaled to nothing, as -normalize does
  const { profile } = empty;
  const without = { ...profile.samples, stack: Int32Array.of(-1), weight: Float64Array.of(4) };
  const stackless = { ...empty, profile: { ...profile, samples: without } };
  expect(shownTop(diff(stackless, empty, false))).toEqual({ total: 4, rows: {} });
});

it("only profiles of one event and unit are compared", () => {
  const [{ profile }] = exampleSession("1\nmain").profiles;
  expect(isComparable(profile, { ...profile })).toBe(true);
  expect(isComparable(profile, { ...profile, unit: "count" })).toBe(false);
});
