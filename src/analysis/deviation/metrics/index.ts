import { CALL_SITES } from "./callSite";
import { incompleteness } from "./incompleteness";
import type { Measure } from "./metric";
import { PC_OFFSETS } from "./pcOffset";
import { REGULARITY } from "./regularity";
import { STACK_TOP } from "./stackTop";
import { SYMBOL_COVERAGE } from "./symbolCoverage";
import { truncation } from "./truncation";

/** Every figure, in the order in which it is shown; of one metric the first speaks for it. */
export const MEASURES: readonly Measure[] = [
  truncation,
  incompleteness,
  ...CALL_SITES,
  ...STACK_TOP,
  ...REGULARITY,
  ...SYMBOL_COVERAGE,
  ...PC_OFFSETS,
];
