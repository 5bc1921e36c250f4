import type uPlot from "uplot";
import type { ChartFocus, PointRange } from "./chartFocus";
import type { ChartProps } from "./chartProps";
import type { Area } from "./stackedAreas";
import type { Colours } from "./useColours";

/** A chart as uPlot takes it: its columns, its options, what is drawn above and below them, its zoom and its cursor. */

/** What is drawn of a chart. */
export type Drawn = Pick<
  ChartProps,
  "xs" | "lines" | "stack" | "marks" | "judged" | "formatX" | "formatY" | "stepsX" | "stepsY" | "heightPx"
>;

export interface PlotEvents {
  /** The first and the last point that are to be shown. */
  onRange(first: number, last: number): void;
  /** The point under the pointer, or that the keys went to; null for none. */
  onPoint(point: number | null): void;
}

/** Columns as uPlot wants them: x, the lines (null where they have no value), then the upper and the lower edge of each area. */
export function plotData({ xs, lines }: Drawn, areas: readonly Area[]): uPlot.AlignedData {
  const columns = [...lines.map(({ values }) => values), ...areas.flatMap(({ high, low }) => [high, low])];
  return [
    Float64Array.from(xs),
    ...columns.map((column) => Array.from(column, (value) => (Number.isNaN(value) ? null : value))),
  ];
}

export function plotOptions(
  { lines, stack, marks, judged, formatX, formatY, stepsX, stepsY, heightPx }: Drawn,
  areas: readonly Area[],
  colours: Colours,
  width: number,
  { onRange, onPoint }: PlotEvents,
): uPlot.Options {
  const font = `12px ${colours.sans}`;
  const axis = {
    stroke: colours["fg-muted"],
    font,
    grid: { stroke: colours.border, width: 1 },
    ticks: { show: false },
  };
  const firstArea = 1 + lines.length;
  return {
    width,
    height: heightPx,
    legend: { show: false },
    scales: { x: { time: false }, y: { range: rangeWithZero } },
    axes: [
      { ...axis, incrs: [...stepsX], values: (_, ticks) => ticks.map(formatX), space: 70, size: 28 },
      {
        ...axis,
        incrs: [...stepsY],
        values: (_, ticks) => ticks.map(formatY),
        size: (_, labels) => 16 + 7 * Math.max(4, ...(labels ?? []).map((text) => text.length)),
      },
    ],
    series: [
      {},
      ...lines.map(({ colour, values }) => ({
        stroke: colours[colour],
        width: 2,
        points: { show: values.length <= 100, size: 5, fill: colours[colour] },
      })),
      ...areas.flatMap((_, i) => {
        const stroke = colours[stack[i].colour];
        const edge = { width: 1, points: { show: false } };
        return [{ ...edge, stroke }, { ...edge }];
      }),
    ],
    bands: areas.map((_, i) => ({
      series: [firstArea + 2 * i, firstArea + 2 * i + 1],
      fill: withAlpha(colours[stack[i].colour]),
    })),
    cursor: {
      points: { show: false },
      y: false,
      drag: { x: true, y: false, setScale: false }, // whoever is told sets the range
      bind: {
        dblclick: (plot) => () => {
          onRange(0, plot.data[0].length - 1);
          return null;
        },
      },
    },
    hooks: {
      drawClear: [(plot) => shadeUnjudged(plot, judged, colours)],
      draw: [(plot) => drawMarks(plot, marks, colours)],
      setSelect: [(plot) => tellChosen(plot, onRange)],
      setCursor: [(plot) => onPoint(plot.cursor.idx ?? null)],
    },
  };
}

/** Shows a range of points, if it is another one than is shown. */
export function zoomPlot(plot: uPlot, range: PointRange): void {
  const [xs] = plot.data;
  if (xs.length < 2) return;
  const [min, max] = [xs[range?.[0] ?? 0], xs[range?.[1] ?? xs.length - 1]];
  const { x } = plot.scales;
  if (x?.min !== min || x?.max !== max) plot.setScale("x", { min, max });
}

/** Shows the cursor of the keys, and what they have chosen. */
export function focusPlot(plot: uPlot, { cursor, anchor }: ChartFocus): void {
  const at = (point: number) => plot.valToPos(plot.data[0][point] ?? 0, "x");
  plot.setCursor(cursor < 0 ? { left: -10, top: -10 } : { left: at(cursor), top: 0 });
  const [left, right] = anchor < 0 ? [0, 0] : [at(anchor), at(cursor)].sort((a, b) => a - b);
  plot.setSelect({ left, width: right - left, top: 0, height: plot.over.clientHeight }, false);
}

/** Says which points have been drawn around; nothing of less than two. */
function tellChosen(plot: uPlot, tell: PlotEvents["onRange"]): void {
  const { left, width } = plot.select;
  if (width <= 0) return;
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  const [from, to] = [plot.posToVal(left, "x"), plot.posToVal(left + width, "x")];
  const inside = [...plot.data[0].keys()].filter((point) => plot.data[0][point] >= from && plot.data[0][point] <= to);
  const [first = 0, last = 0] = [inside[0], inside.at(-1)];
  if (first < last) tell(first, last);
}

/** Zero is always in sight: a chart that begins at 90 % makes everything look like growth. */
function rangeWithZero(_: uPlot, min: number, max: number): [number, number] {
  const [low, high] = [Math.min(0, min), Math.max(0, max)];
  const margin = (high - low) * 0.06 || 1;
  return [low < 0 ? low - margin : 0, high + margin];
}

function shadeUnjudged({ ctx, bbox, valToPos }: uPlot, judged: ChartProps["judged"], colours: Colours): void {
  if (judged === null) return;
  const [from, to] = judged.map((x) => Math.min(bbox.left + bbox.width, Math.max(bbox.left, valToPos(x, "x", true))));
  ctx.save();
  ctx.fillStyle = colours["bg-raised"];
  ctx.fillRect(bbox.left, bbox.top, from - bbox.left, bbox.height);
  ctx.fillRect(to, bbox.top, bbox.left + bbox.width - to, bbox.height);
  ctx.restore();
}

function drawMarks({ ctx, bbox, valToPos }: uPlot, marks: ChartProps["marks"], colours: Colours): void {
  ctx.save();
  ctx.strokeStyle = colours.fg;
  ctx.fillStyle = colours.fg;
  ctx.lineWidth = devicePixelRatio;
  ctx.textAlign = "left";
  ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.font = `${12 * devicePixelRatio}px ${colours.sans}`;
  for (const { x, label } of marks) {
    const at = valToPos(x, "x", true);
    if (at < bbox.left || at > bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(at, bbox.top);
    ctx.lineTo(at, bbox.top + bbox.height);
    ctx.stroke();
    ctx.fillText(label, at + 4 * devicePixelRatio, bbox.top + 12 * devicePixelRatio);
  }
  ctx.restore();
}

/** "#rrggbb" at 72 %. */
function withAlpha(colour: string): string {
  return `${colour}b8`;
}
