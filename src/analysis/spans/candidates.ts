import type { Verdict } from "../../model/growth";
import type { SpanLives } from "../../model/spanLives";
import type { SpanCandidates, SpanClasses, SpanCollections } from "../../model/spans";
import { thinned } from "../gcTrace";
import { judgeTrends } from "../growth/judgeSeries";
import { rangeOf } from "../growth/measure";
import { leastGrowth, RULES } from "../growth/verdict";
import { median } from "../statistics/quantile";
import { rowsOfClasses } from "./spanClasses";

/** A candidate was born after so many collections, the program's start, and has survived so many since. */
const BORN_AFTER = 2;
const SURVIVED = 3;

/** Points that a long recording is judged by. */
const MOST_POINTS = 200;

export function leakCandidates(
  lives: SpanLives,
  classes: SpanClasses,
  { beginNs, endNs }: SpanCollections,
): SpanCandidates {
  const verdicts = classVerdicts(lives, classes, beginNs);
  const rowOf = rowsOfClasses(classes.spanclass);
  const isCandidate = new Uint8Array(lives.length);
  const ended = endNs.filter((ns) => !Number.isNaN(ns));
  const afterNs = ended.length < BORN_AFTER ? Infinity : ended[BORN_AFTER - 1];
  let [spans, bytes] = [0, 0];
  for (let life = 0; life < lives.length; life++) {
    const isOld = lives.existed[life] === 1 || !(lives.birthNs[life] > afterNs);
    const survived = ended.length - firstFrom(beginNs, lives.birthNs[life]);
    if (isOld || survived < SURVIVED || !Number.isNaN(lives.deathNs[life])) continue;
    if (!isGrowing(verdicts[rowOf(lives.spanclass[life])])) continue;
    isCandidate[life] = 1;
    spans++;
    bytes += lives.pages[life] * lives.pageBytes;
  }
  return { verdicts, isCandidate, spans, bytes };
}

/** Of a class whose spans may be candidates. */
export function isGrowing(verdict: Verdict | undefined): boolean {
  return verdict === "leaking" || verdict === "suspected";
}

/**
 * Judges per class the bytes of spans that have survived SURVIVED collections, at the moment when another one begins:
 * by then everything is swept. Younger ones say how far the heap was filled since, and what was made while a collection
 * marked, which it lets live; these are much of a small heap.
 *
 *   born │ k begins … swept │ k + 1 … swept │ k + 2 … swept │ k + 3 begins: counted if still there
 */
function classVerdicts(lives: SpanLives, classes: SpanClasses, beginNs: Float64Array): readonly Verdict[] {
  const begins = beginNs.filter((ns) => Number.isFinite(ns));
  const chosen = thinned(Math.max(0, begins.length - SURVIVED), MOST_POINTS);
  const points = chosen.length;
  if (points < RULES.fewestPoints) return Array.from(classes.spanclass, () => "too-few-points");
  const born = Float64Array.from(chosen, (collection) => begins[collection]);
  const counted = Float64Array.from(chosen, (collection) => begins[collection + SURVIVED]);
  const values = new Float64Array(classes.length * points); // changes, then what they add up to
  const rowOf = rowsOfClasses(classes.spanclass);
  for (let life = 0; life < lives.length; life++) {
    const deathNs = lives.deathNs[life];
    const from = firstFrom(born, lives.birthNs[life]);
    const to = Number.isNaN(deathNs) ? points : firstFrom(counted, deathNs);
    if (from >= to) continue;
    const first = rowOf(lives.spanclass[life]) * points;
    const sizeBytes = lives.pages[life] * lives.pageBytes;
    values[first + from] += sizeBytes;
    if (to < points) values[first + to] -= sizeBytes;
  }
  const totals = new Float64Array(points);
  for (let i = 0; i < values.length; i++) {
    if (i % points > 0) values[i] += values[i - 1];
    totals[i % points] += values[i];
  }
  return judgedClasses(counted, totals, values);
}

/**
 * Only classes whose range could pass the size guard are tested, and are the family that Benjamini–Hochberg corrects
 * for: the range does not depend on the order of the values (growth/judgeSeries.ts).
 */
function judgedClasses(timesNs: Float64Array, totals: Float64Array, values: Float64Array): readonly Verdict[] {
  const points = totals.length;
  const columns = Array.from({ length: values.length / points }, (_, row) =>
    values.subarray(row * points, (row + 1) * points),
  );
  const least = leastGrowth(Math.max(totals[points - 1], median(totals)), 0);
  const tested = [...columns.keys()].filter((row) => {
    const [low, high] = rangeOf(columns[row]);
    return high > low && high - low >= least;
  });
  const { sites } = judgeTrends({
    judged: [0, points],
    timesNs: Array.from(timesNs, (ns) => BigInt(Math.round(ns))),
    totals,
    siteValues: Float64Array.from(tested.flatMap((row) => [...columns[row]])),
    totalQuantum: 0,
    sites: tested.map(() => ({ quantum: 0 })),
  });
  const verdicts = columns.map((): Verdict => "flat");
  for (const [i, row] of tested.entries()) verdicts[row] = sites[i].verdict;
  return verdicts;
}

/** The first of ascending times that is not before another. */
function firstFrom(timesNs: Float64Array, ns: number): number {
  let [low, high] = [0, timesNs.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (timesNs[middle] < ns) low = middle + 1;
    else high = middle;
  }
  return low;
}
