import type { Figure, MetricUnit } from "../../../model/deviation";
import { ClusterSums } from "../clusters";
import { shareFigure, varianceFigure } from "../figures";
import { medianFigure } from "../medianFigure";
import { type RootDeviations, rootDeviations } from "../rootDeviations";
import type { HarnessSource } from "../sources";
import { type Measure, measured, missing } from "./metric";

/**
 * How far stacks begin from where they should. The share off the mode speaks: the article's variance, beside it, is
 * moved by a single stray value.
 */
export const STACK_TOP: readonly Measure[] = [
  ofRoots("off_mode_share", "share", ({ signed, cluster }, clusters) => {
    const all = new Float64Array(clusters);
    const off = new Float64Array(clusters);
    for (let row = 0; row < signed.length; row++) {
      all[cluster[row]]++;
      if (signed[row] !== 0) off[cluster[row]]++;
    }
    return shareFigure(off, all);
  }),
  ofRoots("median_absolute", "bytes", ({ signed, cluster }, clusters) =>
    medianFigure(signed.map(Math.abs), cluster, clusters),
  ),
  ofRoots("variance", "bytes2", ({ signed, cluster }, clusters) => {
    const sums = new ClusterSums(clusters);
    for (let row = 0; row < signed.length; row++) sums.add(cluster[row], signed[row]);
    return varianceFigure(sums);
  }),
  {
    name: "stack_top_deviation",
    measure: "out_of_bounds_share",
    unit: "share",
    inVerdict: true,
    of(source) {
      if (source.kind !== "harness") return null;
      return measured(outOfBounds(source), missing("no-stack-bounds"));
    },
  },
];

function ofRoots(
  measure: string,
  unit: MetricUnit,
  figure: (deviations: RootDeviations, clusters: number) => Figure | null,
): Measure {
  return {
    name: "stack_top_deviation",
    measure,
    unit,
    inVerdict: measure === "off_mode_share",
    of(source) {
      if (source.kind === "harness" || source.parts.some(({ chains }) => chains !== "perf")) return null;
      const deviations = rootDeviations(source);
      return measured(figure(deviations, source.clusters), { missing: deviations.missing });
    },
  };
}

/** Rows whose stack pointer lies outside of the goroutine's stack. */
function outOfBounds({ parts, clusters }: HarnessSource): Figure | null {
  const all = new Float64Array(clusters);
  const outside = new Float64Array(clusters);
  for (const {
    rows,
    clusters: { of },
  } of parts) {
    const { sp, stackLow, stackHigh } = rows;
    if (sp === null || stackLow === null || stackHigh === null) continue;
    for (let row = 0; row < rows.length; row++) {
      if (Number.isNaN(sp[row] + stackLow[row] + stackHigh[row])) continue;
      all[of[row]]++;
      if (sp[row] < stackLow[row] || sp[row] > stackHigh[row]) outside[of[row]]++;
    }
  }
  return shareFigure(outside, all);
}
