import type { NodeTrend } from "../../model/numa";
import type { ReportNodeTrend, ReportNuma } from "../../model/report";
import type { SessionData } from "../../model/session";
import { thinned } from "../gcTrace";
import { nodeRows } from "../numa/nodeRows";
import { goroutineNodes, threadNodes } from "../numa/threadNodes";

const MOST_DUMPS = 2000;

/** `numa` of the report: null without a text of NUMA memory and without threads on more than one node. */
export function numaPart({ files, numa }: SessionData): ReportNuma | null {
  const threads = threadNodes(files);
  const goroutines = goroutineNodes(files, threads);
  const rows = nodeRows(numa, threads, goroutines);
  if (numa === null && rows.length < 2) return null;
  const [first] = numa?.amplifications ?? [];
  return {
    nodes: rows.map((row) => ({
      node: row.node,
      goroutines: row.goroutines,
      threads: row.threads,
      bytes: row.bytes,
      slope_per_s: row.slopePerS,
      slope_ci: row.slopeCi,
      total_bytes: row.totalBytes,
      free_bytes: row.freeBytes,
      reclaimable_bytes: row.reclaimableBytes,
      exhaustion_s: row.exhaustion?.s ?? null,
      exhaustion_ci: row.exhaustion?.ci ?? null,
    })),
    unplaced_goroutines: goroutines?.unknown ?? null,
    hot_node: numa === null || numa.hotNode < 0 ? null : numa.hotNode,
    amplification: first?.factor ?? null,
    amplification_ci: first?.ci ?? null,
    controls: (numa?.amplifications ?? []).map(({ control, nodes, factor, ci, atLeast }) => ({
      series: control,
      nodes,
      amplification: factor,
      amplification_ci: ci,
      at_least: atLeast,
    })),
    affected: numa === null || numa.affected < 0 ? null : numa.affected,
    series: (numa?.series ?? []).map(({ scope, name, side, timed, dumps, nodes, free }) => ({
      scope,
      name,
      side,
      timed,
      dumps,
      nodes: nodes.map(trendPart),
      free: free.map(trendPart),
    })),
  };
}

function trendPart({ node, timesS, values, slopePerS, slopeCi }: NodeTrend): ReportNodeTrend {
  const kept = thinned(values.length, MOST_DUMPS);
  return {
    node,
    times_s: kept.map((i) => timesS[i]),
    bytes: kept.map((i) => values[i]),
    slope_per_s: slopePerS,
    slope_ci: slopeCi,
  };
}
