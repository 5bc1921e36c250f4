import type { MetricRow, Missing } from "../../model/deviation";
import { type BothSides, bothSides, chanceOf, type Distance, dealsOf, LEVEL } from "./deals";
import { type FunctionShares, functionShares } from "./functionShares";
import type { Source, SourcePair } from "./sources";

/**
 * How far apart the profiles of two sides are: the self shares of functions, matched by normalised name. A distance is
 * never below 0, so it is compared with what it becomes when clusters are dealt to the sides at random.
 */
type DistanceRow = Pick<MetricRow, "measure" | "unit" | "difference" | "distinguishable" | "chance" | "missing">;

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

function sharesOfSides({ functions, base, later }: BothSides): [Float64Array, Float64Array] {
  const of = ({ functions: weights, total }: FunctionShares): Float64Array => {
    const all = total.reduce((sum, weight) => sum + weight, 0);
    return Float64Array.from(functions, (name) => (weights.get(name)?.weight ?? 0) / all);
  };
  return [of(base), of(later)];
}
