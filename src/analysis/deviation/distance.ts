import type { Chance, MetricRow, Missing } from "../../model/deviation";
import { grouped, groupsOf } from "../statistics/clusterBootstrap";
import { quantileSorted } from "../statistics/quantile";
import { seeded } from "../statistics/random";
import { type FunctionShares, functionShares } from "./functionShares";
import type { Source, SourcePair } from "./sources";

/**
 * How far apart the profiles of two sides are: the self shares of functions, matched by normalised name. A distance is
 * never below 0, so it is compared with what it becomes when clusters are dealt to the sides at random.
 */
type DistanceRow = Pick<MetricRow, "measure" | "unit" | "difference" | "distinguishable" | "chance" | "missing">;

/** Of two distributions over the same functions. */
type Distance = (base: Float64Array, later: Float64Array) => number;

const DISTANCES: readonly { readonly measure: string; readonly unit: MetricRow["unit"]; readonly of: Distance }[] = [
  { measure: "total_variation", unit: "share", of: totalVariation },
  { measure: "jensen_shannon", unit: "bits", of: jensenShannon },
];

/** Half the sum of absolute differences: the share of samples that would have to be moved. */
function totalVariation(base: Float64Array, later: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < base.length; i++) sum += Math.abs(base[i] - later[i]);
  return sum / 2;
}

/** Jensen–Shannon divergence to base 2 (Lin 1991): 0 to 1. */
function jensenShannon(base: Float64Array, later: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < base.length; i++) {
    const [p, q] = [base[i], later[i]];
    const middle = (p + q) / 2;
    if (p > 0) sum += (p / 2) * Math.log2(p / middle);
    if (q > 0) sum += (q / 2) * Math.log2(q / middle);
  }
  return Math.max(0, sum);
}

/** None where neither side has stacks of the kind. */
export function distanceRows(pair: SourcePair, rules: ReadonlyMap<string, string>, noCapture: Missing): DistanceRow[] {
  const [base, later] = [pair.baseline, pair.candidate].map((source) => sharesOf(source, rules, noCapture));
  if (base === null || later === null) return [];
  if (!("shares" in base) || !("shares" in later)) {
    const missing = {
      baseline: "missing" in base ? base.missing : null,
      candidate: "missing" in later ? later.missing : null,
    };
    return DISTANCES.map(({ measure, unit }) => ({
      measure,
      unit,
      difference: null,
      distinguishable: null,
      chance: null,
      missing,
    }));
  }
  const both = bothSides(base.shares, later.shares);
  const deals = dealsOf(both);
  return DISTANCES.map(({ measure, unit, of }) => {
    const chance = deals === null ? null : chanceOf(deals, of);
    return {
      measure,
      unit,
      difference: of(...sharesOfSides(both)),
      distinguishable: chance === null ? null : chance.pValue <= LEVEL,
      chance,
      missing: { baseline: null, candidate: null },
    };
  });
}

/** The tail above a 95 % interval, so that one capture halved at random is rarely told from itself. */
const LEVEL = 0.025;

type SideShares = { readonly shares: FunctionShares } | { readonly missing: Missing };

/** More weight than this without a name, and functions cannot be matched. */
const MOST_UNNAMED = 0.5;

function sharesOf(source: Source | null, rules: ReadonlyMap<string, string>, noCapture: Missing): SideShares | null {
  if (source === null) return { missing: noCapture };
  if (source.kind === "harness") return null;
  const shares = functionShares(source, rules);
  if (shares.functions.size === 0) return { missing: { reason: "too-few-samples", params: {} } };
  const { share: unnamedShare, module } = shares.unnamed;
  if (unnamedShare > MOST_UNNAMED) return { missing: { reason: "unnamed", params: { unnamedShare, module } } };
  return { shares };
}

interface BothSides {
  readonly functions: readonly string[];
  readonly base: FunctionShares;
  readonly later: FunctionShares;
}

function bothSides(base: FunctionShares, later: FunctionShares): BothSides {
  return { functions: [...new Set([...base.functions.keys(), ...later.functions.keys()])], base, later };
}

function sharesOfSides({ functions, base, later }: BothSides): [Float64Array, Float64Array] {
  const of = ({ functions: weights, total }: FunctionShares): Float64Array => {
    const all = total.reduce((sum, weight) => sum + weight, 0);
    return Float64Array.from(functions, (name) => (weights.get(name)?.weight ?? 0) / all);
  };
  return [of(base), of(later)];
}

/** Functions that are dealt one by one; the others as one. */
const MOST_DEALT = 500;
/** Groups of clusters that are dealt, per side: enough for a p-value. */
const MOST_DEALT_GROUPS = 128;
const DEALS = 1000;
const SEED = 0xdea1;

/** Weights of the pooled clusters: a row per group, the baseline's first; columns are functions. */
interface Pool {
  readonly weights: Float64Array; // rows × columns
  readonly total: Float64Array; // per row
  readonly rows: number;
  readonly baseRows: number;
  readonly columns: number;
}

/** Null where there are so few clusters that no deal could be rare. */
function dealsOf(both: BothSides): Pool | null {
  const { base, later } = both;
  const ranked = [...both.functions].sort((a, b) => pooled(both, b) - pooled(both, a));
  const dealt = ranked.slice(0, MOST_DEALT);
  const columns = dealt.length + 1;
  const sides = [base, later].map((side) => sideRows(side, dealt));
  const [baseRows, laterRows] = sides.map(({ rows }) => rows);
  if (arrangements(baseRows + laterRows, Math.min(baseRows, laterRows)) < 1 / LEVEL) return null;
  const rows = baseRows + laterRows;
  const weights = new Float64Array(rows * columns);
  const total = new Float64Array(rows);
  let first = 0;
  for (const side of sides) {
    weights.set(side.weights, first * columns);
    total.set(side.total, first);
    first += side.rows;
  }
  return { weights, total, rows, baseRows, columns };
}

function pooled({ base, later }: BothSides, name: string): number {
  return (base.functions.get(name)?.weight ?? 0) + (later.functions.get(name)?.weight ?? 0);
}

function sideRows({ functions, total, rows }: FunctionShares, dealt: readonly string[]) {
  const kept = Int32Array.from(rows.keys()).filter((cluster) => rows[cluster] > 0);
  const { groups: all, group } = groupsOf(kept.length);
  const groups = Math.min(all, MOST_DEALT_GROUPS);
  const narrowed = group.map((one) => one % groups);
  const fold = (column: Float64Array): Float64Array => {
    const present = Float64Array.from(kept, (cluster) => column[cluster]);
    return grouped(present, narrowed, groups);
  };
  const totals = fold(total);
  const columns = dealt.length + 1;
  const weights = new Float64Array(groups * columns);
  const rest = totals.slice();
  for (const [column, name] of dealt.entries()) {
    const weight = functions.get(name);
    if (weight === undefined) continue;
    for (const [row, value] of fold(weight.perCluster).entries()) {
      weights[row * columns + column] = value;
      rest[row] -= value;
    }
  }
  for (let row = 0; row < groups; row++) weights[row * columns + dealt.length] = Math.max(0, rest[row]);
  return { weights, total: totals, rows: groups };
}

/** n over k, as far as it matters whether it is large. */
function arrangements(n: number, k: number): number {
  let count = 1;
  for (let i = 1; i <= k && count < 1e6; i++) count = (count * (n - k + i)) / i;
  return count;
}

function chanceOf(pool: Pool, distance: Distance): Chance {
  const { rows, baseRows, columns } = pool;
  const inOrder = Int32Array.from({ length: rows }, (_, row) => row);
  const observed = dealtDistance(pool, inOrder, distance);
  const random = seeded(SEED);
  const distances = Float64Array.from({ length: DEALS }, () => dealtDistance(pool, random.permutation(rows), distance));
  const least = observed - 1e-12 * columns * baseRows; // sums in another order
  const further = distances.reduce((count, one) => count + Number(one >= least), 0);
  return {
    mean: distances.reduce((sum, one) => sum + one, 0) / DEALS,
    high: quantileSorted(distances.sort(), 1 - LEVEL),
    pValue: (1 + further) / (1 + DEALS),
  };
}

/** The distance when the first of the rows in this order are the baseline. */
function dealtDistance(
  { weights, total, rows, baseRows, columns }: Pool,
  order: Int32Array,
  distance: Distance,
): number {
  const sides = [new Float64Array(columns), new Float64Array(columns)];
  const sums = [0, 0];
  for (let i = 0; i < rows; i++) {
    const side = i < baseRows ? 0 : 1;
    const into = sides[side];
    const first = order[i] * columns;
    for (let column = 0; column < columns; column++) into[column] += weights[first + column];
    sums[side] += total[order[i]];
  }
  for (const side of [0, 1]) {
    if (sums[side] === 0) return 0;
    for (let column = 0; column < columns; column++) sides[side][column] /= sums[side];
  }
  return distance(sides[0], sides[1]);
}
