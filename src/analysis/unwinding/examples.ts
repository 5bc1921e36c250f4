import type { StackDumps } from "../../model/stackDumps";
import { withOrigin } from "../../model/stacks";
import { FRAME_ORIGINS, UNWIND_STOPS, type UnwindStop } from "../../model/unwind";
import { type ExampleStacks, exampleStacks } from "../findings/examples";

/** Stack dumps of so many samples, unwound with these ends; null for dumps that have not been unwound. */
export function exampleDumps(stops: readonly UnwindStop[] | null, samples: number): StackDumps {
  const none = new Float64Array(0);
  return {
    offset: new Float64Array(samples),
    stream: new Int32Array(samples),
    streams: [],
    space: new Int32Array(samples),
    spaces: { first: new Int32Array(1), start: none, end: none, fileOffset: none, module: new Int32Array(0) },
    littleEndian: true,
    attr: { sampleType: 0, readFormat: 0, branchSampleType: 0n, sampleRegsUser: 0n, sampleRegsIntr: 0n },
    kernelChainOnly: true,
    atReturn: false,
    stop: stops === null ? null : Uint8Array.from(stops, (stop) => UNWIND_STOPS.indexOf(stop)),
    outerCfa: null,
    innerSp: null,
  };
}

/**
 * Five samples of a program whose libc is missing: one complete, one at Go's stack switch, two that end in libc, one cut.
 * Their leaves were in the registers, the others found by CFI.
 */
export function exampleUnwound(stops: readonly UnwindStop[] | null = STOPS): ExampleStacks {
  const drawn = exampleStacks(
    "_start[lib:/bin/tree]  systemstack[lib:/bin/tree]  qsort[lib:/lib/libc.so]  qsort[lib:/lib/libc.so]  deep[lib:/bin/tree]\n" +
      "main[lib:/bin/tree]    f[lib:/bin/tree]            less[lib:/bin/tree]      less[lib:/bin/tree]      deep[lib:/bin/tree]",
    { name: "dwarf.perf.data" },
    {},
    { dumps: exampleDumps(stops, STOPS.length) },
  );
  const { capture } = drawn.file;
  if (capture === null || !("stacks" in capture)) return drawn;
  const cfi = withOrigin(0, FRAME_ORIGINS.indexOf("cfi"));
  const callers = new Set(capture.stacks.prefix);
  const flags = Uint8Array.from(capture.codes.flags, (_, code) =>
    [...callers].some((row) => row >= 0 && capture.stacks.frame[row] === code) ? cfi : 0,
  );
  return { ...drawn, file: { ...drawn.file, capture: { ...capture, codes: { ...capture.codes, flags } } } };
}

const STOPS: readonly UnwindStop[] = [
  "RootReached",
  "StackSwitch",
  "NoUnwindInfo",
  "NoUnwindInfo",
  "StackDumpExhausted",
];
