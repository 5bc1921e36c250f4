import type { OffCpuFacts, PerfEvent, PerfRecording, StackCapture } from "../../model/capture";
import { CODE_GUEST, CODE_KERNEL } from "../../model/stacks";
import { NOT_UNWOUND, UNWIND_STOPS } from "../../model/unwind";
import { baseName } from "../baseName";
import { countedProfiles } from "../countedProfiles";

/** What the rules of the capture check look at: one perf.data file. */
export interface CheckFacts {
  readonly arch: string | null; // "x86_64", "sw_64"
  readonly recording: PerfRecording;
  readonly lost: number;
  readonly throttled: number;
  readonly late: number; // records older than what perf would have released before them
  readonly events: readonly PerfEvent[]; // with samples
  readonly samples: number; // of all events
  readonly offCpu: OffCpuFacts | null;
  readonly dumps: DumpCounts;
  readonly codes: CodeCounts;
  readonly files: readonly SampledFile[];
  readonly hasBuildIds: boolean; // of anything, the kernel too: perf did write them
}

/** Samples whose stack dump was unwound, none before there are binaries to do it with. */
export interface DumpCounts {
  readonly unwound: number;
  readonly exhausted: number; // of these, the next frame lies beyond what was dumped
}

/** Distinct sampled code addresses. */
export interface CodeCounts {
  readonly user: number; // in files that processes map, and in memory without a file
  readonly notOf4: number; // of these, no multiple of 4
  readonly notOf8: number; // of these, a multiple of 4 but not of 8
  readonly kernel: number;
  readonly kernelUnmapped: number; // of the kernel's, in no mapping
}

/** A mapped file with sampled code. */
export interface SampledFile {
  readonly name: string; // base name
  readonly buildId: string | null;
}

const known = new WeakMap<StackCapture, CheckFacts>();

/** Null for what is no perf.data file. `arch` as the session knows it: the file may not say. */
export function checkFacts(capture: StackCapture, arch: string | null): CheckFacts | null {
  const { perf } = capture;
  if (perf === null || perf.recording === null) return null;
  const before = known.get(capture);
  if (before !== undefined && before.arch === arch) return before;
  const events = perf.events.filter(({ samples }) => samples > 0);
  const facts = {
    arch,
    recording: perf.recording,
    lost: perf.lost,
    throttled: perf.throttled,
    late: perf.outOfOrder,
    events,
    samples: events.reduce((sum, { samples }) => sum + samples, 0),
    offCpu: perf.offCpu,
    dumps: dumpCounts(capture),
    codes: codeCounts(capture),
    files: sampledFiles(capture),
    hasBuildIds: capture.modules.some(({ buildId }) => buildId !== null),
  };
  known.set(capture, facts);
  return facts;
}

const EXHAUSTED = UNWIND_STOPS.indexOf("StackDumpExhausted");

function dumpCounts(capture: StackCapture): DumpCounts {
  let [unwound, exhausted] = [0, 0];
  for (const { dumps } of countedProfiles(capture)) {
    for (const stop of dumps?.stop ?? []) {
      if (stop !== NOT_UNWOUND) unwound++;
      if (stop === EXHAUSTED) exhausted++;
    }
  }
  return { unwound, exhausted };
}

/**
 * Return addresses count as well as sampled ones: behind a call is where an instruction begins. Offsets in a file are
 * aligned as addresses are, because pages are.
 */
function codeCounts({ codes }: StackCapture): CodeCounts {
  let [user, notOf4, notOf8, kernel, kernelUnmapped] = [0, 0, 0, 0, 0];
  for (let code = 0; code < codes.length; code++) {
    const flags = codes.flags[code];
    if ((flags & CODE_GUEST) !== 0) continue;
    if ((flags & CODE_KERNEL) !== 0) {
      kernel++;
      if (codes.module[code] < 0) kernelUnmapped++;
      continue;
    }
    if (codes.module[code] < 0) continue;
    user++;
    const address = codes.address[code];
    if (address % 4 !== 0) notOf4++;
    else if (address % 8 !== 0) notOf8++;
  }
  return { user, notOf4, notOf8, kernel, kernelUnmapped };
}

function sampledFiles({ codes, modules }: StackCapture): SampledFile[] {
  const isSampled = new Uint8Array(modules.length);
  for (let code = 0; code < codes.length; code++) {
    if (codes.module[code] >= 0 && (codes.flags[code] & (CODE_KERNEL | CODE_GUEST)) === 0)
      isSampled[codes.module[code]] = 1;
  }
  return modules.flatMap(({ path, buildId, addressing }, module) =>
    isSampled[module] === 1 && addressing === "file-offset" ? [{ name: baseName(path), buildId }] : [],
  );
}

export function isSw64({ arch }: CheckFacts): boolean {
  return arch === "sw_64";
}
