import type { Figure, MetricUnit, Missing } from "../../../model/deviation";
import { ClusterSums } from "../clusters";
import { meanFigure, ratioFigure } from "../figures";
import { frameOffsets } from "../frameOffsets";
import { baseNameOf } from "../mainModule";
import { medianFigure } from "../medianFigure";
import type { HarnessSource, StackSource } from "../sources";
import { type Measure, measured, missing } from "./metric";

/**
 * The article's abs(PC − function entry). It measures how large functions are, not how wrong a PC is, so it is in no
 * verdict. A harness gives the median of each stack's frames; of other captures every frame is a row.
 */
export const PC_OFFSETS: readonly Measure[] = [
  ofOffsets(
    "median",
    "bytes",
    (source) => {
      const { values, group, frames, groups } = frameOffsets(source);
      return medianFigure(values, group, groups, frames);
    },
    (source) => {
      const { values, cluster } = rowMedians(source);
      return medianFigure(values, cluster, source.clusters);
    },
  ),
  ofOffsets(
    "mean",
    "bytes",
    (source) => meanFigure(frameOffsets(source).bytes),
    (source) => {
      const { values, cluster } = rowMedians(source);
      const sums = new ClusterSums(source.clusters);
      for (let row = 0; row < values.length; row++) sums.add(cluster[row], values[row]);
      return meanFigure(sums);
    },
  ),
  ofOffsets("share_of_function", "share", (source) => {
    const { ofFunction, bytes } = frameOffsets(source);
    return ratioFigure(ofFunction, bytes.rows);
  }),
];

function ofOffsets(
  measure: string,
  unit: MetricUnit,
  ofStacks: (source: StackSource) => Figure | null,
  ofHarness?: (source: HarnessSource) => Figure | null,
): Measure {
  return {
    name: "pc_offset",
    measure,
    unit,
    inVerdict: false,
    of(source) {
      if (source.kind === "harness") {
        return ofHarness === undefined ? null : measured(ofHarness(source), missing("no-offset-column"));
      }
      if (source.parts.some(({ input }) => input.kind !== "perf" && input.kind !== "pprof")) return null;
      return measured(ofStacks(source), { missing: noBinary(source) });
    },
  };
}

function noBinary({ parts }: StackSource): Missing {
  const [part] = parts;
  return { reason: "no-code", params: { module: part === undefined ? "" : baseNameOf(part.input, part.profile) } };
}

function rowMedians({ parts }: HarnessSource): { readonly values: Float64Array; readonly cluster: Int32Array } {
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
