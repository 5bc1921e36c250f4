import type { Guard, Verdict } from "../../model/growth";
import { quantileSorted } from "../statistics/quantile";
import { rangeOf, type Segment, type Shape, type Shown } from "./measure";

/** The figures of the verdict rules: product.md section 4. */
export const RULES = {
  falseDiscoveryRate: 0.05,
  points: 10, // for "leaking"
  fewestPoints: 6, // for any verdict
  shareOfHeap: 0.01,
  samplingPeriods: 4,
  laterShare: 0.5,
  saturationGap: 2, // ΔAICc
  straightness: 0.7, // standard errors
  straightnessOfFew: 0.95, // the same of growth by fewer samples than the next: of these every line may be a cache
  fewSamples: 100,
  straightnessPersisting: 1.5, // where errors persist by more than the next
  persistence: 0.4, // AR(1) coefficient
  straightBeyondDoubt: 2.3, // what bends it then is not a cache
} as const;

/** Growth below this is not worth a verdict: 1 % of the live heap, or what four samples stand for. */
export function leastGrowth(liveHeap: number, quantum: number): number {
  return Math.max(RULES.shareOfHeap * liveHeap, RULES.samplingPeriods * quantum);
}

/** The conditions of "leaking", in the order in which the page names them. `shape` null: too small to be judged. */
export function guardsOf(segment: Segment, shown: Shown, shape: Shape | null, pLimit: number): Guard[] {
  const points = segment.values.length;
  const pValue = shape?.pValue ?? 1;
  const later = shape?.laterShare ?? 0;
  const [gap, straight] = [shape?.saturationGap ?? 0, shape?.straightness.t ?? 0].map(finite);
  const persists = (shape?.straightness.rho ?? 0) > RULES.persistence;
  const isOfFew = shown.growth < RULES.fewSamples * segment.quantum;
  const sameErrors = isOfFew ? RULES.straightnessOfFew : RULES.straightness;
  const straightLimit = persists ? RULES.straightnessPersisting : sameErrors;
  const fits = gap <= RULES.saturationGap || straight >= RULES.straightBeyondDoubt;
  const [low] = shown.slopeCi;
  return [
    { id: "points", passed: points >= RULES.points, value: points, limit: RULES.points },
    { id: "trend", passed: pValue <= pLimit, value: pValue, limit: pLimit },
    { id: "slope", passed: shown.bounded && low > 0, value: low, limit: 0 },
    {
      id: "size",
      passed: shape !== null && shown.growth >= segment.leastGrowth && shown.growth > 0,
      value: shown.growth,
      limit: segment.leastGrowth,
    },
    { id: "later-half", passed: later >= RULES.laterShare, value: later, limit: RULES.laterShare },
    { id: "shape", passed: shape !== null && fits, value: gap, limit: RULES.saturationGap },
    { id: "straight", passed: straight >= straightLimit, value: straight, limit: straightLimit },
  ];
}

/** JSON knows no infinity. */
function finite(value: number): number {
  return Math.max(-1e9, Math.min(1e9, value));
}

/**
 * One more for the total, so that it is never surer than its parts: the noise of a hundred sites can hide that the one
 * that grows levels off, and their wanderings add up to one that no single site's growth bears out.
 */
export function sitesGuard(leakingSites: number): Guard {
  return { id: "sites", passed: leakingSites > 0, value: leakingSites, limit: 1 };
}

/**
 * - leaking: every guard. suspected: every guard but one, which is `points` (6 to 9 of them) or `shape`; `straight`, and the
 *   total's `sites`, may fail as well.
 * - sawtooth: it swings (see below), whatever the trend.
 * - growing-then-flat: it grew, but not like a leak: the upper quartile of the first third lies below the lower
 *   one of the last, their medians differ by the size guard's limit and three standard deviations of sampling, and
 *   the later half or the shape guard fails.
 * - flat: nothing of these: constant, shrinking, or growth that its noise would also make.
 */
export function verdictOf(segment: Segment, shown: Shown, guards: readonly Guard[]): Verdict {
  if (segment.values.length < RULES.fewestPoints) return "too-few-points";
  const failed = guards.filter((guard) => !guard.passed).map((guard) => guard.id);
  if (failed.length === 0) return "leaking";
  const doubts = failed.filter((id) => id !== "sites" && id !== "straight");
  if (doubts.length < 2 && doubts.every((id) => id === "points" || id === "shape")) return "suspected";
  if (swings(segment)) return "sawtooth";
  const bent = failed.includes("later-half") || failed.includes("shape");
  return bent && shown.rising && hasRisen(segment) ? "growing-then-flat" : "flat";
}

/** The guard that a suspicion rests on; those that ask whether it bends are one. Null for none. */
export function doubtOf({ guards }: { readonly guards: readonly Guard[] }): Exclude<Guard["id"], "straight"> | null {
  const failed = guards.find(({ passed }) => !passed)?.id ?? null;
  return failed === "straight" ? "shape" : failed;
}

function hasRisen({ values, quantum, leastGrowth }: Segment): boolean {
  const third = Math.floor(values.length / 3);
  const [first, last] = [values.slice(0, third).sort(), values.slice(-third).sort()];
  const risen = quantileSorted(last, 0.5) - quantileSorted(first, 0.5);
  const sampling = 3 * Math.sqrt(quantum * (quantileSorted(first, 0.5) + quantileSorted(last, 0.5)));
  return quantileSorted(last, 0.25) > quantileSorted(first, 0.75) && risen >= Math.max(leastGrowth, sampling);
}

/**
 * A sawtooth falls at least twice and rises at least once in between, each time by half of its whole range and by
 * more than the noise: the size guard's limit and four standard deviations of the largest value's sampling error.
 */
function swings({ values, quantum, leastGrowth }: Segment): boolean {
  const [low, high] = rangeOf(values);
  const swing = Math.max((high - low) / 2, leastGrowth, 4 * Math.sqrt(quantum * Math.max(0, high)));
  if (!(high - low >= swing) || swing === 0) return false;
  let falls = 0;
  let rising = true;
  let turn = values[0]; // the extreme since the last turn
  for (const value of values) {
    if (rising ? value > turn : value < turn) turn = value;
    else if (Math.abs(value - turn) >= swing) {
      if (rising) falls++;
      rising = !rising;
      turn = value;
    }
  }
  return falls >= 2;
}
