import type { ProfileCapture } from "../../model/capture";
import type { HeapSeries, SiteTrend, Trend, Verdict } from "../../model/growth";
import type { Profile } from "../../model/profile";
import type { NamedCapture, SessionData, SessionFile } from "../../model/session";
import { type NamedStacks, RUNGS } from "../../model/stacks";
import { sidesOf } from "../sides";
import { EMPTY_SESSION } from "../testing/exampleSession";
import { profileFromText } from "../testing/profileFromText";
import { sampledOf } from "../testing/sampledOf";

/** Sessions for tests, made from little. */

/** What a hostile capture may call things: markup, terminal codes, a change of direction, a lone surrogate. */
export const HOSTILE_NAME = '<img src=x onerror=alert(1)>\u202egnp.\x1b[31m\0\ud800"&{{name}}$t(app.title)';

let nextId = 1;

export function exampleFile(change: Partial<SessionFile> = {}): SessionFile {
  return {
    id: nextId++,
    name: "a.perf.data",
    folder: "",
    sizeBytes: 1000,
    batch: 1,
    status: "ok",
    kind: "perf",
    progress: null,
    capture: null,
    error: null,
    stageFailures: [],
    chosenSide: null,
    ...change,
  };
}

export interface ExampleStacks {
  readonly file: SessionFile;
  readonly named: NamedCapture;
}

/** A capture drawn as text (testing/profileFromText.ts). Functions whose name begins with "?" have no name. */
export function exampleStacks(
  text: string,
  change: Partial<SessionFile> = {},
  more: Partial<ProfileCapture> = {},
  profileChange: Partial<Profile> = {},
): ExampleStacks {
  const { named, profile } = profileFromText(text, { event: "cpu-clock", unit: "nanoseconds" });
  const capture: ProfileCapture = {
    kind: "perf",
    arch: "x86_64",
    facts: {},
    losses: [],
    modules: named.modules,
    mappings: [],
    codes: {
      length: named.codeRung.length,
      module: moduleOfCode(named),
      address: new Float64Array(named.codeRung.length),
      flags: new Uint8Array(named.codeRung.length),
    },
    stacks: named.recorded,
    given: null,
    profiles: [{ ...profile, ...profileChange }],
    perf: null,
    pprof: null,
    ...more,
  };
  const file = exampleFile({ kind: capture.kind, capture, ...change });
  const codeRung = Uint8Array.from(named.codeRung, (rung, code) => {
    const name = named.strings[named.codeSymbol[code]] ?? "";
    return name.startsWith("?") ? RUNGS.indexOf("none") : rung;
  });
  return {
    file,
    named: {
      stacks: { ...named, modules: capture.modules, codeRung },
      sampled: sampledOf(capture),
      matches: capture.modules.map(() => ({ match: "none", objectFile: null, files: [] })),
      moduleMs: capture.modules.map(() => 0),
    },
  };
}

function moduleOfCode({ frames, funcs, codeRung }: NamedStacks): Int32Array {
  const modules = new Int32Array(codeRung.length).fill(-1);
  for (let frame = 0; frame < frames.length; frame++) modules[frames.code[frame]] = funcs.module[frames.func[frame]];
  return modules;
}

export function exampleSession(
  files: readonly SessionFile[],
  stacks: readonly ExampleStacks[] = [],
  heapSeries: readonly HeapSeries[] = [],
): SessionData {
  const all = [...stacks.map(({ file }) => file), ...files];
  const sides = sidesOf(all);
  const entries = stacks.flatMap(({ file, named }) =>
    file.capture !== null && "profiles" in file.capture
      ? file.capture.profiles.map((profile) => ({
          file,
          profile,
          named: named.stacks,
          side: sides.get(file.id) ?? null,
        }))
      : [],
  );
  return {
    ...EMPTY_SESSION,
    files: all,
    named: new Map(stacks.map(({ file, named }) => [file.id, named])),
    sides,
    profiles: entries.map((entry, id) => ({ id, ...entry })),
    heapSeries,
  };
}

const MIB = 2 ** 20;

export function exampleTrend(verdict: Verdict, change: Partial<Trend> = {}): Trend {
  return {
    values: Float64Array.of(4 * MIB, 48 * MIB),
    first: 4 * MIB,
    last: 48 * MIB,
    slopePerS: MIB / 3600, // 1 MiB per hour
    slopeCi: [MIB / 7200, MIB / 1800],
    pValue: 0.001,
    effectivePoints: 12,
    verdict,
    guards: [],
    ...change,
  };
}

export function exampleSite(func: string, verdict: Verdict, change: Partial<SiteTrend> = {}): SiteTrend {
  return {
    ...exampleTrend(verdict),
    func,
    file: "/srv/demo/store.go",
    line: 41,
    stack: [func, "main.main"],
    shareOfGrowth: 0.9,
    allocPerS: null,
    ...change,
  };
}

export function exampleSeries(
  verdict: Verdict,
  sites: readonly SiteTrend[],
  change: Partial<HeapSeries> = {},
): HeapSeries {
  return {
    program: "leakd",
    sampleType: "inuse_space",
    unit: "bytes",
    fileIds: [],
    timesNs: Array.from({ length: 12 }, (_, i) => BigInt(i) * 60_000_000_000n),
    timed: true,
    mergedPoints: 0,
    restarts: [],
    judged: [0, 12],
    total: exampleTrend(verdict),
    allocPerS: null,
    sites,
    ...change,
  };
}
