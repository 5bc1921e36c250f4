import type { Contribution, Deviation, MetricRow } from "../../model/deviation";
import type { Finding } from "../../model/report";
import type { SessionData } from "../../model/session";
import { type FindingKey, finding } from "../findings/finding";

/** What the overview says of the comparison: the verdict, and what forbids one. */
export function deviationFindings({ deviation }: SessionData): Finding[] {
  if (deviation === null) return [];
  return [...verdict(deviation), ...unlike(deviation)];
}

const WARNING_SHARE = 0.01;
const ERROR_SHARE = 0.1;

function verdict({ metrics, verdict: { state, metric, cause } }: Deviation): Finding[] {
  if (state === "unclear") return [finding("deviation", "info", "deviationUnclear", {}, null, null)];
  if (metric === null) {
    const metricCount = metrics.filter(({ headline, inVerdict }) => headline && inVerdict).length;
    return [finding("deviation", "info", "deviationComparable", { metricCount }, null, null)];
  }
  const { name, measure, source, unit, difference } = metric;
  const worse = difference ?? 0;
  const severity =
    unit !== "share" ? "warning" : worse >= ERROR_SHARE ? "error" : worse >= WARNING_SHARE ? "warning" : "info";
  const key: FindingKey = KEYS[name] ?? "deviationOff";
  const params = {
    metric: `${name} ${measure}`,
    source,
    differenceShare: worse,
    candidateShare: metric.candidate?.estimate ?? 0,
    baselineShare: metric.baseline?.estimate ?? 0,
    candidateFigure: figureText(metric, "candidate"),
    baselineFigure: figureText(metric, "baseline"),
    cause: causeText(cause, worse),
  };
  return [{ ...finding("deviation", severity, key, params, worse, null), ci: metric.differenceCi }];
}

const KEYS: Partial<Record<MetricRow["name"], FindingKey>> = {
  truncation_rate: "deviationTruncated",
  incomplete_rate: "deviationIncomplete",
};

function figureText(row: MetricRow, side: "baseline" | "candidate"): string {
  const estimate = row[side]?.estimate ?? 0;
  return row.unit === "share"
    ? `${Number((100 * estimate).toPrecision(3))} %`
    : String(Number(estimate.toPrecision(3)));
}

/** " [97 %: FrameLimit @ memcpy (libc.so)]": names as the report has them, in every language. */
function causeText(cause: Contribution | null, worse: number): string {
  if (cause === null || worse <= 0) return "";
  const share = Math.round((100 * cause.contribution) / worse);
  const where = cause.module === "" ? "" : ` @ ${cause.func === "" ? cause.module : `${cause.func} (${cause.module})`}`;
  return ` [${share} %: ${cause.stop}${where}]`;
}

function unlike({ comparability }: Deviation): Finding[] {
  return comparability
    .filter(({ differs, severity }) => differs && severity === "error")
    .slice(0, 1)
    .map(({ rule, baseline, candidate, source }) =>
      finding(
        "deviation",
        "warning",
        "deviationUnlike",
        { rule: `“${rule}”`, baseline, candidate, source },
        null,
        null,
      ),
    );
}
