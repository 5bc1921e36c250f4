import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import type uPlot from "uplot";
import Plot from "uplot";
import "uplot/dist/uPlot.min.css";
import css from "./Chart.module.css";
import { ChartData } from "./ChartData";
import { ChartSave } from "./ChartSave";
import { focusByKey, NO_FOCUS, type PointRange, rangeOf } from "./chartFocus";
import { focusPlot, plotData, plotOptions, zoomPlot } from "./chartPlot";
import { type ChartProps, type ChartWords, figureOf } from "./chartProps";
import { Legend } from "./Legend";
import { stackedAreas } from "./stackedAreas";
import { useColours } from "./useColours";
import { useSize } from "./useSize";
import { visibleText } from "./visibleText";

/**
 * A chart over time: lines, stacked areas, marks. Drag to zoom, double-click to see everything again, or the keys of
 * chartFocus.ts; the legend hides series, and the axis fits what is left.
 */
export function Chart({ words, ...props }: ChartProps & { readonly words: ChartWords }) {
  const { label, xs, heightPx, table } = props;
  const container = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const colours = useColours();
  const { width } = useSize(container);
  const [point, setPoint] = useState<number | null>(null);
  const [focus, setFocus] = useState(NO_FOCUS);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [ownRange, setOwnRange] = useState<PointRange>(null);
  const range = within(props.range === undefined ? ownRange : props.range, xs.length);
  const lines = useMemo(() => props.lines.filter(({ label }) => !hidden.has(label)), [props.lines, hidden]);
  const stack = useMemo(() => props.stack.filter(({ label }) => !hidden.has(label)), [props.stack, hidden]);
  const areas = useMemo(() => stackedAreas(stack.map(({ values }) => values)), [stack]);
  const drawn: ChartProps = { ...props, lines, stack };

  const showRange = (next: PointRange) => {
    if (props.range === undefined) setOwnRange(next);
    props.onRange?.(next?.[0] ?? 0, next?.[1] ?? xs.length - 1);
  };
  const latest = useRef(showRange); // the plot lives longer than a rendering
  latest.current = showRange;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new width resizes the plot, it need not be made again
  useEffect(() => {
    if (container.current === null || colours === null || width === 0) return;
    const options = plotOptions(drawn, areas, colours, width, {
      onRange: (first, last) => latest.current(rangeOf(first, last, xs.length)),
      onPoint: setPoint,
    });
    const made = new Plot(options, plotData(drawn, areas), container.current);
    plot.current = made;
    zoomPlot(made, range);
    return () => {
      plot.current = null;
      made.destroy();
    };
  }, [xs, lines, stack, props.judged, props.formatX, props.formatY, colours, heightPx, width > 0]);
  const [first, last] = range ?? [0, xs.length - 1];
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new array with the same points is the same range
  useEffect(() => {
    if (plot.current !== null) zoomPlot(plot.current, range);
  }, [first, last]);
  useEffect(() => {
    if (width > 0) plot.current?.setSize({ width, height: heightPx });
  }, [width, heightPx]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: where a point lies follows the scale and the width
  useEffect(() => {
    const made = plot.current;
    if (made === null || focus === NO_FOCUS) return;
    queueMicrotask(() => plot.current === made && focusPlot(made, focus)); // uPlot sets its scales in one, too
  }, [focus, first, last, width, lines, stack]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = focusByKey({ focus, range }, xs.length, event.key, event.shiftKey);
    if (next === undefined) return;
    event.preventDefault();
    setFocus(next.focus);
    if (next.focus.cursor < 0) plot.current?.setCursor({ left: -10, top: -10 });
    if (next.range !== range) showRange(next.range);
  };
  const shown = point ?? (focus.cursor >= 0 && focus.cursor < xs.length ? focus.cursor : last);
  const title = shown >= 0 ? table.rowTitle(shown) : "";
  const visible = [...lines, ...stack].map(
    (one) => `${visibleText(one.label.slice(0, MAX_LABEL))} ${figureOf(props, one, shown)}`,
  );
  const chosen = focus.anchor < 0 ? "" : words.chosen(...ends(focus.anchor, focus.cursor, table.rowTitle));
  return (
    <figure className={css["chart"]}>
      <div
        ref={container}
        className={css["plot"]}
        style={{ height: heightPx }}
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, xs.length - 1)}
        aria-valuenow={Math.max(0, shown)}
        aria-valuetext={[`${title}: ${visible.join(", ")}`, chosen].filter((text) => text !== "").join(". ")}
        title={words.keys}
        data-chart={props.fileName}
        data-range={range?.join("-")}
        onKeyDown={onKeyDown}
        onPointerDown={() => setFocus(NO_FOCUS)}
      />
      <Legend
        label={words.legend}
        hint={words.legendHint}
        entries={[...props.lines, ...props.stack].map((one) => ({
          id: one.label,
          label: one.label,
          colour: one.colour,
          figure: shown >= 0 ? figureOf(props, one, shown) : "",
        }))}
        hidden={hidden}
        onHidden={setHidden}
        before={<li className={`${css["muted"]} ${css["figure"]}`}>{chosen === "" ? title : chosen}</li>}
      >
        {range !== null && (
          <li className={css["save"]}>
            <button type="button" data-action="zoom-out" onClick={() => showRange(null)}>
              {words.everything}
            </button>
          </li>
        )}
        <li className={css["saves"]}>
          <ChartSave chart={drawn} range={range} all={props} plot={container} />
        </li>
      </Legend>
      <ChartData {...props} />
    </figure>
  );
}

/** Longer ones are not said in full. */
const MAX_LABEL = 80;

/** A range that is older than the points may have none of them. */
function within(range: PointRange, count: number): PointRange {
  return range === null || range[1] >= count || range[0] >= range[1] ? null : range;
}

/** The titles of two points in their order. */
function ends(a: number, b: number, titleOf: (point: number) => string): [string, string] {
  return [titleOf(Math.min(a, b)), titleOf(Math.max(a, b))];
}
