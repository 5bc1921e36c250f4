import type { HeapSeries, Trend } from "../../model/growth";
import { doubtOf, RULES } from "./verdict";

/** What a rate is of. */
type Measured = Pick<HeapSeries, "sampleType" | "unit" | "timed">;

const PER_HOUR = 3600;

/** Growth per hour, or per point where the profiles have no time. */
export type Rate = { readonly value: number; readonly ci: readonly [number, number] };

export function rate(series: Measured, { slopePerS, slopeCi: [low, high] }: Trend): Rate {
  const factor = rateFactor(series);
  return { value: slopePerS * factor, ci: [low * factor, high * factor] };
}

/** Figures every sentence may use. Rates are per hour, or per point where the profiles have no time. */
export function figures(series: Measured, trend: Trend): Record<string, string | number> {
  const factor = rateFactor(series);
  return {
    sampleType: series.sampleType,
    unit: series.unit,
    per: series.timed ? "hour" : "point",
    slope: trend.slopePerS * factor,
    slopeLow: trend.slopeCi[0] * factor,
    slopeHigh: trend.slopeCi[1] * factor,
    first: trend.first,
    last: trend.last,
    failedGuard: doubtOf(trend) ?? "",
  };
}

/** Profiles without times are taken as a second apart, so a slope per second is one per point. */
function rateFactor(series: Measured): number {
  return series.timed ? PER_HOUR : 1;
}

export function rateText(series: Measured, trend: Trend): string {
  const factor = rateFactor(series);
  const [low, high] = trend.slopeCi;
  const amounts = [trend.slopePerS, low, high].map((slope) => amount(slope * factor, series.unit));
  return `${amounts[0]} per ${series.timed ? "hour" : "point"} (95 % ${amounts[1]} to ${amounts[2]})`;
}

function amount(value: number, unit: string): string {
  if (unit !== "bytes")
    return `${Number(value.toPrecision(3)).toLocaleString("en")} ${unit === "count" ? "objects" : unit}`;
  const steps = ["B", "KiB", "MiB", "GiB", "TiB"];
  const step = Math.min(steps.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, Math.abs(value))) / 10)));
  return `${Number((value / 1024 ** step).toPrecision(3))} ${steps[step]}`;
}

/** What would decide a suspicion: the guard that did not pass. */
export function advice(trend: Trend): string {
  const failed = doubtOf(trend);
  if (failed === "points") return `; ${RULES.points} or more points would decide, each after its own GC (?gc=1)`;
  if (failed === "shape") return "; it may be a cache that fills, a longer series would decide";
  if (failed === "sites") return "; no single call site leaks, a longer series would decide";
  return "";
}
