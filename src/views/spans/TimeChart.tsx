import { useMemo, useState } from "react";
import { useWords } from "../../i18n";
import type { SpanHistory } from "../../model/spans";
import { Choice } from "../../ui/Choice";
import type { ChartProps } from "../../ui/chartProps";
import { formatBytes, formatCount, formatNs } from "../../ui/format";
import { seriesToken } from "../../ui/useColours";
import { isolatedText } from "../../ui/visibleText";
import { SeriesChart } from "../view/SeriesChart";
import { amountSteps, SHORT_TIME_STEPS } from "../view/timeAxis";
import { useClassName } from "../view/useClassName";

const HEIGHT_PX = 240;
/** As many as there are colours that can be told apart. */
const MOST_CLASSES = 7;

interface TimeChartProps extends Pick<ChartProps, "range" | "onRange"> {
  readonly name: string;
  readonly history: SpanHistory;
}

/** What was live over the time of the recording, the largest classes as areas. */
export function TimeChart({ name, history, ...shown }: TimeChartProps) {
  const { t, language } = useWords();
  const className = useClassName();
  const [unit, setUnit] = useState<"bytes" | "spans">("bytes");
  const props = useMemo((): ChartProps => {
    const { timeline, classes, collections } = history;
    const [total, byClass] =
      unit === "bytes" ? [timeline.bytes, timeline.bytesByClass] : [timeline.spans, timeline.spansByClass];
    const moments = timeline.timesNs.length;
    const areas = Array.from({ length: classes.length }, (_, row) => {
      const values = byClass.subarray(row * moments, (row + 1) * moments);
      return { row, values, most: values.reduce((most, value) => Math.max(most, value), 0) };
    }).sort((a, b) => b.most - a.most);
    const drawn = areas.slice(0, MOST_CLASSES);
    const rest = total.map((sum, moment) => drawn.reduce((left, { values }) => left - values[moment], sum));
    const amount = (value: number) =>
      unit === "bytes" ? formatBytes(value, language) : formatCount(Math.round(value), language);
    const seconds = (value: number) => formatNs(value * 1e9, language);
    const label = unit === "bytes" ? "views.spans.chartBytes" : "views.spans.chartSpans";
    const xs = timeline.timesNs.map((ns) => ns / 1e9);
    return {
      fileName: `spans-${unit}`,
      label: t(label, { name: isolatedText(name), last: amount(total.at(-1) ?? 0) }),
      xs,
      lines: [{ label: t("views.spans.all"), values: total, colour: seriesToken(0) }],
      stack: [
        ...drawn.map(({ row, values }, i) => ({
          label: className(classes.spanclass[row]),
          values,
          colour: seriesToken(i + 1),
        })),
        ...(areas.length > drawn.length
          ? [{ label: t("views.spans.rest"), values: rest, colour: "series-rest" as const }]
          : []),
      ],
      marks: Array.from((collections?.endNs ?? new Float64Array()).slice(0, MOST_MARKS), (ns) => ({
        x: ns / 1e9,
        label: "GC",
      })),
      judged: null,
      formatX: seconds,
      formatY: amount,
      stepsX: SHORT_TIME_STEPS,
      stepsY: amountSteps(unit),
      heightPx: HEIGHT_PX,
      table: {
        summary: t("views.spans.data"),
        x: t("views.spans.moment"),
        rowTitle: (moment) => seconds(xs[moment]),
      },
    };
  }, [history, unit, name, t, language, className]);
  return (
    <div>
      <Choice
        label={t("views.spans.unit")}
        choices={[
          { id: "bytes", text: t("views.spans.unitBytes") },
          { id: "spans", text: t("views.spans.unitSpans") },
        ]}
        chosen={unit}
        onChange={setUnit}
      />
      <SeriesChart {...props} {...shown} />
    </div>
  );
}

/** More lines than this hide the chart. */
const MOST_MARKS = 40;
