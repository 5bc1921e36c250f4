import type { MetricRow } from "../../model/deviation";
import type { Colours } from "../../ui/useColours";
import { visibleText } from "../../ui/visibleText";
import { differenceText, valueText } from "./figureText";
import { placedFigures } from "./intervalScale";
import { measureText, type Words } from "./words";

/** Where the columns of the picture begin, and its rows, in CSS pixels. */
const COLUMNS = { metric: 16, source: 380, baseline: 560, candidate: 680, bars: 800, difference: 1000 } as const;
const [WIDTH, ROW_PX, TOP_PX, BARS_PX] = [1180, 30, 64, 170];
const SCALE = 2;
/** No browser draws a higher canvas. */
const MAX_ROWS = Math.floor((16_384 / SCALE - TOP_PX) / ROW_PX);
const TOKENS = { baseline: "series-1", candidate: "series-2" } as const;

/** The rows that have a figure, with their intervals, as a picture; null where the browser has no canvas. */
export async function comparisonPng(words: Words, all: readonly MetricRow[], colours: Colours): Promise<Blob | null> {
  const rows = all.filter(({ baseline, candidate, difference }) => (baseline ?? candidate ?? difference) !== null);
  const shown = rows.slice(0, MAX_ROWS);
  const canvas = document.createElement("canvas");
  canvas.width = WIDTH * SCALE;
  canvas.height = (TOP_PX + shown.length * ROW_PX + 12) * SCALE;
  const context = canvas.getContext("2d");
  if (context === null) return null;
  context.scale(SCALE, SCALE);
  context.fillStyle = colours.bg;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.textBaseline = "middle";
  drawHead(context, words, colours);
  for (const [index, row] of shown.entries()) drawRow(context, words, row, TOP_PX + index * ROW_PX, colours);
  return new Promise((resolve) => canvas.toBlob(resolve));
}

function drawHead(context: CanvasRenderingContext2D, { t }: Words, colours: Colours): void {
  context.fillStyle = colours.fg;
  context.font = `600 16px ${colours.sans}`;
  context.fillText(t("views.deviation.title"), COLUMNS.metric, 20);
  context.font = `600 13px ${colours.sans}`;
  const texts = {
    metric: t("views.deviation.columns.metric"),
    source: t("views.deviation.columns.source"),
    baseline: t("views.deviation.side.baseline"),
    candidate: t("views.deviation.side.candidate"),
    bars: t("views.deviation.columns.interval"),
    difference: t("views.deviation.columns.difference"),
  };
  for (const column of ["metric", "source", "baseline", "candidate", "bars", "difference"] as const) {
    context.fillText(texts[column], COLUMNS[column], 46);
  }
}

function drawRow(context: CanvasRenderingContext2D, words: Words, row: MetricRow, top: number, colours: Colours): void {
  const { t, language } = words;
  const { unit, difference } = row;
  const middle = top + ROW_PX / 2;
  const value = (side: "baseline" | "candidate") => {
    const figure = row[side];
    return figure === null ? "" : valueText(figure.estimate, unit, language);
  };
  context.fillStyle = colours.border;
  context.fillRect(COLUMNS.metric, top, WIDTH - 2 * COLUMNS.metric, 1);
  context.fillStyle = colours.fg;
  context.font = `13px ${colours.sans}`;
  const name = `${t(`views.deviation.metrics.${row.name}`)}, ${measureText(words, row)}`;
  context.fillText(name, COLUMNS.metric, middle, COLUMNS.source - COLUMNS.metric - 8);
  context.fillText(visibleText(row.source), COLUMNS.source, middle, COLUMNS.baseline - COLUMNS.source - 8);
  context.fillText(value("baseline"), COLUMNS.baseline, middle);
  context.fillText(value("candidate"), COLUMNS.candidate, middle);
  if (difference !== null) context.fillText(differenceText(difference, unit, words), COLUMNS.difference, middle);
  for (const { side, low, high, at } of placedFigures(row)) {
    const y = side === "baseline" ? top + 5 : top + 17;
    context.fillStyle = colours[TOKENS[side]];
    context.globalAlpha = 0.45;
    context.fillRect(COLUMNS.bars + low * BARS_PX, y, Math.max(2, (high - low) * BARS_PX), 9);
    context.globalAlpha = 1;
    context.fillRect(COLUMNS.bars + at * BARS_PX - 1, y - 1, 2.5, 11);
  }
}
