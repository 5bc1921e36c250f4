import { ClusterSums } from "../clusters";
import { meanFigure, medianFigure } from "../figures";
import type { HarnessSource } from "../sources";
import { type Measure, measured, missing } from "./metric";

/**
 * The article's abs(PC − function entry). It measures how large functions are, not how wrong a PC is, so it is in no
 * verdict. A harness gives the median of each stack's frames.
 */
export const PC_OFFSETS: readonly Measure[] = [
  {
    name: "pc_offset",
    measure: "median",
    unit: "bytes",
    inVerdict: false,
    of(source) {
      if (source.kind !== "harness") return null;
      const { values, cluster } = offsets(source);
      return measured(medianFigure(values, cluster, source.clusters), missing("no-offset-column"));
    },
  },
  {
    name: "pc_offset",
    measure: "mean",
    unit: "bytes",
    inVerdict: false,
    of(source) {
      if (source.kind !== "harness") return null;
      const { values, cluster } = offsets(source);
      const sums = new ClusterSums(source.clusters);
      for (let row = 0; row < values.length; row++) sums.add(cluster[row], values[row]);
      return measured(meanFigure(sums), missing("no-offset-column"));
    },
  },
];

function offsets({ parts }: HarnessSource): { readonly values: Float64Array; readonly cluster: Int32Array } {
  const values: number[] = [];
  const cluster: number[] = [];
  for (const { rows, clusters } of parts) {
    for (const [row, offset] of rows.medianOffset?.entries() ?? []) {
      if (Number.isNaN(offset)) continue;
      values.push(offset);
      cluster.push(clusters.of[row]);
    }
  }
  return { values: Float64Array.from(values), cluster: Int32Array.from(cluster) };
}
