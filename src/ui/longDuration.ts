import { formatDuration } from "./format";

const DAY_S = 86_400;
const YEAR_S = 365.25 * DAY_S;

/** A time that may be long: "4 h 10 min", "12 days", "3.2 years". */
export function formatLongDuration(seconds: number, language: string): string {
  if (seconds < 2 * DAY_S) return formatDuration(seconds, language);
  const [unit, size] = seconds < 2 * YEAR_S ? (["day", DAY_S] as const) : (["year", YEAR_S] as const);
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit,
    unitDisplay: "long",
    maximumSignificantDigits: 2,
  }).format(seconds / size);
}
