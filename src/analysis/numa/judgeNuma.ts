import type { Amplification, FreeTrend, NodeSeries, NodeTrend, NumaMemory } from "../../model/numa";
import { amplification, meanSlope } from "./amplification";
import type { NodeSeriesInput } from "./nodeSeries";
import { exhaustion, nodeTrend } from "./nodeTrend";

/** Measures every node of every series, and how much faster the one that grows most grows than its controls. */
export function judgeNuma(inputs: readonly NodeSeriesInput[]): NumaMemory {
  const series = inputs.map(measured);
  const [affected = -1] = series
    .map((_, i) => i)
    .sort((a, b) => rankOf(series[b]) - rankOf(series[a]) || byGrowth(series[a], series[b]));
  const hot = affected < 0 ? null : hottest(series[affected]);
  return {
    series,
    affected,
    hotNode: hot?.node ?? -1,
    amplifications: hot === null ? [] : controlsOf(series, affected, hot),
  };
}

function measured({ step, nodes, free, ...head }: NodeSeriesInput): NodeSeries {
  return {
    ...head,
    nodes: nodes.map((gauge) => nodeTrend(gauge, step)),
    free: free.map(({ totalBytes, reclaimableBytes, ...gauge }): FreeTrend => {
      const trend = nodeTrend(gauge, step);
      return { ...trend, totalBytes, reclaimableBytes, exhaustion: head.timed ? exhaustion(trend) : null };
    }),
  };
}

/** Pages of a process say whose growth it is; what is on the baseline's side is there to be compared with. */
function rankOf({ scope, side, nodes }: NodeSeries): number {
  return (nodes.length > 0 ? 4 : 0) + (side === "baseline" ? 0 : 2) + (scope === "process" ? 1 : 0);
}

function byGrowth(a: NodeSeries, b: NodeSeries): number {
  return (hottest(b)?.slopePerS ?? 0) - (hottest(a)?.slopePerS ?? 0);
}

function hottest({ nodes }: NodeSeries): NodeTrend | null {
  return nodes.reduce<NodeTrend | null>(
    (most, node) => (most === null || node.slopePerS > most.slopePerS ? node : most),
    null,
  );
}

/**
 * What the hot node is compared with: the same node of the baseline's series, then the other nodes of its own series, then
 * the same node of further series of the same kind. A series without that node is compared by the mean of those it has.
 */
function controlsOf(series: readonly NodeSeries[], affected: number, hot: NodeTrend): Amplification[] {
  const own = series[affected];
  const others = series.map((_, i) => i).filter((i) => i !== affected && isComparable(series[i], own));
  const isBaseline = (i: number) => own.side !== "baseline" && series[i].side === "baseline";
  const order = [...others.filter(isBaseline), affected, ...others.filter((i) => !isBaseline(i))];
  return order.flatMap((control) => {
    const nodes = series[control].nodes;
    const same = nodes.filter(({ node }) => node === hot.node);
    const chosen =
      control === affected ? nodes.filter(({ node }) => node !== hot.node) : same.length > 0 ? same : nodes;
    if (chosen.length === 0) return [];
    return [{ control, nodes: chosen.map(({ node }) => node), ...amplification(hot, meanSlope(chosen)) }];
  });
}

function isComparable(a: NodeSeries, b: NodeSeries): boolean {
  return a.scope === b.scope && a.timed === b.timed;
}
