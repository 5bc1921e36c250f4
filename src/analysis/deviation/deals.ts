import type { Chance } from "../../model/deviation";
import { grouped } from "../statistics/clusterBootstrap";
import { quantileSorted } from "../statistics/quantile";
import { seeded } from "../statistics/random";
import type { FunctionShares } from "./functionShares";

/**
 * What a distance of profiles becomes when clusters are dealt to the sides at random: the permutation null of the labels
 * (Good 2005, Permutation, Parametric and Bootstrap Tests of Hypotheses).
 */

/** Of two distributions over the same functions. */
export type Distance = (base: Float64Array, later: Float64Array) => number;

/** The functions of both sides, and what each weighs there. */
export interface BothSides {
  readonly functions: readonly string[];
  readonly base: FunctionShares;
  readonly later: FunctionShares;
}

export function bothSides(base: FunctionShares, later: FunctionShares): BothSides {
  return { functions: [...new Set([...base.functions.keys(), ...later.functions.keys()])], base, later };
}

/** The tail above a 95 % interval, so that one capture halved at random is rarely told from itself. */
export const LEVEL = 0.025;

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
export function dealsOf(both: BothSides): Pool | null {
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

function sideRows({ functions, total }: FunctionShares, dealt: readonly string[]) {
  const groups = Math.min(total.length, MOST_DEALT_GROUPS);
  const narrowed = Int32Array.from(total, (_, group) => group % groups);
  const fold = (column: Float64Array): Float64Array => grouped(column, narrowed, groups);
  const totals = fold(total);
  const columns = dealt.length + 1;
  const weights = new Float64Array(groups * columns);
  const rest = totals.slice();
  for (const [column, name] of dealt.entries()) {
    const weight = functions.get(name);
    if (weight === undefined) continue;
    for (const [row, value] of fold(weight.perGroup).entries()) {
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

export function chanceOf(pool: Pool, distance: Distance): Chance {
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
