import type { Contribution, DeviationVerdict, MetricRow } from "../../model/deviation";
import type { Advice } from "../../model/deviationText";

/** What to change, by why stacks end that should go on. */
const ADVICE_OF_STOP: Readonly<Record<string, Advice>> = {
  FrameLimit: "larger-limit",
  StackDumpExhausted: "larger-dump",
  NoUnwindInfo: "drop-binary",
  OneFrame: "stack-dumps",
  ChainEnds: "stack-dumps",
  NoModule: "stack-dumps",
  BadCfa: "right-binary",
  LoopDetected: "right-binary",
};

/**
 * The headline metrics that are distinguishably worse on the candidate's side, shares before other units because they can be
 * compared with each other; of the worst the part that adds most to it.
 */
export function verdictOf(metrics: readonly MetricRow[], attribution: readonly Contribution[]): DeviationVerdict {
  const judged = metrics.filter(({ headline, inVerdict, difference }) => headline && inVerdict && difference !== null);
  const worse = judged.filter(({ difference, distinguishable }) => distinguishable === true && (difference ?? 0) > 0);
  const [metric] = worse
    .filter(({ name }) => name !== "profile_distance")
    .sort(
      (a, b) => Number(b.unit === "share") - Number(a.unit === "share") || (b.difference ?? 0) - (a.difference ?? 0),
    );
  if (metric === undefined) {
    const isTold = judged.some(({ distinguishable }) => distinguishable !== null);
    return { state: isTold ? "comparable" : "unclear", metric: null, cause: null, advice: null };
  }
  const [cause = null] = attribution
    .filter(
      ({ metric: name, source, contribution }) => name === metric.name && source === metric.source && contribution > 0,
    )
    .sort((a, b) => b.contribution - a.contribution);
  return { state: "worse", metric, cause, advice: adviceOf(metric, cause) };
}

function adviceOf({ name, source }: MetricRow, cause: Contribution | null): Advice | null {
  if (name === "sampling_regularity") return "steadier-sampling";
  if (name === "call_site_error") return "right-binary";
  if (name === "truncation_rate" && !source.startsWith("perf ")) return "perf-instead";
  return cause === null ? null : (ADVICE_OF_STOP[cause.stop] ?? null);
}
