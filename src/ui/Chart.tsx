import { useEffect, useMemo, useRef, useState } from "react";
import type uPlot from "uplot";
import Plot from "uplot";
import "uplot/dist/uPlot.min.css";
import css from "./Chart.module.css";
import { ChartSave } from "./ChartSave";
import { Name } from "./Name";
import { type Area, stackedAreas } from "./stackedAreas";
import { type Colours, type Token, useColours } from "./useColours";
import { useSize } from "./useSize";

export interface ChartSeries {
  readonly label: string;
  readonly values: ArrayLike<number>;
  readonly colour: Token;
}

export interface ChartProps {
  readonly label: string;
  /** What pictures of it are saved as, without the ending. */
  readonly fileName: string;
  readonly xs: ArrayLike<number>;
  readonly lines: readonly ChartSeries[];
  readonly stack: readonly ChartSeries[]; // areas on top of each other, first at the bottom
  /** Vertical lines with a word: the process started again. */
  readonly marks: readonly { readonly x: number; readonly label: string }[];
  /** The part of the x axis that the figures are computed on; the rest is shaded. */
  readonly judged: readonly [number, number] | null;
  readonly formatX: (x: number) => string;
  readonly formatY: (y: number) => string;
  /** Distances that axis marks may have, smallest first. */
  readonly stepsX: readonly number[];
  readonly stepsY: readonly number[];
  readonly heightPx: number;
  /** Told the first and the last point that are shown, after zooming. */
  readonly onRange?: (first: number, last: number) => void;
  /** The points that are shown; null for all. Without it the chart keeps its zoom to itself. */
  readonly range?: readonly [number, number] | null;
  /** The figures behind the picture, for those who cannot see it or want to copy them. */
  readonly table: { readonly summary: string; readonly x: string; readonly rowTitle: (point: number) => string };
}

/** A chart over time: lines, stacked areas, marks. Drag to zoom, double-click to see everything again. */
export function Chart(props: ChartProps) {
  const { label, lines, stack, heightPx } = props;
  const container = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const colours = useColours();
  const { width } = useSize(container);
  const [point, setPoint] = useState<number | null>(null);
  const areas = useMemo(() => stackedAreas(stack.map(({ values }) => values)), [stack]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new width resizes the plot, it need not be made again
  useEffect(() => {
    if (container.current === null || colours === null || width === 0) return;
    const made = new Plot(options(props, areas, colours, width, setPoint), data(props, areas), container.current);
    plot.current = made;
    zoom(made, props.range);
    return () => {
      plot.current = null;
      made.destroy();
    };
  }, [props.xs, lines, stack, props.judged, props.formatX, props.formatY, colours, heightPx, width > 0]);
  useEffect(() => {
    if (plot.current !== null) zoom(plot.current, props.range);
  }, [props.range]);
  useEffect(() => {
    if (width > 0) plot.current?.setSize({ width, height: heightPx });
  }, [width, heightPx]);

  const shown = point ?? props.range?.[1] ?? props.xs.length - 1;
  return (
    <figure className={css["chart"]}>
      <div ref={container} className={css["plot"]} style={{ height: heightPx }} role="img" aria-label={label} />
      <ul className={css["legend"]}>
        <li className={`${css["muted"]} ${css["figure"]}`}>{shown >= 0 && props.table.rowTitle(shown)}</li>
        {[...lines, ...stack].map(({ label, values, colour }) => (
          <li key={`${colour} ${label}`}>
            <span className={css["swatch"]} style={{ background: `var(--${colour})` }} />
            <span className={css["legendName"]}>
              <Name text={label} />
            </span>
            <span className={css["figure"]}>{shown >= 0 && props.formatY(values[shown])}</span>
          </li>
        ))}
        <li className={css["saves"]}>
          <ChartSave chart={props} plot={container} />
        </li>
      </ul>
      <DataTable {...props} />
    </figure>
  );
}

function DataTable({ xs, lines, stack, formatY, table }: ChartProps) {
  const [open, setOpen] = useState(false);
  const columns = [...lines, ...stack];
  return (
    <details className={css["data"]} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{table.summary}</summary>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
        <section className={css["scroll"]} tabIndex={0} aria-label={table.summary}>
          <table>
            <thead>
              <tr>
                <th scope="col">{table.x}</th>
                {columns.map(({ label, colour }) => (
                  <th scope="col" key={`${colour} ${label}`}>
                    <Name text={label} />
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {Array.from(xs, (x, point) => (
                <tr key={x}>
                  <th scope="row">{table.rowTitle(point)}</th>
                  {columns.map(({ label, colour, values }) => (
                    <td key={`${colour} ${label}`}>{formatY(values[point])}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </details>
  );
}

/** Columns as uPlot wants them: x, the lines (null where they have no value), then the upper and the lower edge of each area. */
function data({ xs, lines }: ChartProps, areas: readonly Area[]): uPlot.AlignedData {
  const columns = [...lines.map(({ values }) => values), ...areas.flatMap(({ high, low }) => [high, low])];
  return [
    Float64Array.from(xs),
    ...columns.map((column) => Array.from(column, (value) => (Number.isNaN(value) ? null : value))),
  ];
}

function options(
  { lines, stack, marks, judged, formatX, formatY, stepsX, stepsY, heightPx, onRange }: ChartProps,
  areas: readonly Area[],
  colours: Colours,
  width: number,
  onPoint: (point: number | null) => void,
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
    cursor: { points: { show: false }, y: false },
    hooks: {
      drawClear: [(plot) => shadeUnjudged(plot, judged, colours)],
      draw: [(plot) => drawMarks(plot, marks, colours)],
      setScale: [
        (plot, scale) => {
          if (scale === "x" && onRange !== undefined) tellRange(plot, onRange);
        },
      ],
      setCursor: [(plot) => onPoint(plot.cursor.idx ?? null)],
    },
  };
}

/** Shows a range of points, if it is another one than is shown. */
function zoom(plot: uPlot, range: ChartProps["range"]): void {
  const [xs] = plot.data;
  if (range === undefined || xs.length < 2) return;
  const [min, max] = [xs[range?.[0] ?? 0], xs[range?.[1] ?? xs.length - 1]];
  const { x } = plot.scales;
  if (x?.min !== min || x?.max !== max) plot.setScale("x", { min, max });
}

/** Says which points lie inside the x scale; nothing where none does. */
function tellRange({ data: [xs], scales }: uPlot, tell: (first: number, last: number) => void): void {
  const { min = 0, max = 0 } = scales["x"] ?? {};
  const inside = [...xs.keys()].filter((point) => xs[point] >= (min ?? 0) && xs[point] <= (max ?? 0));
  const [first, last] = [inside[0], inside.at(-1)];
  if (first !== undefined && last !== undefined && first < last) tell(first, last);
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
