import { useMemo } from "react";
import { useWords } from "../../i18n";
import type { GoroutineSeries } from "../../model/goroutines";
import type { PointRange } from "../../ui/chartFocus";
import type { ChartProps } from "../../ui/chartProps";
import { formatCount, formatDuration } from "../../ui/format";
import { seriesToken } from "../../ui/useColours";
import { isolatedText } from "../../ui/visibleText";
import { SeriesChart } from "../view/SeriesChart";
import { amountSteps, TIME_STEPS, timesOf } from "../view/timeAxis";
import { type GroupRow, labelOf } from "./groupRows";
import { pointTime } from "./pointTime";

const HEIGHT_PX = 200;
/** As many as there are colours that can be told apart. */
const MOST_GROUPS = 7;

interface GoroutineChartProps {
  readonly series: GoroutineSeries;
  readonly rows: readonly GroupRow[];
  readonly range: PointRange;
  readonly onRange: (first: number, last: number) => void; // points that are shown
}

/** The total as a line over the largest groups as stacked areas. */
export function GoroutineChart({ series, rows, range, onRange }: GoroutineChartProps) {
  const { t, language } = useWords();
  const props = useMemo((): ChartProps => {
    const { total, timed, program, restarts, judged } = series;
    const xs = timesOf(series);
    const largest = [...rows].sort((a, b) => b.group.last - a.group.last).slice(0, MOST_GROUPS);
    const formatY = (value: number) => formatCount(Math.round(value), language);
    const stack = largest.map((row, i) => ({
      label: labelOf(row),
      values: row.group.values,
      colour: seriesToken(i + 1),
    }));
    const rest = total.values.map((sum, point) =>
      largest.reduce((left, { group }) => left - (group.values[point] ?? 0), sum),
    );
    return {
      fileName: "goroutines",
      label: t("views.goroutines.chart", {
        program: isolatedText(program),
        first: formatY(total.first),
        last: formatY(total.last),
        verdict: t(`findings.words.verdicts.${total.verdict}`),
      }),
      xs,
      lines: [{ label: t("views.goroutines.total"), values: total.values, colour: seriesToken(0) }],
      stack:
        rows.length > largest.length
          ? [...stack, { label: t("views.goroutines.rest"), values: rest, colour: "series-rest" }]
          : stack,
      marks: restarts.map((point) => ({ x: xs[point], label: t("views.goroutines.restart") })),
      judged: judged[1] - judged[0] < xs.length ? [xs[judged[0]], xs[judged[1] - 1]] : null,
      formatX: (x) => (timed ? formatDuration(x, language) : formatCount(x, language)),
      formatY,
      stepsX: timed ? TIME_STEPS : amountSteps("count"),
      stepsY: amountSteps("count"),
      heightPx: HEIGHT_PX,
      table: {
        summary: t("views.goroutines.data"),
        x: timed ? t("views.goroutines.time") : t("views.goroutines.point"),
        rowTitle: (point) =>
          timed ? pointTime(series, point, language) : t("views.goroutines.pointNumber", { number: point + 1 }),
      },
    };
  }, [series, rows, t, language]);
  return <SeriesChart {...props} range={range} onRange={onRange} />;
}
