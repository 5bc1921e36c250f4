import type { NativeCallSite } from "../../analysis/nativeHeap/callSites";
import type { NativeTimeline } from "../../model/nativeHeap";

/** What the chart shows: everything that is live, and the sites with most at the end, or else at their highest. */
export interface NativeChart {
  readonly xs: Float64Array; // seconds since the first sample
  readonly total: Float64Array;
  readonly sites: readonly { readonly site: NativeCallSite; readonly values: Float64Array }[];
  readonly rest: Float64Array | null; // all other sites; null for none
}

/** As many as there are colours that can be told apart. */
const MAX_SITES = 7;

export function chartOf(timeline: NativeTimeline, sites: readonly NativeCallSite[]): NativeChart {
  const { timesNs, total } = timeline;
  const [startNs = 0] = timesNs;
  const drawn = sites
    .map((site) => ({ site, values: valuesOf(timeline, site) }))
    .map((one) => ({ ...one, most: one.values.reduce((most, value) => Math.max(most, value), 0) }))
    .sort((a, b) => b.site.bytes - a.site.bytes || b.most - a.most);
  const shown = drawn.slice(0, MAX_SITES);
  const rest = total.map((sum, moment) => shown.reduce((left, { values }) => left - values[moment], sum));
  return {
    xs: timesNs.map((ns) => (ns - startNs) / 1e9),
    total,
    sites: shown,
    rest: drawn.length > shown.length ? rest : null,
  };
}

function valuesOf({ timesNs: { length }, byGroup }: NativeTimeline, { groups }: NativeCallSite): Float64Array {
  const values = new Float64Array(length);
  for (const group of groups) for (let i = 0; i < length; i++) values[i] += byGroup[group * length + i];
  return values;
}
