import type { StackCapture } from "../../model/capture";
import type { Profile } from "../../model/profile";
import type { ProfileEntry } from "../../model/session";
import type { ExpandedStacks, Module, ModuleMapping, NamedStacks } from "../../model/stacks";
import { expandedStacks } from "../expandedStacks";
import { stackWeights } from "../stackWeights";

/** What an exported profile is made of: plain columns, sent to a worker as they are. */
export interface ExportTables {
  readonly named: Pick<NamedStacks, "strings" | "modules" | "funcs" | "frames"> & Pick<ExpandedStacks, "stacks">;
  /** Per code (-> FrameTable.code): its module and its address in it, as in CodeTable. */
  readonly codeModule: Int32Array;
  readonly codeAddress: Float64Array;
  readonly mappings: readonly ModuleMapping[];
  readonly types: readonly ValueType[];
  readonly defaultType: number; // -> types
  /** A row per distinct stack, and its value of each type. */
  readonly stack: Int32Array; // -> named.stacks, -1 for the samples without one
  readonly values: readonly Float64Array[];
  readonly timeNs: bigint; // since the epoch, 0 where the capture does not say
  readonly durationNs: bigint;
  readonly periodType: ValueType;
  readonly period: number;
  readonly comments: readonly string[];
}

export interface ValueType {
  readonly type: string;
  readonly unit: string;
}

/**
 * The tables of a profile as the views show it. `siblings` are the sample types that are written beside it: those of a
 * pprof file, filtered alike. Of other captures the samples are counted: `samples/count` comes first.
 */
export function exportTables(entry: ProfileEntry, siblings: readonly Profile[]): ExportTables {
  const { named, profile, file } = entry;
  const capture = file.capture !== null && "codes" in file.capture ? file.capture : null;
  const isPprof = capture?.pprof != null;
  const profiles = isPprof ? siblings : [profile];
  const weights = profiles.map((each) => stackWeights(named, each));
  const { stacks } = expandedStacks(named);
  const counts = weights[0]?.samples ?? new Float64Array(stacks.length);
  const { strings, modules, funcs, frames } = named;
  const used: number[] = [];
  for (let row = 0; row < stacks.length; row++) if (counts[row] > 0) used.push(row);
  const stackless = weights.map(({ withoutStack }) => withoutStack);
  const stacklessCount = profile.samples.length - counts.reduce((sum, count) => sum + count, 0);
  if (stacklessCount > 0) used.push(-1);
  const column = (values: Float64Array, none: number) =>
    Float64Array.from(used, (row) => (row < 0 ? none : values[row]));
  const measured = weights.map(({ self }, i) => column(self, stackless[i]));
  const ownType = { type: profile.event, unit: profile.unit };
  return {
    named: { strings, modules, funcs, frames, stacks },
    codeModule: capture?.codes.module ?? new Int32Array(),
    codeAddress: capture?.codes.address ?? new Float64Array(),
    mappings: capture?.mappings ?? [],
    types: isPprof ? profiles.map(({ event, unit }) => ({ type: event, unit })) : [SAMPLES, ownType],
    defaultType: isPprof ? Math.max(0, profiles.indexOf(profile)) : 1,
    stack: Int32Array.from(used),
    values: isPprof ? measured : [column(counts, stacklessCount), ...measured],
    ...recording(capture, ownType),
  };
}

const SAMPLES: ValueType = { type: "samples", unit: "count" };

type Recording = Pick<ExportTables, "timeNs" | "durationNs" | "periodType" | "period" | "comments">;

/** When and how it was recorded, as far as the capture says. perf's clock is not that of the wall: no time. */
function recording(capture: StackCapture | null, ownType: ValueType): Recording {
  if (capture?.pprof != null) {
    const { timeNs, durationNs, periodType, periodUnit, period, comments } = capture.pprof;
    return { timeNs, durationNs, periodType: { type: periodType, unit: periodUnit }, period, comments };
  }
  const perf = capture?.perf;
  const attr = perf?.events.find(({ name }) => name === ownType.type)?.attr;
  return {
    timeNs: 0n,
    durationNs: perf == null ? 0n : perf.lastNs - perf.firstNs,
    periodType: ownType,
    period: attr == null || attr.freq ? 0 : attr.samplePeriod,
    comments: [],
  };
}

/** Modules in pprof's order: the first is taken for the main binary. */
export function mainFirst(modules: readonly Module[]): readonly number[] {
  const rank = ({ path }: Module): number => (path.startsWith("[") || path === "" || /\.so(\.|$)/.test(path) ? 1 : 0);
  return modules.map((_, index) => index).sort((a, b) => rank(modules[a]) - rank(modules[b]) || a - b);
}
