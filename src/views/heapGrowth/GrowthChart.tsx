import { useMemo } from "react";
import type { Grouping } from "../../analysis/growth/groupedPoints";
import { useWords } from "../../i18n";
import type { HeapSeries } from "../../model/growth";
import type { ChartProps } from "../../ui/chartProps";
import { formatClock, formatCount, formatDuration, formatWeight } from "../../ui/format";
import { seriesToken } from "../../ui/useColours";
import { isolatedText } from "../../ui/visibleText";
import { SeriesChart } from "../view/SeriesChart";
import { amountSteps, TIME_STEPS } from "../view/timeAxis";
import { type ChartMode, chartOf } from "./chartOf";
import { nameOf, placeOf } from "./siteRows";

const HEIGHT_PX = 230;

interface GrowthChartProps {
  readonly series: HeapSeries;
  readonly mode: ChartMode;
  readonly most: number;
  readonly grouping: Grouping;
  readonly range: readonly [number, number] | null;
  readonly onRange: (first: number, last: number) => void; // points that are shown
}

/** The total as a line over the sites as stacked areas. */
export function GrowthChart({ series, mode, most, grouping, range, onRange }: GrowthChartProps) {
  const { t, language } = useWords();
  const props = useMemo((): ChartProps => {
    const { xs, total, sites, rest } = chartOf(series, mode, most);
    const { timed, timesNs, unit, judged } = series;
    const formatY = (value: number) => formatWeight(value, unit, language);
    const stack = sites.map(({ site, values }, i) => ({
      label: `${nameOf(site, grouping)} ${placeOf(site)}`.trim(),
      values,
      colour: seriesToken(i + 1),
    }));
    return {
      fileName: "heap-growth",
      label: t("views.heapGrowth.chart", {
        program: isolatedText(series.program),
        sampleType: series.sampleType,
        first: formatY(series.total.first),
        last: formatY(series.total.last),
        verdict: t(`findings.words.verdicts.${series.total.verdict}`),
      }),
      xs,
      lines: [{ label: t("views.heapGrowth.total"), values: total, colour: seriesToken(0) }],
      stack:
        rest === null ? stack : [...stack, { label: t("views.heapGrowth.rest"), values: rest, colour: "series-rest" }],
      marks: series.restarts.map((point) => ({ x: xs[point], label: t("views.heapGrowth.restart") })),
      judged: judged[1] - judged[0] < xs.length ? [xs[judged[0]], xs[Math.max(judged[0], judged[1] - 1)]] : null,
      formatX: (x) => (timed ? formatDuration(x, language) : formatCount(x, language)),
      formatY,
      stepsX: timed ? TIME_STEPS : amountSteps("count"),
      stepsY: amountSteps(unit),
      heightPx: HEIGHT_PX,
      table: {
        summary: t("views.heapGrowth.data"),
        x: timed ? t("views.heapGrowth.time") : t("views.heapGrowth.point"),
        rowTitle: (point) =>
          timed ? formatClock(timesNs[point], language) : t("views.heapGrowth.pointNumber", { number: point + 1 }),
      },
    };
  }, [series, mode, most, grouping, t, language]);
  return <SeriesChart {...props} range={range} onRange={onRange} />;
}
