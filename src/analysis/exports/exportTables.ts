import type { StackCapture } from "../../model/capture";
import type { Profile } from "../../model/profile";
import type { ProfileEntry } from "../../model/session";
import type { CodeTable, ExpandedStacks, Module, ModuleMapping, NamedStacks } from "../../model/stacks";
import type { Difference } from "../difference/difference";
import { expandedStacks } from "../expandedStacks";
import { type ExportLabel, sampleGroups, sums } from "./sampleGroups";

/** What an exported profile is made of. */
export interface ExportTables {
  readonly named: Pick<NamedStacks, "strings" | "modules" | "funcs" | "frames"> & Pick<ExpandedStacks, "stacks">;
  /** Per code (-> FrameTable.code): its module and its address in it, as in CodeTable. */
  readonly codeModule: Int32Array;
  readonly codeAddress: Float64Array;
  readonly mappings: readonly ModuleMapping[];
  readonly types: readonly ValueType[];
  readonly defaultType: number; // -> types
  /** A row per distinct stack and labels, and its value of each type. */
  readonly stack: Int32Array; // -> named.stacks, -1 for the samples without one
  readonly labels: readonly ExportLabel[];
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

/** What an exported profile says of its capture. */
export interface ExportedCapture extends Recording {
  readonly isPprof: boolean;
  readonly codes: Pick<CodeTable, "module" | "address"> | null;
  readonly mappings: readonly ModuleMapping[];
}

export function exportedCapture({ profile, file }: Pick<ProfileEntry, "profile" | "file">): ExportedCapture {
  const capture = file.capture !== null && "codes" in file.capture ? file.capture : null;
  return {
    isPprof: capture?.pprof != null,
    codes: capture?.codes ?? null,
    mappings: capture?.mappings ?? [],
    ...recording(capture, { type: profile.event, unit: profile.unit }),
  };
}

/**
 * The tables of a profile as the views show it. `siblings` are the sample types that are written beside it: those of a
 * pprof file, filtered alike, itself among them. Of other captures the samples are counted: `samples/count` comes first.
 */
export function exportTables(
  named: NamedStacks,
  profile: Profile,
  siblings: readonly Profile[],
  { isPprof, codes, mappings, ...recorded }: ExportedCapture,
): ExportTables {
  const profiles = isPprof ? siblings : [profile];
  const { group, stack, labels } = sampleGroups(named, profile.samples, isPprof ? profile.args : []);
  const measured = profiles.map(({ samples }) => sums(group, stack.length, samples.weight));
  const own = profiles.findIndex(({ event }) => event === profile.event);
  return {
    named: tablesOf(named),
    codeModule: codes?.module ?? new Int32Array(),
    codeAddress: codes?.address ?? new Float64Array(),
    mappings,
    types: isPprof
      ? profiles.map(({ event, unit }) => ({ type: event, unit }))
      : [SAMPLES, { type: profile.event, unit: profile.unit }],
    defaultType: isPprof ? Math.max(0, own) : 1,
    stack,
    labels,
    values: isPprof ? measured : [sums(group, stack.length, null), ...measured],
    ...recorded,
  };
}

/** The same of a difference: its one sample type, with signs, and addresses as they are in their modules. */
export function differenceTables(made: Difference, type: ValueType): ExportTables {
  const { named, samples, codes, labels: args } = made;
  const { group, stack, labels } = sampleGroups(named, samples, args);
  return {
    named: tablesOf(named),
    codeModule: codes.module,
    codeAddress: codes.address,
    mappings: [],
    types: [type],
    defaultType: 0,
    stack,
    labels,
    values: [sums(group, stack.length, samples.weight)],
    ...recording(null, type),
  };
}

function tablesOf(named: NamedStacks): ExportTables["named"] {
  const { strings, modules, funcs, frames } = named;
  return { strings, modules, funcs, frames, stacks: expandedStacks(named).stacks };
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
