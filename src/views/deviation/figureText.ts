import type { Figure, MetricRow, MetricUnit } from "../../model/deviation";
import { formatBytes, formatFigure, formatFixed, formatNs, formatShare } from "../../ui/format";
import type { Words } from "./words";

/** A figure of a metric in its unit: "49.4%", "312 B", "0.31". */
export function valueText(value: number, unit: MetricUnit, language: string): string {
  return FORMATS[unit](value, language);
}

const FORMATS: Readonly<Record<MetricUnit, (value: number, language: string) => string>> = {
  share: formatShare,
  bytes: formatBytes,
  bytes2: (value, language) => `${formatFigure(value, language)} B²`,
  bits: (value, language) => `${formatFigure(value, language)} bit`,
  ratio: formatFigure,
  milliseconds: (value, language) => `${formatFigure(value, language)} ms`,
  nanoseconds: formatNs,
};

/** A difference: of shares in points, with a sign where there is one. */
export function differenceText(value: number, unit: MetricUnit, { t, language }: Words): string {
  if (unit !== "share") return `${signOf(value)}${valueText(Math.abs(value), unit, language)}`;
  return t("views.deviation.points", { points: pointsText(value, language) });
}

export function intervalText(
  ends: readonly [number, number] | null,
  say: (value: number) => string,
  { t }: Words,
): string {
  return ends === null ? "" : t("views.deviation.range", { low: say(ends[0]), high: say(ends[1]) });
}

/** The interval of a difference: the word for points once. */
export function differenceIntervalText(ends: readonly [number, number] | null, unit: MetricUnit, words: Words): string {
  if (unit !== "share") return intervalText(ends, (value) => differenceText(value, unit, words), words);
  const points = intervalText(ends, (value) => pointsText(value, words.language), words);
  return points === "" ? "" : words.t("views.deviation.points", { points });
}

function pointsText(share: number, language: string): string {
  const digits = share !== 0 && Math.abs(share) < 0.001 ? 3 : 2;
  return `${signOf(share)}${formatFixed(Math.abs(100 * share), digits, language)}`;
}

function signOf(value: number): string {
  return value > 0 ? "+" : value < 0 ? "−" : "";
}

/** Figures that are of another unit than the rows that they are made of. */
const ROW_UNITS: Readonly<Record<string, MetricUnit>> = {
  gap_variation: "nanoseconds",
  gap_variation_all: "nanoseconds",
  variance: "bytes",
};

/** How far a figure's rows are spread: a standard deviation. */
export function spreadText(
  { sd }: Figure,
  { measure, unit }: Pick<MetricRow, "measure" | "unit">,
  words: Words,
): string {
  return words.t("views.deviation.sd", { sd: valueText(sd, ROW_UNITS[measure] ?? unit, words.language) });
}
