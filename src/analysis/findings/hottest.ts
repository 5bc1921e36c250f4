import type { SampleTable } from "../../model/profile";
import type { ProfileEntry, SessionData } from "../../model/session";
import type { NamedStacks } from "../../model/stacks";
import { functionTable } from "../functionTable";
import { perfFactsOf } from "../perfFactsOf";
import { absoluteTotal } from "../stackWeights";

/** A function by the weight that it spends itself. */
export interface HotFunction {
  readonly name: string;
  readonly file: string | null;
  readonly self: number;
  readonly share: number; // of the profile's total weight
}

/** The functions with the most weight of their own, heaviest first. */
export function hottestFunctions(named: NamedStacks, samples: SampleTable, most: number): HotFunction[] {
  const { self } = functionTable(named, samples);
  const total = absoluteTotal(samples);
  const { funcs, strings } = named;
  return [...self.keys()]
    .filter((func) => self[func] > 0)
    .sort((a, b) => self[b] - self[a])
    .slice(0, most)
    .map((func) => ({
      name: strings[funcs.name[func]],
      file: funcs.file[func] < 0 ? null : strings[funcs.file[func]],
      self: self[func],
      share: total > 0 ? self[func] / total : 0,
    }));
}

/** perf_event.h; what probes are recorded as, too. All of its samples end where it was set. */
const PERF_TYPE_TRACEPOINT = 2;

/**
 * Profiles that are no part of a series of heaps or goroutines: every event that perf sampled, and of other pprof
 * profiles the sample type they show first.
 */
export function hotProfiles({ profiles, heapSeries, goroutineSeries }: SessionData): ProfileEntry[] {
  const inSeries = new Set([
    ...heapSeries.flatMap(({ fileIds }) => fileIds),
    ...goroutineSeries.flatMap(({ fileIds, lenderIds }) => [...fileIds, ...lenderIds]),
  ]);
  return profiles.filter(({ file, profile }) => {
    if (profile.samples.length === 0 || inSeries.has(file.id)) return false;
    const { capture } = file;
    const perf = perfFactsOf(file);
    if (perf !== null)
      return !perf.events.some(({ name, type }) => name === profile.event && type === PERF_TYPE_TRACEPOINT);
    if (capture?.kind !== "pprof") return true;
    return capture.profiles[capture.pprof?.defaultSampleType ?? 0] === profile;
  });
}
