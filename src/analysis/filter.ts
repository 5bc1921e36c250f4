import type { PerfFacts } from "../model/capture";
import type { SampleFilter } from "../model/filter";
import type { NodeCpus } from "../model/nodeMemory";
import type { ArgColumn, Profile, SampleTable } from "../model/profile";
import type { NamedStacks } from "../model/stacks";
import { baseName } from "./baseName";
import { cgroupKey, cgroupsOf } from "./cgroups";
import { matchedFuncs } from "./frameRules/matchedFuncs";
import { stacksWith } from "./frameRules/stackRules";
import { labelCriterion, type SampleTest, tagCriterion } from "./labelFilter";

/**
 * Choosing samples by process, thread, CPU, NUMA node, control group, time, labels and the names in their stacks. What rules do to
 * the frames of stacks is in frameRules; here `ruled` says which stacks they leave.
 */

/** The words of a filter's text: all of them have to fit. */
export function filterWords(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== "" && word !== "-");
}

/** Whether it leaves every sample, whatever its time; the frames of their stacks are another matter. */
export function isEmptyFilter({ processes, threads, cpus, nodes, cgroups, text, rules }: SampleFilter): boolean {
  const lists = processes.length + threads.length + cpus.length + nodes.length + cgroups.length + rules.length;
  return lists === 0 && filterWords(text).length === 0;
}

/** What the criteria look up of a capture. */
export interface SampledFacts extends Pick<PerfFacts, "threads"> {
  /** NUMA nodes as the capture says them. */
  readonly nodes: readonly NodeCpus[];
}

/** Without the rest, which need not go to a worker. The same object for the same facts. */
export function sampledFacts(perf: PerfFacts): SampledFacts {
  const facts = factsOf.get(perf) ?? { threads: perf.threads, nodes: perf.topology?.nodes ?? [] };
  factsOf.set(perf, facts);
  return facts;
}

const factsOf = new WeakMap<PerfFacts, SampledFacts>();

/** Samples that are left: neighbours are a range, others have columns of their own; null where all are left. */
export type ChosenSamples =
  | null
  | { readonly from: number; readonly to: number } // exclusive
  | { readonly samples: SampleTable; readonly values: readonly ArgColumn["values"][] }; // of Profile.args

/** The samples that a mask (as of sampleMask) leaves. It shares no column with the profile. */
export function chosenSamples(
  { samples, args }: Pick<Profile, "samples" | "args">,
  mask: Uint8Array | null,
): ChosenSamples {
  if (mask === null) return null;
  const [first, last] = [mask.indexOf(1), mask.lastIndexOf(1)];
  let length = 0;
  for (let sample = 0; sample < mask.length; sample++) length += mask[sample];
  if (length === mask.length) return null;
  if (length === last - first + 1) return { from: Math.max(0, first), to: last + 1 };
  const pick = picker(mask, length);
  return { samples: withColumns(samples, length, pick), values: args.map(({ values }) => pick(values)) };
}

/** The profile with these of its samples. Nothing is copied; it is the profile itself where all are left. */
export function withSamples(profile: Profile, chosen: ChosenSamples): Profile {
  if (chosen === null) return profile;
  const withValues = (valuesOf: (arg: ArgColumn, index: number) => ArgColumn["values"]): ArgColumn[] =>
    profile.args.map((arg, index) => ({ ...arg, values: valuesOf(arg, index) }) as ArgColumn);
  if ("samples" in chosen) {
    const args = withValues((_, index) => chosen.values[index]);
    return { ...profile, samples: chosen.samples, args, dumps: null };
  }
  const { from, to } = chosen;
  const part: PickRows = (column) => column.subarray(from, to) as typeof column;
  const samples = withColumns(profile.samples, to - from, part);
  return { ...profile, samples, args: withValues(({ values }) => part(values)), dumps: null };
}

/** Per sample 1 when it fits, whatever its time, 0 when not; null when every sample does because nothing is asked for. */
export function sampleMask(
  profile: Pick<Profile, "samples" | "args">,
  named: NamedStacks,
  perf: SampledFacts | null,
  filter: SampleFilter,
  ruled: Uint8Array | null = null,
): Uint8Array | null {
  if (isEmptyFilter(filter)) return null;
  const { samples } = profile;
  const mask = new Uint8Array(samples.length).fill(1);
  const { processes, threads, cpus, nodes, cgroups } = filter;
  if (processes.length > 0 || threads.length > 0) {
    const [pids, tids] = [new Set(processes), new Set(threads)];
    const fits = Uint8Array.from(perf?.threads ?? [], ({ pid, tid }) =>
      (pids.size === 0 || pids.has(pid)) && (tids.size === 0 || tids.has(tid)) ? 1 : 0,
    );
    keepRows(mask, samples.thread, fits);
  }
  if (cpus.length > 0) keepCpus(mask, samples.cpu, cpus);
  if (nodes.length > 0) keepCpus(mask, samples.cpu, cpusOf(perf?.nodes ?? [], nodes));
  if (cgroups.length > 0) {
    const column = cgroupsOf(profile);
    const fits = Uint8Array.from(column?.strings ?? [], (path) => Number(cgroups.includes(cgroupKey(path))));
    keepRows(mask, column?.values ?? null, fits);
  }
  for (const { kind, pattern } of filter.rules) {
    const fits = kind === "tagfocus" || kind === "tagignore" ? tagCriterion(profile.args, pattern) : null;
    if (fits !== null) keepTested(mask, fits, kind === "tagfocus");
  }
  if (ruled !== null) keepStacks(mask, samples.stack, { fits: ruled, fitsEmpty: 0 });
  const words = filterWords(filter.text).filter((word) => !keepLabels(mask, profile.args, word));
  if (words.length > 0) keepStacks(mask, samples.stack, fittingStacks(named, words));
  return mask;
}

function keepRows(mask: Uint8Array, column: Int32Array | null, fits: Uint8Array): void {
  if (column === null) mask.fill(0);
  else for (let sample = 0; sample < mask.length; sample++) mask[sample] &= fits[column[sample]] ?? 0;
}

function cpusOf(all: readonly NodeCpus[], nodes: readonly number[]): readonly number[] {
  return all.flatMap(({ node, cpus }) => (nodes.includes(node) ? cpus : []));
}

/** CPU numbers are an Int16 column, -1 for unknown: a table of all of them is small. */
function keepCpus(mask: Uint8Array, column: Int16Array | null, cpus: readonly number[]): void {
  const fits = new Uint8Array(0x10000);
  for (const cpu of cpus) if (cpu >= -1 && cpu < 0x8000) fits[cpu & 0xffff] = 1;
  if (column === null) mask.fill(0);
  else for (let sample = 0; sample < mask.length; sample++) mask[sample] &= fits[column[sample] & 0xffff];
}

/** A mask, null for one that everything fits, narrowed to the samples of the filter's times. */
export function maskInTimes(
  mask: Uint8Array | null,
  { length, time }: SampleTable,
  { fromNs, toNs }: Pick<SampleFilter, "fromNs" | "toNs">,
): Uint8Array | null {
  if (fromNs === null && toNs === null) return mask;
  const narrowed = mask?.slice() ?? new Uint8Array(length).fill(1);
  keepTimes(narrowed, time, fromNs ?? -Infinity, toNs ?? Infinity);
  return narrowed;
}

function keepTimes(mask: Uint8Array, column: Float64Array | null, fromNs: number, toNs: number): void {
  if (column === null) mask.fill(0);
  else
    for (let sample = 0; sample < mask.length; sample++)
      mask[sample] &= Number(column[sample] >= fromNs) & Number(column[sample] < toNs);
}

/** False where the word asks nothing of labels. */
function keepLabels(mask: Uint8Array, args: readonly ArgColumn[], word: string): boolean {
  const isUnwanted = word.startsWith("-");
  const fits = labelCriterion(args, isUnwanted ? word.slice(1) : word);
  if (fits === null) return false;
  keepTested(mask, fits, !isUnwanted);
  return true;
}

function keepTested(mask: Uint8Array, fits: SampleTest, wanted: boolean): void {
  for (let sample = 0; sample < mask.length; sample++) mask[sample] &= fits(sample) === wanted ? 1 : 0;
}

/** Per recorded stack 1 when it fits; `fitsEmpty` of samples that have none. */
interface FittingStacks {
  readonly fits: Uint8Array;
  readonly fitsEmpty: number;
}

function keepStacks(mask: Uint8Array, column: Int32Array, { fits, fitsEmpty }: FittingStacks): void {
  for (let sample = 0; sample < mask.length; sample++) {
    const stack = column[sample];
    mask[sample] &= stack < 0 ? fitsEmpty : fits[stack];
  }
}

/** The stacks whose frames fit all words. A stack without frames has no word in it. */
function fittingStacks(named: NamedStacks, words: readonly string[]): FittingStacks {
  const fits = new Uint8Array(named.recorded.length).fill(1);
  let fitsEmpty = 1;
  for (const each of words) {
    const isUnwanted = each.startsWith("-");
    const wanted = isUnwanted ? 0 : 1;
    const word = (isUnwanted ? each.slice(1) : each).toLowerCase();
    const isIn = (text: string): boolean => text.toLowerCase().includes(word);
    const has = stacksWith(
      named,
      matchedFuncs(named, isIn, ({ path }) => baseName(path)),
    );
    fitsEmpty &= 1 - wanted;
    for (let stack = 0; stack < fits.length; stack++) if (has[stack] !== wanted) fits[stack] = 0;
  }
  return { fits, fitsEmpty };
}

type Column = Int16Array | Int32Array | Float64Array;
type PickRows = <Kind extends Column>(column: Kind) => Kind;

/** How the rows that fit are taken out of any column. */
function picker(mask: Uint8Array, length: number): PickRows {
  const rows = new Int32Array(length + 1); // the last place takes what comes after the last one that fits
  for (let sample = 0, at = 0; sample < mask.length; sample++) {
    rows[at] = sample; // without a branch, which would be guessed wrong half the time
    at += mask[sample];
  }
  return (column) => picked(column, rows, length);
}

function picked<Kind extends Column>(column: Kind, rows: Int32Array, length: number): Kind {
  const chosen = column.slice(0, length) as Kind;
  for (let i = 0; i < length; i++) chosen[i] = column[rows[i]];
  return chosen;
}

function withColumns({ stack, weight, time, thread, cpu }: SampleTable, length: number, pick: PickRows): SampleTable {
  return {
    length,
    stack: pick(stack),
    weight: pick(weight),
    time: time === null ? null : pick(time),
    thread: thread === null ? null : pick(thread),
    cpu: cpu === null ? null : pick(cpu),
  };
}
