import { shareFigure } from "../figures";
import { stopSums } from "../stopSums";
import { type Measure, measured, missing } from "./metric";

/** More than this share of stacks that end in code without a name, and the rest says nothing of all. */
const MOST_UNTOLD = 0.5;

/** Share of stacks that end neither at a root nor where another stack begins: those that were cut and those that broke. */
export const incompleteness: Measure = {
  name: "incomplete_rate",
  measure: "share",
  unit: "share",
  inVerdict: true,
  of(source) {
    if (source.kind === "harness" || source.parts.some(({ chains }) => chains === "none")) return null;
    if (source.parts.some(({ chains }) => chains === "go")) return missing("go-pprof-strips-roots");
    const { stacks, told, incomplete, missing: reason, unnamed } = stopSums(source);
    const all = stacks.reduce((sum, count) => sum + count, 0);
    if (all > 0 && unnamed.stacks / all > MOST_UNTOLD) {
      return missing("unnamed", { unnamedShare: unnamed.stacks / all, module: unnamed.module });
    }
    const otherwise = reason === null ? missing("no-stacks", { file: "" }) : { missing: reason };
    return measured(shareFigure(incomplete, told), otherwise);
  },
};
