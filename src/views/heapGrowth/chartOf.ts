import type { HeapSeries, SiteTrend } from "../../model/growth";

/** What the chart shows of a series: the total, and the sites that matter most on top of each other. */
export interface GrowthChart {
  readonly xs: Float64Array; // seconds since the first point; its number where there are no times
  readonly total: Float64Array;
  readonly sites: readonly { readonly site: SiteTrend; readonly values: Float64Array }[]; // most growth first
  readonly rest: Float64Array | null; // all other sites together; null when there are none
}

export type ChartMode = "growth" | "inUse";

/** As many as there are colours that can be told apart. */
const MAX_SITES = 7;

/**
 * "growth" counts from the first judged point on, so that what was there all the time does not hide what came;
 * "inUse" shows the amounts themselves.
 */
export function chartOf(series: HeapSeries, mode: ChartMode): GrowthChart {
  const [from] = series.judged;
  const shown = (values: Float64Array) => (mode === "inUse" ? values : values.map((value) => value - values[from]));
  const total = shown(series.total.values);
  const chosen = (mode === "growth" ? series.sites : [...series.sites].sort((a, b) => b.last - a.last)).slice(
    0,
    MAX_SITES,
  );
  const sites = chosen.map((site) => ({ site, values: shown(site.values) }));
  const rest = total.map((sum, point) => {
    const left = sites.reduce((left, { values }) => left - values[point], sum);
    return Math.abs(left) < ROUNDING * Math.abs(series.total.values[point]) ? 0 : left;
  });
  return {
    xs: timesOf(series),
    total,
    sites,
    rest: series.sites.length > sites.length || rest.some((value) => value !== 0) ? rest : null,
  };
}

/** What is left over by adding doubles is nothing. */
const ROUNDING = 1e-9;

/** Where the points lie on the time axis. */
export function timesOf({ timesNs, timed }: HeapSeries): Float64Array {
  const [first = 0n] = timesNs;
  return Float64Array.from(timesNs, (timeNs, point) => (timed ? Number(timeNs - first) / 1e9 : point + 1));
}

/** Distances between marks of a time axis, in seconds. */
export const TIME_STEPS = [
  0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 21600, 43200, 86400, 172800,
  604800,
];

/** Distances between marks of an axis of amounts: powers of 2 for bytes, 1 2 5 for counts. */
export function amountSteps(unit: string): readonly number[] {
  if (unit === "bytes") return Array.from({ length: 50 }, (_, power) => 2 ** power);
  return Array.from({ length: 45 }, (_, i) => [1, 2, 5][i % 3] * 10 ** Math.floor(i / 3));
}
