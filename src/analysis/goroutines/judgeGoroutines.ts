import type { GoroutineSeries } from "../../model/goroutines";
import { judgeTrends } from "../growth/judgeSeries";
import type { GoroutineInput } from "./series";

/** Fewer goroutines more are not worth a verdict. */
const LEAST_GROWTH = 10;

/** Judges every group and the total with the tests of heap series. Goroutines are counted, not sampled: no quantum. */
export function judgeGoroutines({ totals, groups, groupCounts, ...input }: GoroutineInput): GoroutineSeries {
  const trends = judgeTrends({
    judged: input.judged,
    timesNs: input.timesNs,
    totals,
    siteValues: groupCounts,
    totalQuantum: 0,
    sites: groups.map(() => ({ quantum: 0 })),
    leastGrowth: LEAST_GROWTH,
  });
  return {
    ...input,
    total: trends.total,
    groups: groups
      .map((facts, i) => ({ ...facts, ...trends.sites[i] }))
      .sort((a, b) => b.last - b.first - (a.last - a.first) || b.last - a.last),
  };
}
