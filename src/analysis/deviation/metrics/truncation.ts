import { shareFigure } from "../figures";
import type { HarnessSource } from "../sources";
import { stopSums } from "../stopSums";
import { type Measure, measured, missing } from "./metric";

/** Share of stacks that were cut: as long as there was room for, and the outermost frame is no root. */
export const truncation: Measure = {
  name: "truncation_rate",
  measure: "share",
  unit: "share",
  inVerdict: true,
  of(source) {
    if (source.kind === "harness") return { ...measured(harnessShare(source), missing("no-truncation-limit")) };
    const sums = stopSums(source);
    const otherwise = sums.missing === null ? missing("no-stacks", { file: "" }) : { missing: sums.missing };
    return measured(shareFigure(sums.truncated, sums.stacks), otherwise);
  },
};

function harnessShare({ parts, clusters }: HarnessSource) {
  const rows = new Float64Array(clusters);
  const cut = new Float64Array(clusters);
  for (const {
    rows: part,
    clusters: { of },
  } of parts) {
    for (let row = 0; row < part.length; row++) {
      rows[of[row]]++;
      cut[of[row]] += part.truncated[row];
    }
  }
  return shareFigure(cut, rows);
}
