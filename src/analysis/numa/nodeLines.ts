import type { NodeTrend } from "../../model/numa";
import { thinned } from "../gcTrace";

const MOST_POINTS = 2000;

/** The nodes' values at common times (seconds since NodeSeries.startS): at each the last known one, NaN before the first. */
export function nodeLines(nodes: readonly NodeTrend[]): {
  readonly xs: Float64Array;
  readonly lines: readonly Float64Array[];
} {
  const all = Float64Array.from(new Set(nodes.flatMap(({ timesS }) => [...timesS]))).sort();
  const xs = Float64Array.from(thinned(all.length, MOST_POINTS), (i) => all[i]);
  const lines = nodes.map(({ timesS, values }) => {
    let next = 0;
    return xs.map((x) => {
      while (next < timesS.length && timesS[next] <= x) next++;
      return next === 0 ? Number.NaN : values[next - 1];
    });
  });
  return { xs, lines };
}
