import { CHECK_TEXT } from "../../model/checkText";

/** What the capture check says of a perf.data file, by its rules. */
export const captureCheck = {
  title: "Capture check",
  errors: "serious: {{number}}",
  warnings: "warnings: {{number}}",
  infos: "notes: {{number}}",
  article: "Article",
  rules: CHECK_TEXT,
} as const;
