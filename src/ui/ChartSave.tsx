import type { RefObject } from "react";
import { csvOfChart } from "./ChartData";
import type { PointRange } from "./chartFocus";
import type { ChartProps, ChartSeries } from "./chartProps";
import { chartSvg } from "./chartSvg";
import { SaveButtons } from "./SaveButtons";
import { type Colours, useColours } from "./useColours";
import { visibleText } from "./visibleText";

interface ChartSaveProps {
  readonly chart: ChartProps; // with the series that are shown
  readonly range: PointRange; // and the points
  readonly all: ChartProps;
  readonly plot: RefObject<HTMLElement | null>;
}

/** Buttons that save a chart: as it is shown drawn anew as SVG or its canvas as PNG, or all its figures as CSV. */
export function ChartSave({ chart, range, all, plot }: ChartSaveProps) {
  const colours = useColours();
  if (colours === null) return null;
  const canvas = () => {
    const drawn = plot.current?.querySelector("canvas");
    return drawn == null ? null : opaque(drawn, colours.bg);
  };
  return (
    <SaveButtons
      fileName={chart.fileName}
      svg={() => chartSvg(pictureOf(chart, range, colours))}
      canvas={canvas}
      rows={() => csvOfChart(all)}
    />
  );
}

/** Marks that keep a name from turning the text around it; a picture has one line per text. */
const ISOLATES = /[\u2066-\u2069]/g;

function pictureOf({ label, xs, lines, stack, ...chart }: ChartProps, range: PointRange, colours: Colours) {
  const shown = (values: ArrayLike<number>) =>
    range === null ? values : Array.from(values).slice(range[0], range[1] + 1);
  const resolved = (series: readonly ChartSeries[]) =>
    series.map(({ label, values, colour }) => ({
      label: visibleText(label),
      values: shown(values),
      colour: colours[colour],
    }));
  const [from = 0, to = 0] = range === null ? [xs[0], xs[xs.length - 1]] : range.map((point) => xs[point]);
  return {
    ...chart,
    xs: shown(xs),
    marks: chart.marks.filter(({ x }) => x >= from && x <= to),
    title: visibleText(label.replace(ISOLATES, "")),
    lines: resolved(lines),
    stack: resolved(stack),
    ground: colours.bg,
    ink: colours.fg,
    grid: colours.border,
  };
}

/** A copy on the page's ground: the plot itself is transparent. */
function opaque(canvas: HTMLCanvasElement, ground: string): HTMLCanvasElement {
  const copy = document.createElement("canvas");
  copy.width = canvas.width;
  copy.height = canvas.height;
  const context = copy.getContext("2d");
  if (context === null) return canvas;
  context.fillStyle = ground;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  return copy;
}
