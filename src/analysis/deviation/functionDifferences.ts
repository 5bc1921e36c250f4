import type { FunctionDifference, UnmatchedFunction } from "../../model/deviation";
import type { Side } from "../../model/session";
import { differenceInterval, type Interval } from "../statistics/clusterBootstrap";
import { shareFigure } from "./figures";
import { type FunctionShares, functionShares } from "./functionShares";
import type { SourcePair } from "./sources";

/** Functions that differ most come first; more than these are not shown, because each has two intervals to compute. */
const MOST_FUNCTIONS = 100;
/** A function of one side with less than this share is not worth a rule. */
const LEAST_UNMATCHED = 0.001;

export interface FunctionRows {
  readonly functions: readonly FunctionDifference[];
  readonly unmatched: readonly UnmatchedFunction[];
}

/** Self shares of functions on both sides of one source; empty where one of them has no stacks. */
export function functionRows(
  { name, baseline, candidate }: SourcePair,
  rules: ReadonlyMap<string, string>,
): FunctionRows {
  if (baseline?.kind !== "stacks" || candidate?.kind !== "stacks") return { functions: [], unmatched: [] };
  const [base, later] = [functionShares(baseline, rules), functionShares(candidate, rules)];
  const [baseTotal, laterTotal] = [base, later].map(({ total }) => total.reduce((sum, weight) => sum + weight, 0));
  const names = [...new Set([...base.functions.keys(), ...later.functions.keys()])];
  const shareOf = ({ functions }: FunctionShares, func: string, total: number): number =>
    total === 0 ? 0 : (functions.get(func)?.weight ?? 0) / total;
  const rows = names.map((func) => ({
    func,
    baselineShare: shareOf(base, func, baseTotal),
    candidateShare: shareOf(later, func, laterTotal),
  }));
  const difference = (row: (typeof rows)[number]): number => row.candidateShare - row.baselineShare;
  const most = [...rows].sort(
    (a, b) => Math.abs(difference(b)) - Math.abs(difference(a)) || (a.func < b.func ? -1 : 1),
  );
  return {
    functions: most.slice(0, MOST_FUNCTIONS).map((row) => {
      const [baselineCi, candidateCi] = [base, later].map((side) => intervalOf(side, row.func));
      return {
        source: name,
        ...row,
        module: moduleOf(row.func, base, later),
        isNamed: (base.functions.get(row.func) ?? later.functions.get(row.func))?.isNamed ?? false,
        baselineCi,
        candidateCi,
        difference: difference(row),
        differenceCi:
          baselineCi === null || candidateCi === null
            ? null
            : differenceInterval(row.baselineShare, baselineCi, row.candidateShare, candidateCi),
      };
    }),
    unmatched: rows
      .flatMap(({ func, baselineShare, candidateShare }): UnmatchedFunction[] => {
        if (baselineShare > 0 && candidateShare > 0) return [];
        const side: Side = baselineShare > 0 ? "baseline" : "candidate";
        const share = baselineShare + candidateShare;
        return share < LEAST_UNMATCHED
          ? []
          : [{ source: name, func, module: moduleOf(func, base, later), side, share }];
      })
      .sort((a, b) => b.share - a.share),
  };
}

function moduleOf(func: string, ...sides: readonly FunctionShares[]): string {
  for (const { functions } of sides) {
    const found = functions.get(func);
    if (found !== undefined) return found.module;
  }
  return "";
}

function intervalOf({ functions, total }: FunctionShares, func: string): Interval | null {
  const part = functions.get(func)?.perGroup ?? new Float64Array(total.length);
  return shareFigure(part, total)?.ci ?? null;
}
