import type { HeapSeries, SiteTrend, Trend } from "../../model/growth";
import type { Finding, Severity } from "../../model/report";
import { baseName } from "../baseName";
import { ownCaller } from "./ownCaller";
import { advice, figures, type Rate, rate, rateText } from "./rates";
import { RULES } from "./verdict";

/** How many growing sites are named; the table has them all. */
const NAMED_SITES = 3;

/**
 * What the overview says of the series: worst first. A leaking or suspected series gives a finding for its total and
 * one for each of its heaviest growing sites; one that does not grow gives one that says so. Series of object counts
 * speak only when the bytes of the same files do not, so that nothing is said twice.
 */
export function growthFindings(series: readonly HeapSeries[]): Finding[] {
  const spaces = series.filter((one) => one.sampleType === "inuse_space");
  const spoken = new Set(spaces.filter((one) => worst(one) !== null).map(filesOf));
  const silent = new Set(spaces.map(filesOf));
  const counts = series.filter(
    (one) =>
      one.sampleType !== "inuse_space" &&
      !spoken.has(filesOf(one)) &&
      (worst(one) !== null || !silent.has(filesOf(one))),
  );
  const findings = [...spaces, ...counts].flatMap(findingsOf);
  return findings.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

function filesOf(series: HeapSeries): string {
  return series.fileIds.join();
}

function worst(series: HeapSeries): "leaking" | "suspected" | null {
  const verdicts = [series.total, ...series.sites].map((trend) => trend.verdict);
  return verdicts.includes("leaking") ? "leaking" : verdicts.includes("suspected") ? "suspected" : null;
}

function findingsOf(series: HeapSeries): Finding[] {
  const { total, judged } = series;
  const points = judged[1] - judged[0];
  const program = series.program === "" ? "heap" : series.program;
  if (total.verdict === "too-few-points") {
    const params = { program, sampleType: series.sampleType, points, needed: RULES.points };
    const text =
      `${program}: ${points} points of ${series.sampleType} are too few for a verdict on growth; ` +
      `${RULES.points} or more decide, each after its own GC (?gc=1)`;
    return [finding("info", "growthTooFewPoints", text, params, null, null)];
  }
  const verdict = worst(series);
  if (verdict === null) {
    const params = { ...figures(series, total), program, verdict: total.verdict, points };
    const text = `${program}: no call site of ${series.sampleType} grows like a leak over ${points} points (total: ${total.verdict})`;
    return [finding("info", "growthNone", text, params, rate(series, total), null)];
  }
  const sites = series.sites.filter((site) => isGrowing(site)).slice(0, NAMED_SITES);
  const whole = isGrowing(total) ? [totalFinding(series, program, points)] : [];
  return [...whole, ...sites.map((site) => siteFinding(series, program, points, site))];
}

function totalFinding(series: HeapSeries, program: string, points: number): Finding {
  const { total } = series;
  const params = { ...figures(series, total), program, points };
  const leaking = total.verdict === "leaking";
  const text = `${program}: ${series.sampleType} ${leaking ? "is leaking" : "may be leaking"}, ${rateText(series, total)}${advice(total)}`;
  return finding(
    severityOf(total),
    leaking ? "growthTotalLeaking" : "growthTotalSuspected",
    text,
    params,
    rate(series, total),
    null,
  );
}

function siteFinding(series: HeapSeries, program: string, points: number, site: SiteTrend): Finding {
  const where = site.file === null ? null : site.line > 0 ? `${site.file}:${site.line}` : site.file;
  const share = Math.round(site.shareOfGrowth * 1000) / 10;
  const place = where === null ? "" : baseName(where);
  const caller = ownCaller(site) ?? "";
  const params = { ...figures(series, site), program, points, func: site.func, place, caller, sharePercent: share };
  const leaking = site.verdict === "leaking";
  const notes = [place, caller === "" ? "" : `called by ${caller}`].filter((note) => note !== "");
  const at = notes.length === 0 ? "" : ` (${notes.join(", ")})`;
  const text =
    `${program}: ${site.func}${at} ${leaking ? "is leaking" : "may be leaking"} ${series.sampleType}, ` +
    `${rateText(series, site)}, ${share} % of the growth${advice(site)}`;
  return finding(
    severityOf(site),
    leaking ? "growthSiteLeaking" : "growthSiteSuspected",
    text,
    params,
    rate(series, site),
    where,
  );
}

function isGrowing(trend: Trend): boolean {
  return trend.verdict === "leaking" || trend.verdict === "suspected";
}

function severityOf(trend: Trend): Severity {
  return trend.verdict === "leaking" ? "error" : "warning";
}

function finding(
  severity: Severity,
  key: string,
  text: string,
  params: Readonly<Record<string, string | number>>,
  rate: Rate | null,
  where: string | null,
): Finding {
  return { kind: "growth", severity, text, value: rate?.value ?? null, ci: rate?.ci ?? null, where, key, params };
}
