import type { RefObject } from "react";
import type { ChartProps } from "./Chart";
import { chartSvg } from "./chartSvg";
import { downloadBlob } from "./download";
import { SaveButtons } from "./SaveButtons";
import { type Colours, useColours } from "./useColours";
import { visibleText } from "./visibleText";

/** Buttons that save a chart as a picture: drawn anew as SVG, or its canvas as PNG. */
export function ChartSave({
  chart,
  plot,
}: {
  readonly chart: ChartProps;
  readonly plot: RefObject<HTMLElement | null>;
}) {
  const colours = useColours();
  if (colours === null) return null;
  const saveSvg = () => {
    const svg = chartSvg(pictureOf(chart, colours));
    downloadBlob(`${chart.fileName}.svg`, new Blob([svg], { type: "image/svg+xml" }));
  };
  const savePng = () => {
    const canvas = plot.current?.querySelector("canvas");
    if (canvas == null) return;
    opaque(canvas, colours.bg).toBlob((blob) => blob !== null && downloadBlob(`${chart.fileName}.png`, blob));
  };
  return <SaveButtons onSvg={saveSvg} onPng={savePng} />;
}

/** Marks that keep a name from turning the text around it; a picture has one line per text. */
const ISOLATES = /[\u2066-\u2069]/g;

function pictureOf({ label, lines, stack, ...chart }: ChartProps, colours: Colours) {
  const resolved = (series: ChartProps["lines"]) =>
    series.map(({ label, values, colour }) => ({ label: visibleText(label), values, colour: colours[colour] }));
  return {
    ...chart,
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
