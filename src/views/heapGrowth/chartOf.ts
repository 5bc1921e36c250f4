import type { HeapSeries, SiteTrend } from "../../model/growth";
import { timesOf } from "../view/timeAxis";

/** What the chart shows of a series: the total, and the sites that matter most on top of each other. */
export interface GrowthChart {
  readonly xs: Float64Array; // seconds since the first point; its number where there are no times
  readonly total: Float64Array;
  readonly sites: readonly { readonly site: SiteTrend; readonly values: Float64Array }[]; // most growth first
  readonly rest: Float64Array | null; // all other sites together; null when there are none, or no site is shown
}

export type ChartMode = "growth" | "inUse";

/**
 * "growth" counts from the first judged point on, so that what was there all the time does not hide what came;
 * "inUse" shows the amounts themselves.
 */
export function chartOf(series: HeapSeries, mode: ChartMode, most = 7): GrowthChart {
  const [from] = series.judged;
  const shown = (values: Float64Array) => (mode === "inUse" ? values : values.map((value) => value - values[from]));
  const total = shown(series.total.values);
  const chosen = (mode === "growth" ? series.sites : [...series.sites].sort((a, b) => b.last - a.last)).slice(0, most);
  const sites = chosen.map((site) => ({ site, values: shown(site.values) }));
  const rest = total.map((sum, point) => {
    const left = sites.reduce((left, { values }) => left - values[point], sum);
    return Math.abs(left) < ROUNDING * Math.abs(series.total.values[point]) ? 0 : left;
  });
  return {
    xs: timesOf(series),
    total,
    sites,
    rest: most > 0 && (series.sites.length > sites.length || rest.some((value) => value !== 0)) ? rest : null,
  };
}

/** What is left over by adding doubles is nothing. */
const ROUNDING = 1e-9;
