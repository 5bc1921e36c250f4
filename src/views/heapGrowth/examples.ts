import { EMPTY_SESSION, HOSTILE_NAMES } from "../../analysis/testing/exampleSession";
import { exampleTrace } from "../../analysis/testing/exampleTrace";
import { heapEntry } from "../../analysis/testing/heapEntry";
import type { Capture } from "../../model/capture";
import type { Guard, HeapSeries, SiteTrend, Trend, Verdict } from "../../model/growth";
import type { SessionData, SessionFile } from "../../model/session";

const POINTS = 12;
const MIB = 2 ** 20;

/** Sessions to look at this view with. */
export const examples = {
  leaking: sessionWith("main.remember", "leaking"),
  healthy: sessionWith("main.remember", "growing-then-flat"),
  hostile: sessionWith(HOSTILE_NAMES["markup"], "leaking"),
  beside: {
    ...EMPTY_SESSION,
    files: [file(1, "gc.log", gcLog()), file(2, "smaps.txt", maps()), file(3, "heap.txt", stats())],
  },
  trace: { ...EMPTY_SESSION, files: [file(1, HOSTILE_NAMES["markup"], exampleTrace())] },
};

function file(id: number, name: string, capture: Capture): SessionFile {
  const settled = { status: "ok", progress: null, error: null, stageFailures: [], chosenSide: null } as const;
  return { id, name, folder: "", sizeBytes: 1, batch: 1, kind: capture.kind, capture, ...settled };
}

/** Two processes of three collections each, and one line of the scavenger. */
function gcLog(): Capture {
  const row = (...values: number[]) => Float64Array.from(values);
  const none = row(...Array.from({ length: 6 }, () => Number.NaN));
  const cycles = {
    length: 6,
    gc: Int32Array.of(1, 2, 3, 1, 2, 3),
    atS: row(1, 2, 3, 1, 2, 3),
    cpuPercent: row(1, 1, 1, 1, 1, 1),
    startMib: row(4, 6, 8, 4, 6, 8),
    endMib: row(5, 7, 9, 5, 7, 9),
    liveMib: row(2, 3, 4, 2, 3, 4),
    goalMib: row(4, 6, 8, 4, 6, 8),
    stacksMib: none,
    globalsMib: none,
    forced: new Uint8Array(6),
  };
  const scavenges = {
    length: 1,
    backgroundKib: row(2048),
    eagerKib: row(Number.NaN),
    retainedKib: row(8192),
    utilPercent: row(90),
    cyclesBefore: Int32Array.of(3),
  };
  return { kind: "gctrace", arch: null, facts: {}, losses: [], trace: { cycles, scavenges, restarts: [3] } };
}

function maps(): Capture {
  const totals = (rss: number) => ({ mappings: 1, rss: rss * MIB, hugePages: 0, lazyFree: 0 });
  const smaps = {
    rss: 100 * MIB,
    goHeap: totals(60),
    anonymous: totals(20),
    brk: totals(10),
    files: totals(10),
    isRollup: false,
  };
  return { kind: "memory", arch: null, facts: {}, losses: [], smaps };
}

/** A heap profile with debug=1, for what it ends with. */
function stats(): Capture {
  const { capture } = heapEntry({ stacks: [{ frames: ["main.remember"], space: 40 * MIB }] });
  const memStats = {
    HeapAlloc: 40 * MIB,
    HeapInuse: 45 * MIB,
    HeapIdle: 20 * MIB,
    HeapReleased: 15 * MIB,
    Stack: 8 * MIB,
    "MSpan sys": 3 * MIB,
    "MCache sys": MIB,
    BuckHashSys: MIB,
    GCSys: 6 * MIB,
    OtherSys: MIB,
  };
  return { ...capture, pprof: capture.pprof === null ? null : { ...capture.pprof, memStats } };
}

function sessionWith(func: string, verdict: Verdict): SessionData {
  const leak = site(func, verdict, (point) => (4 + 3 * point) * MIB, 0.9);
  const cache = site("main.(*cache).put", "growing-then-flat", (point) => 5 * MIB * (1 - Math.exp(-point / 3)), 0.1);
  const flat = site("runtime.malg", "flat", () => 2 * MIB, 0);
  const series: HeapSeries = {
    program: "leakd",
    sampleType: "inuse_space",
    unit: "bytes",
    fileIds: Array.from({ length: POINTS }, (_, point) => point),
    timesNs: Array.from({ length: POINTS }, (_, point) => 1_700_000_000_000_000_000n + BigInt(point) * 60_000_000_000n),
    timed: true,
    mergedPoints: 1,
    restarts: [2],
    judged: [2, POINTS],
    total: trend(verdict, (point) => [leak, cache, flat].reduce((sum, { values }) => sum + values[point], 0)),
    allocPerS: 2 * MIB,
    sites: [leak, cache, flat],
  };
  const untimed = {
    ...series,
    sampleType: "inuse_objects",
    unit: "count",
    timed: false,
    allocPerS: null,
    restarts: [],
    mergedPoints: 0,
  };
  return { ...EMPTY_SESSION, heapSeries: [series, untimed] };
}

function site(func: string, verdict: Verdict, valueAt: (point: number) => number, shareOfGrowth: number): SiteTrend {
  const stack = [func, "main.handle", "net/http.(*conn).serve", "runtime.goexit"];
  const allocPerS = valueAt(POINTS) / 60;
  return { ...trend(verdict, valueAt), func, file: "/srv/demo/main.go", line: 120, stack, shareOfGrowth, allocPerS };
}

function trend(verdict: Verdict, valueAt: (point: number) => number): Trend {
  const values = Float64Array.from({ length: POINTS }, (_, point) => valueAt(point));
  const [first, last] = [values[2], values[POINTS - 1]];
  const slopePerS = (last - first) / (60 * (POINTS - 3));
  const leaks = verdict === "leaking";
  return {
    values,
    first,
    last,
    slopePerS,
    slopeCi: [slopePerS * 0.9, slopePerS * 1.1],
    pValue: 0.0001,
    effectivePoints: 10,
    verdict,
    guards: [
      guard("points", true, 10, 10),
      guard("trend", leaks, leaks ? 0.0001 : 0.2, 0.05),
      guard("slope", true, slopePerS * 0.9, 0),
      guard("size", true, last - first, MIB),
      guard("later-half", leaks, leaks ? 1 : 0.2, 0.5),
      guard("shape", leaks, leaks ? -4 : 7, 2),
      guard("straight", leaks, leaks ? 5 : -3, 0.7),
    ],
  };
}

function guard(id: Guard["id"], passed: boolean, value: number, limit: number): Guard {
  return { id, passed, value, limit };
}
