import type { GoTraceCapture } from "../../model/capture";
import type { GoTrace } from "../../model/goTrace";

const MIB = 2 ** 20;
const NO_NUMBERS = new Int32Array(0);
const NO_STACKS = { length: 0, prefix: NO_NUMBERS, frame: NO_NUMBERS };
const NO_CODES = { length: 0, module: NO_NUMBERS, address: new Float64Array(0), flags: new Uint8Array(0) };

/** An execution trace of two collections, without goroutines, stacks and the AllocFree experiment. */
export function exampleTrace(change: Partial<GoTrace> = {}): GoTraceCapture {
  const trace: GoTrace = {
    version: 26,
    startNs: 0n,
    endNs: 4e9,
    clock: null,
    generations: 1,
    isRelative: true,
    events: { HeapAlloc: 5, HeapGoal: 2 },
    heap: {
      timeNs: Float64Array.of(0, 1e9, 1.1e9, 2e9, 3e9, 3.1e9, 4e9),
      heapAlloc: Float64Array.of(2, 4, 2, 3, 6, 3, 4).map((mib) => mib * MIB),
      heapGoal: Float64Array.of(Number.NaN, 4, 4, 4, 4, 6, 6).map((mib) => mib * MIB),
      thinned: 0,
    },
    gcs: { beginNs: Float64Array.of(1e9, 3e9), endNs: Float64Array.of(1.1e9, 3.1e9) },
    goroutines: {
      length: 0,
      created: 0,
      ended: 0,
      id: new Float64Array(0),
      state: new Uint8Array(0),
      reason: NO_NUMBERS,
      stack: NO_NUMBERS,
      creator: NO_NUMBERS,
      createdNs: new Float64Array(0),
      sinceNs: new Float64Array(0),
      thread: NO_NUMBERS,
      creatorThread: NO_NUMBERS,
      reasons: [],
    },
    goroutineCounts: {
      timeNs: new Float64Array(0),
      kinds: { state: new Uint8Array(0), reason: NO_NUMBERS, stack: NO_NUMBERS, creator: NO_NUMBERS },
      point: NO_NUMBERS,
      kind: NO_NUMBERS,
      count: NO_NUMBERS,
      oldestNs: new Float64Array(0),
    },
    spans: null,
    spanCounts: null,
    objects: null,
    goroutineStacks: null,
    ...change,
  };
  const stacks = { modules: [], mappings: [], codes: NO_CODES, stacks: NO_STACKS, given: null, profiles: [] };
  return { kind: "go-trace", arch: null, facts: {}, losses: [], ...stacks, perf: null, pprof: null, trace };
}
