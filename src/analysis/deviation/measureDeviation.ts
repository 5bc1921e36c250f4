import {
  type Deviation,
  type DeviationSide,
  type Figure,
  METRIC_NAMES,
  type MetricName,
  type MetricRow,
  type Missing,
} from "../../model/deviation";
import { RECORD_TEXT } from "../../model/deviationText";
import { differenceInterval } from "../statistics/clusterBootstrap";
import { artefacts } from "./artefacts";
import { attribution } from "./attribution";
import { comparability } from "./comparability";
import { distanceRows } from "./distance";
import { distributions } from "./distributions";
import { functionRows } from "./functionDifferences";
import type { CaptureInput, DeviationInput } from "./input";
import { MEASURES } from "./metrics";
import type { Measure, Measured } from "./metrics/metric";
import { pairedSources, type SourcePair } from "./sources";
import { verdictOf } from "./verdict";

/** Everything that the captures of two sides say of each other's sampling. */
export function measureDeviation(input: DeviationInput): Deviation {
  const sources = pairedSources(input);
  const rows = MEASURES.flatMap((measure) => sources.flatMap((pair) => rowOf(measure, pair)));
  const rules = new Map(input.options.rules);
  const distances = sources.flatMap((pair) => distancesOf(pair, rules));
  const all = [...rows, ...distances];
  const metrics = withHeadlines([...all, ...unmeasured(all)]);
  const functions = sources.map((pair) => functionRows(pair, rules));
  const parts = attribution(metrics, sources, rules);
  const everySource = sources.flatMap(({ baseline, candidate }) => [baseline, candidate].flatMap((one) => one ?? []));
  return {
    baseline: sideOf(input.baseline),
    candidate: sideOf(input.candidate),
    comparability: comparability(input, sources),
    metrics,
    attribution: parts,
    functions: functions.flatMap((one) => one.functions),
    unmatched: functions.flatMap((one) => one.unmatched),
    distributions: distributions(sources),
    artefacts: artefacts([...input.baseline, ...input.candidate], everySource),
    verdict: verdictOf(metrics, parts),
  };
}

function sideOf(captures: readonly CaptureInput[]): DeviationSide {
  return {
    files: captures.map(({ file }) => file),
    archs: [...new Set(captures.flatMap(({ arch }) => arch ?? []))],
  };
}

function noCapture(name: MetricName): { readonly missing: Missing } {
  return { missing: { reason: "no-capture", params: { record: RECORD_TEXT[name] } } };
}

/** None where neither side's captures can have the figure. */
function rowOf(metric: Measure, pair: SourcePair): MetricRow[] {
  const { name, measure, unit, inVerdict, of } = metric;
  const [baseline, candidate] = [pair.baseline, pair.candidate].map((source) => (source === null ? null : of(source)));
  if (baseline === null && candidate === null) return [];
  const compared = sidesOf(baseline ?? noCapture(name), candidate ?? noCapture(name));
  if (metric.isOptional && !compared.baseline?.estimate && !compared.candidate?.estimate) return [];
  const row = { name, measure, source: pair.name, unit, inVerdict, headline: false, chance: null };
  return [{ ...row, ...compared, ...(metric.isOfThisPage ? NOT_COMPARED : {}) }];
}

const NOT_COMPARED = { difference: null, differenceCi: null, distinguishable: null };

function distancesOf(pair: SourcePair, rules: ReadonlyMap<string, string>): MetricRow[] {
  const name = "profile_distance";
  return distanceRows(pair, rules, noCapture(name).missing).map((row) => ({
    name,
    source: pair.name,
    headline: false,
    inVerdict: true,
    baseline: null,
    candidate: null,
    differenceCi: null,
    ...row,
  }));
}

function sidesOf(base: Measured, later: Measured): Pick<MetricRow, ComparedFields> {
  const [baseline, candidate] = [base, later].map((side): Figure | null => ("figure" in side ? side.figure : null));
  const [baseMissing, laterMissing] = [base, later].map((side): Missing | null =>
    "missing" in side ? side.missing : null,
  );
  const difference = baseline === null || candidate === null ? null : candidate.estimate - baseline.estimate;
  const differenceCi =
    baseline?.ci == null || candidate?.ci == null
      ? null
      : differenceInterval(baseline.estimate, baseline.ci, candidate.estimate, candidate.ci);
  return {
    baseline,
    candidate,
    missing: { baseline: baseMissing, candidate: laterMissing },
    difference,
    differenceCi,
    distinguishable: differenceCi === null ? null : differenceCi[0] > 0 || differenceCi[1] < 0,
  };
}

type ComparedFields = "baseline" | "candidate" | "missing" | "difference" | "differenceCi" | "distinguishable";

/** A row for each metric that no capture has anything of, so that the page can say what to record. */
function unmeasured(rows: readonly MetricRow[]): MetricRow[] {
  return METRIC_NAMES.filter((name) => rows.every((row) => row.name !== name)).map((name) => ({
    name,
    measure: "",
    source: "",
    unit: "share",
    headline: false,
    inVerdict: false,
    ...sidesOf(noCapture(name), noCapture(name)),
    chance: null,
  }));
}

/** Sources by how much they say of sampling: what perf records first, then what was made to be compared. */
const SOURCE_ORDER: readonly RegExp[] = [
  /^perf cpu-clock/,
  /^perf cycles/,
  /^perf /,
  /^csv/,
  /^pprof cpu/,
  /^pprof/,
  /./,
];

/** Of each metric the row that speaks for it: of the first measure that both sides have, from the best source. */
function withHeadlines(rows: readonly MetricRow[]): MetricRow[] {
  const rank = ({ source }: MetricRow): number => SOURCE_ORDER.findIndex((pattern) => pattern.test(source));
  const chosen = new Set(
    METRIC_NAMES.map((name) => {
      const whole = rows.filter((row) => row.name === name && row.difference !== null);
      const [first] = whole;
      const same = whole.filter(({ measure }) => measure === first?.measure);
      return [...same].sort((a, b) => rank(a) - rank(b))[0];
    }),
  );
  const order = (row: MetricRow): number => METRIC_NAMES.indexOf(row.name);
  return rows.map((row) => ({ ...row, headline: chosen.has(row) })).sort((a, b) => order(a) - order(b));
}
