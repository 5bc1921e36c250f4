import type { PerfFacts } from "../model/capture";
import { EMPTY_FILTER, type SampleFilter } from "../model/filter";
import type { ArgColumn, Profile, SampleTable } from "../model/profile";
import type { NamedStacks } from "../model/stacks";
import { baseName } from "./baseName";
import { cgroupKey, cgroupsOf } from "./cgroups";
import { labelCriterion } from "./labelFilter";

/** Choosing samples by process, thread, CPU, control group, time and the names in their stacks. */

/** The words of a filter's text: all of them have to fit. */
export function filterWords(text: string): readonly string[] {
  return text.split(/\s+/).filter((word) => word !== "" && word !== "-");
}

export function isEmptyFilter({ processes, threads, cpus, cgroups, fromNs, toNs, text }: SampleFilter): boolean {
  const lists = processes.length + threads.length + cpus.length + cgroups.length;
  return lists === 0 && fromNs === null && toNs === null && filterWords(text).length === 0;
}

/**
 * The profile with the samples that fit. The same object for the same question, and the profile itself when the filter
 * is empty: views keep what they have computed by it.
 */
export function filtered(profile: Profile, named: NamedStacks, perf: PerfFacts | null, filter: SampleFilter): Profile {
  const key = JSON.stringify(Object.keys(EMPTY_FILTER).map((name) => filter[name as keyof SampleFilter]));
  const known = lastFiltered.get(profile);
  if (known?.key === key && known.named === named) return known.profile;
  const mask = sampleMask(profile, named, perf, filter);
  if (mask === null) {
    lastFiltered.delete(profile); // a copy of a large profile is large
    return profile;
  }
  const { length, pick } = picker(mask);
  const args = profile.args.map((arg): ArgColumn => ({ ...arg, values: pick(arg.values) }) as ArgColumn);
  const made = { ...profile, samples: pickedSamples(profile.samples, length, pick), args, dumps: null };
  lastFiltered.set(profile, { key, named, profile: made });
  return made;
}

const lastFiltered = new WeakMap<
  Profile,
  { readonly key: string; readonly named: NamedStacks; readonly profile: Profile }
>();

/** Per sample 1 when it fits, 0 when not; null when every sample does because nothing is asked for. */
export function sampleMask(
  profile: Pick<Profile, "samples" | "args">,
  named: NamedStacks,
  perf: PerfFacts | null,
  filter: SampleFilter,
): Uint8Array | null {
  if (isEmptyFilter(filter)) return null;
  const { samples } = profile;
  const mask = new Uint8Array(samples.length).fill(1);
  const { processes, threads, cpus, cgroups, fromNs, toNs } = filter;
  if (processes.length > 0 || threads.length > 0) {
    const [pids, tids] = [new Set(processes), new Set(threads)];
    const fits = Uint8Array.from(perf?.threads ?? [], ({ pid, tid }) =>
      (pids.size === 0 || pids.has(pid)) && (tids.size === 0 || tids.has(tid)) ? 1 : 0,
    );
    keepRows(mask, samples.thread, fits);
  }
  if (cpus.length > 0) keepCpus(mask, samples.cpu, cpus);
  if (cgroups.length > 0) {
    const column = cgroupsOf(profile);
    const fits = Uint8Array.from(column?.strings ?? [], (path) => Number(cgroups.includes(cgroupKey(path))));
    keepRows(mask, column?.values ?? null, fits);
  }
  if (fromNs !== null || toNs !== null) keepTimes(mask, samples.time, fromNs ?? -Infinity, toNs ?? Infinity);
  const words = filterWords(filter.text).filter((word) => !keepLabels(mask, profile.args, word));
  if (words.length > 0) keepStacks(mask, samples.stack, named, words);
  return mask;
}

function keepRows(mask: Uint8Array, column: Int32Array | null, fits: Uint8Array): void {
  if (column === null) mask.fill(0);
  else for (let sample = 0; sample < mask.length; sample++) mask[sample] &= fits[column[sample]] ?? 0;
}

/** CPU numbers are an Int16 column, -1 for unknown: a table of all of them is small. */
function keepCpus(mask: Uint8Array, column: Int16Array | null, cpus: readonly number[]): void {
  const fits = new Uint8Array(0x10000);
  for (const cpu of cpus) if (cpu >= -1 && cpu < 0x8000) fits[cpu & 0xffff] = 1;
  if (column === null) mask.fill(0);
  else for (let sample = 0; sample < mask.length; sample++) mask[sample] &= fits[column[sample] & 0xffff];
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
  for (let sample = 0; sample < mask.length; sample++) mask[sample] &= fits(sample) === isUnwanted ? 0 : 1;
  return true;
}

function keepStacks(mask: Uint8Array, column: Int32Array, named: NamedStacks, words: readonly string[]): void {
  const { fits, fitsEmpty } = fittingStacks(named, words);
  for (let sample = 0; sample < mask.length; sample++) {
    const stack = column[sample];
    mask[sample] &= stack < 0 ? fitsEmpty : fits[stack];
  }
}

/** Per recorded stack 1 when its frames fit all words. A stack without frames has no word in it. */
function fittingStacks(
  named: NamedStacks,
  words: readonly string[],
): { readonly fits: Uint8Array; readonly fitsEmpty: number } {
  const { stacks, frames, leaf } = named;
  const fitsRow = new Uint8Array(stacks.length).fill(1);
  const has = new Uint8Array(stacks.length); // the row's own frame or one of its callers has the word
  let fitsEmpty = 1;
  for (const word of words) {
    const isUnwanted = word.startsWith("-");
    const wanted = isUnwanted ? 0 : 1;
    const inFunc = functionsWith(named, (isUnwanted ? word.slice(1) : word).toLowerCase());
    fitsEmpty &= 1 - wanted;
    for (let row = 0; row < stacks.length; row++) {
      const caller = stacks.prefix[row];
      has[row] = inFunc[frames.func[stacks.frame[row]]] | (caller < 0 ? 0 : has[caller]);
      if (has[row] !== wanted) fitsRow[row] = 0;
    }
  }
  const fits = new Uint8Array(leaf.length);
  for (let stack = 0; stack < leaf.length; stack++) fits[stack] = leaf[stack] < 0 ? fitsEmpty : fitsRow[leaf[stack]];
  return { fits, fitsEmpty };
}

/** Per function 1 when its name, its file or its module's base name has the (lower-case) word in it, in any case. */
function functionsWith({ strings, modules, funcs }: NamedStacks, word: string): Uint8Array {
  const known = new Int8Array(strings.length).fill(-1); // functions share names and files
  const inString = (index: number): number => {
    if (index < 0) return 0;
    if (known[index] < 0) known[index] = strings[index].toLowerCase().includes(word) ? 1 : 0;
    return known[index];
  };
  const inModule = modules.map(({ path }) => (baseName(path).toLowerCase().includes(word) ? 1 : 0));
  const found = new Uint8Array(funcs.length);
  for (let func = 0; func < funcs.length; func++) {
    const module = funcs.module[func];
    found[func] = inString(funcs.name[func]) | inString(funcs.file[func]) | (module < 0 ? 0 : inModule[module]);
  }
  return found;
}

type Column = Int16Array | Int32Array | Float64Array;
type PickRows = <Kind extends Column>(column: Kind) => Kind;

/** How the rows that fit are taken out of any column. Where they are neighbours nothing is copied. */
function picker(mask: Uint8Array): { readonly length: number; readonly pick: PickRows } {
  const [first, last] = [mask.indexOf(1), mask.lastIndexOf(1)];
  let length = 0;
  for (let sample = 0; sample < mask.length; sample++) length += mask[sample];
  if (length === last - first + 1)
    return { length, pick: (column) => column.subarray(first, last + 1) as typeof column };
  const rows = new Int32Array(length + 1); // the last place takes what comes after the last one that fits
  for (let sample = 0, at = 0; sample < mask.length; sample++) {
    rows[at] = sample; // without a branch, which would be guessed wrong half the time
    at += mask[sample];
  }
  return { length, pick: (column) => picked(column, rows, length) };
}

function picked<Kind extends Column>(column: Kind, rows: Int32Array, length: number): Kind {
  const chosen = column.slice(0, length) as Kind;
  for (let i = 0; i < length; i++) chosen[i] = column[rows[i]];
  return chosen;
}

function pickedSamples({ stack, weight, time, thread, cpu }: SampleTable, length: number, pick: PickRows): SampleTable {
  return {
    length,
    stack: pick(stack),
    weight: pick(weight),
    time: time === null ? null : pick(time),
    thread: thread === null ? null : pick(thread),
    cpu: cpu === null ? null : pick(cpu),
  };
}
