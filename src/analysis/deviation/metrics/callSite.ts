import type { Figure, MetricUnit } from "../../../model/deviation";
import { type CodeErrors, codeErrors } from "../codeErrors";
import { ratioFigure, shareFigure } from "../figures";
import { type Measure, measured } from "./metric";

/**
 * Whether sampled addresses can be right, by the instructions of the binaries: how far a return address lies from the
 * nearest place behind a call, and a sampled one from where an instruction begins. 0 is perfect.
 */
export const CALL_SITES: readonly Measure[] = [
  ofCode("mean_distance", "bytes", ({ distance, callers }) => ratioFigure(distance, callers)),
  ofCode("off_share", "share", ({ off, callers }) => shareFigure(off, callers)),
  ofCode("leaf_off_share", "share", ({ leavesOff, leaves }) => shareFigure(leavesOff, leaves)),
];

function ofCode(measure: string, unit: MetricUnit, figure: (errors: CodeErrors) => Figure | null): Measure {
  return {
    name: "call_site_error",
    measure,
    unit,
    inVerdict: true,
    of(source) {
      if (source.kind === "harness" || source.parts.some(({ chains }) => chains !== "perf")) return null;
      const errors = codeErrors(source);
      return measured(figure(errors), { missing: errors.missing });
    },
  };
}
