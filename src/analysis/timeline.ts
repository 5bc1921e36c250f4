import type { PerfFacts } from "../model/capture";
import type { Profile, SampleTable } from "../model/profile";

/**
 * Weight over time: `binCount` bins of equal length from 0 to `spanNs`, for each group one behind the other (group 1
 * begins at index `binCount`). `groupOf` is a column with each sample's group; without it all are one group. What lies
 * outside, has no time or is of no group is left out. The last bin has its end in it.
 */
export function timeline(
  { length, weight, time }: SampleTable,
  spanNs: number,
  binCount: number,
  groupOf: ArrayLike<number> | null = null,
  groupCount = 1,
): Float64Array {
  const bins = new Float64Array(binCount * groupCount);
  if (time === null || binCount === 0) return bins;
  const perNs = spanNs > 0 ? binCount / spanNs : 0;
  for (let sample = 0; sample < length; sample++) {
    const ns = time[sample];
    const group = groupOf === null ? 0 : groupOf[sample];
    if (!(ns >= 0 && ns <= spanNs && group >= 0 && group < groupCount)) continue;
    bins[group * binCount + Math.min(binCount - 1, Math.floor(ns * perNs))] += weight[sample];
  }
  return bins;
}

/** All samples over time, and those that a mask (null for all) leaves. */
export function maskedTimeline(
  samples: SampleTable,
  spanNs: number,
  binCount: number,
  mask: Uint8Array | null,
): { readonly all: Float64Array; readonly chosen: Float64Array } {
  if (mask === null) {
    const all = timeline(samples, spanNs, binCount);
    return { all, chosen: all };
  }
  const parts = timeline(samples, spanNs, binCount, mask, 2); // what does not fit, what does
  const chosen = parts.subarray(binCount);
  return { all: chosen.map((weight, bin) => weight + parts[bin]), chosen };
}

/** How long the time axis of a profile is: that of its whole capture, so that it is the same for each of its events. */
export function spanOf({ samples }: Profile, perf: PerfFacts | null): number {
  if (perf !== null) return Number(perf.lastNs - perf.firstNs);
  let span = 0;
  for (const ns of samples.time ?? []) if (ns > span) span = ns;
  return span;
}
