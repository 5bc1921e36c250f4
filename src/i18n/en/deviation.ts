import { ADVICE_TEXT, ARTEFACT_TEXT, COMPARABILITY_TEXT, MISSING_TEXT, RECORD_TEXT } from "../../model/deviationText";

/** What the comparison of two sides says by keys of its result. */
export const deviation = {
  comparability: COMPARABILITY_TEXT,
  missing: MISSING_TEXT,
  record: RECORD_TEXT,
  artefacts: ARTEFACT_TEXT,
  advice: ADVICE_TEXT,
} as const;
