import type { StackCapture } from "../../model/capture";
import type { Profile } from "../../model/profile";
import type { ModuleMatch } from "../../model/session";
import { CODE_GUEST, CODE_KERNEL, codeOrigin } from "../../model/stacks";
import { FRAME_ORIGINS, type FrameOrigin, NOT_UNWOUND, UNWIND_STOPS, type UnwindStop } from "../../model/unwind";
import { baseName } from "../baseName";

/** How far the stack dumps of one profile could be followed. */
export interface UnwindQuality {
  readonly dumps: number; // samples that have one
  readonly unwound: number;
  readonly complete: number; // ended at a root, or where another stack begins
  readonly truncated: number; // by the dump's size or the limit of frames
  readonly incomplete: number; // the others
  readonly stops: Readonly<Record<UnwindStop, number>>;
  /** User frames of the unwound samples, by how they were found. */
  readonly origins: Readonly<Record<FrameOrigin, number>>;
  /** Where the stacks end that are not complete, the most frequent first. */
  readonly ends: readonly StackEnd[];
}

export interface StackEnd {
  readonly module: string; // base name
  readonly buildId: string | null;
  readonly stop: UnwindStop;
  readonly samples: number;
  readonly cause: EndCause;
}

/** What stands behind an end, and so what can be done. */
export type EndCause =
  | "missing" // the binary has not been dropped
  | "noTables" // it is there and says nothing of the place
  | "noFile" // memory that no file backs: code made while the process ran, the vdso
  | "dump" // more of the stack than was copied
  | "damaged" // what the tables lead to cannot be
  | "limit"; // of the page

const COMPLETE: ReadonlySet<UnwindStop> = new Set<UnwindStop>(["RootReached", "StackSwitch"]);
const TRUNCATED: ReadonlySet<UnwindStop> = new Set<UnwindStop>(["StackDumpExhausted", "FrameLimit"]);

/** Null for a profile without dumps. `matches`: per module of the capture, which files it has. */
export function unwindQuality(
  profile: Profile,
  capture: StackCapture,
  matches: readonly ModuleMatch[],
): UnwindQuality | null {
  if (profile.dumps === null) return null;
  const known = measured.get(profile);
  if (known?.matches === matches) return known.quality;
  const quality = measure(profile, profile.dumps.stop, capture, matches);
  measured.set(profile, { matches, quality });
  return quality;
}

/** Asked for with every change of the session. */
const measured = new WeakMap<Profile, { readonly matches: readonly ModuleMatch[]; readonly quality: UnwindQuality }>();

function measure(
  { samples }: Profile,
  stops: Uint8Array | null,
  capture: StackCapture,
  matches: readonly ModuleMatch[],
): UnwindQuality {
  const outermost = outermostUserCodes(capture);
  const counts = new Map<UnwindStop, number>();
  const ends = new Map<string, { module: number; stop: UnwindStop; samples: number }>();
  const perStack = new Float64Array(capture.stacks.length);
  for (let sample = 0; sample < samples.length; sample++) {
    // Before any binary is there, nothing tells more than the sampled address.
    const index = stops === null ? NO_UNWIND_INFO : (stops[sample] as number);
    const stop = UNWIND_STOPS[index];
    if (index === NOT_UNWOUND || stop === undefined) continue;
    const stack = samples.stack[sample] as number;
    if (stops !== null) {
      counts.set(stop, (counts.get(stop) ?? 0) + 1);
      if (stack >= 0) perStack[stack] = (perStack[stack] as number) + 1;
    }
    const code = stack < 0 ? -1 : (outermost[stack] as number);
    if (COMPLETE.has(stop) || code < 0) continue;
    const module = capture.codes.module[code] as number;
    const end = ends.get(`${module} ${stop}`);
    if (end === undefined) ends.set(`${module} ${stop}`, { module, stop, samples: 1 });
    else end.samples++;
  }
  const total = (which: (stop: UnwindStop) => boolean): number =>
    UNWIND_STOPS.reduce((sum, stop) => sum + (which(stop) ? (counts.get(stop) ?? 0) : 0), 0);
  return {
    dumps: samples.length,
    unwound: total(() => true),
    complete: total((stop) => COMPLETE.has(stop)),
    truncated: total((stop) => TRUNCATED.has(stop)),
    incomplete: total((stop) => !COMPLETE.has(stop) && !TRUNCATED.has(stop)),
    stops: Object.fromEntries(UNWIND_STOPS.map((stop) => [stop, counts.get(stop) ?? 0])) as UnwindQuality["stops"],
    origins: originCounts(capture, perStack),
    ends: [...ends.values()]
      .sort((a, b) => b.samples - a.samples)
      .map(({ module, stop, samples: count }): StackEnd => {
        const { path = "[unknown]", buildId = null } = capture.modules[module] ?? {};
        return { module: baseName(path), buildId, stop, samples: count, cause: causeOf(stop, path, matches[module]) };
      }),
  };
}

const NO_UNWIND_INFO = UNWIND_STOPS.indexOf("NoUnwindInfo");

function causeOf(stop: UnwindStop, path: string, match: ModuleMatch | undefined): EndCause {
  if (stop === "StackDumpExhausted") return "dump";
  if (stop === "FrameLimit") return "limit";
  if (stop !== "NoUnwindInfo") return "damaged";
  if (path.startsWith("[") || path.startsWith("//")) return "noFile";
  const hasTables = match?.files.some(({ role }) => role === "runtime" || role === "debug") ?? false;
  return hasTables ? "noTables" : "missing";
}

/** Per stack: the code of its outermost user frame, -1 for a stack of the kernel's alone. */
function outermostUserCodes({ stacks, codes }: StackCapture): Int32Array {
  const outermost = new Int32Array(stacks.length);
  for (let row = 0; row < stacks.length; row++) {
    const caller = stacks.prefix[row] as number;
    const code = stacks.frame[row] as number;
    const isUser = ((codes.flags[code] as number) & (CODE_KERNEL | CODE_GUEST)) === 0;
    const above = caller < 0 ? -1 : (outermost[caller] as number);
    outermost[row] = above >= 0 || !isUser ? above : code;
  }
  return outermost;
}

function originCounts({ stacks, codes }: StackCapture, samples: Float64Array): UnwindQuality["origins"] {
  const counts = FRAME_ORIGINS.map(() => 0);
  const through = samples.slice(); // samples at or below a row
  for (let row = stacks.length - 1; row >= 0; row--) {
    const count = through[row] as number;
    const caller = stacks.prefix[row] as number;
    if (caller >= 0) through[caller] = (through[caller] as number) + count;
    const flags = codes.flags[stacks.frame[row] as number] as number;
    if ((flags & (CODE_KERNEL | CODE_GUEST)) !== 0) continue;
    const origin = codeOrigin(flags);
    counts[origin] = (counts[origin] ?? 0) + count;
  }
  return Object.fromEntries(FRAME_ORIGINS.map((origin, i) => [origin, counts[i] ?? 0])) as UnwindQuality["origins"];
}
