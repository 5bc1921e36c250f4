import { CHECK_TEXT, type CheckRuleId } from "../../model/checkText";
import type { Artefact, Contribution, DeviationVerdict, MetricRow, Missing } from "../../model/deviation";
import {
  ADVICE_TEXT,
  ARTEFACT_TEXT,
  type ArtefactRule,
  COMPARABILITY_TEXT,
  MISSING_TEXT,
} from "../../model/deviationText";
import { PUBLISHED_DEVIATION } from "../../model/publishedDeviation";
import type { ReportDeviation, ReportMissing } from "../../model/report";
import type { SessionData } from "../../model/session";
import { fill } from "../findings/finding";

/** `deviation` of the report; null unless both sides have captures. */
export function deviationPart({ deviation }: SessionData): ReportDeviation | null {
  if (deviation === null) return null;
  const { baseline, candidate, comparability, metrics, attribution, functions, unmatched } = deviation;
  return {
    baseline: baseline.files.join(", "),
    candidate: candidate.files.join(", "),
    comparability: comparability.map((row) => ({ ...row, text: COMPARABILITY_TEXT[row.rule] })),
    metrics: metrics.map(metricPart),
    attribution: attribution.map(({ func, stop, ...row }) => ({ ...row, function: func, stop_reason: stop })),
    functions: functions.map((row) => ({
      source: row.source,
      function: row.func,
      module: row.module,
      baseline_share: row.baselineShare,
      baseline_ci: row.baselineCi,
      candidate_share: row.candidateShare,
      candidate_ci: row.candidateCi,
      difference: row.difference,
      difference_ci: row.differenceCi,
    })),
    unmatched: unmatched.map(({ func, ...row }) => ({ ...row, function: func })),
    distributions: deviation.distributions,
    artefacts: deviation.artefacts.map(({ params, ...row }) => ({ ...row, text: artefactText(row.rule, params) })),
    verdict: verdictPart(deviation.verdict),
    published: PUBLISHED_DEVIATION.map((row) => ({
      arch: row.arch,
      truncation_rate: row.truncationShare,
      pc_offset_mean: row.pcOffsetMean,
      pc_offset_sd: row.pcOffsetSd,
      stack_top_variance: row.stackTopVariance,
    })),
  };
}

function metricPart(row: MetricRow): ReportDeviation["metrics"][number] {
  const { name, measure, source, headline, unit, difference, differenceCi, distinguishable, chance, missing } = row;
  return {
    name,
    measure,
    source,
    headline,
    unit,
    baseline: row.baseline,
    candidate: row.candidate,
    missing: { baseline: missingPart(missing.baseline), candidate: missingPart(missing.candidate) },
    difference,
    difference_ci: differenceCi,
    distinguishable,
    chance: chance === null ? null : { mean: chance.mean, high: chance.high, p_value: chance.pValue },
  };
}

function missingPart(missing: Missing | null): ReportMissing | null {
  return missing === null ? null : { reason: missing.reason, text: fill(MISSING_TEXT[missing.reason], missing.params) };
}

function artefactText(rule: Artefact["rule"], params: Artefact["params"]): string {
  if (rule in ARTEFACT_TEXT) return fill(ARTEFACT_TEXT[rule as ArtefactRule], params);
  return fill(CHECK_TEXT[rule as CheckRuleId].means, params);
}

function verdictPart({ state, metric, cause, advice }: DeviationVerdict): ReportDeviation["verdict"] {
  return {
    state,
    metric: metric?.name ?? null,
    source: metric?.source ?? null,
    difference: metric?.difference ?? null,
    cause: cause === null ? null : causePart(cause),
    advice: advice === null ? null : fill(ADVICE_TEXT[advice], { module: cause?.module ?? "the binary" }),
  };
}

function causePart({ stop, module, func, contribution }: Contribution) {
  return { stop_reason: stop, module, function: func, contribution };
}
