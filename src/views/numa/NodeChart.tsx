import { useMemo } from "react";
import { nodeLines } from "../../analysis/numa/nodeLines";
import { useWords } from "../../i18n";
import type { NodeSeries } from "../../model/numa";
import type { ChartProps } from "../../ui/chartProps";
import { formatBytes, formatClock, formatCount, formatDuration } from "../../ui/format";
import { seriesToken } from "../../ui/useColours";
import { isolatedText } from "../../ui/visibleText";
import type { ViewProps } from "../view";
import { SeriesChart } from "../view/SeriesChart";
import { amountSteps, TIME_STEPS } from "../view/timeAxis";
import { useChosenPoints } from "../view/useChosenPoints";

const HEIGHT_PX = 190;

interface NodeChartProps extends Pick<ViewProps, "session" | "selection" | "select"> {
  readonly series: NodeSeries;
  readonly index: number; // -> NumaMemory.series
  readonly quantity: "used" | "free";
}

/** A line per node. */
export function NodeChart({ series, index, quantity, ...view }: NodeChartProps) {
  const { t, language } = useWords();
  const props = useMemo((): ChartProps => {
    const { timed, startS, scope, name } = series;
    const nodes = quantity === "free" ? series.free : series.nodes;
    const { xs, lines } = nodeLines(nodes);
    const title = t(`views.numa.quantities.${quantity === "free" ? "free" : scope}`, { name: isolatedText(name) });
    const formatY = (value: number) => (Number.isNaN(value) ? "" : formatBytes(value, language));
    const last = nodes.map(({ node, values }) =>
      t("views.numa.nodeAt", { node: String(node), bytes: formatY(values.at(-1) ?? Number.NaN) }),
    );
    return {
      fileName: `numa-${quantity}`,
      label: `${title}: ${new Intl.ListFormat(language).format(last)}`,
      xs,
      lines: nodes.map(({ node }, i) => ({
        label: t("views.numa.nodeNumber", { node: String(node) }),
        values: lines[i],
        colour: seriesToken(i),
      })),
      stack: [],
      marks: [],
      judged: null,
      formatX: (x) => (timed ? formatDuration(x, language) : formatCount(x + 1, language)),
      formatY,
      stepsX: timed ? TIME_STEPS : amountSteps("count"),
      stepsY: amountSteps("bytes"),
      heightPx: HEIGHT_PX,
      table: {
        summary: t("views.numa.data"),
        x: timed ? t("views.numa.time") : t("views.numa.dump"),
        rowTitle: (point) =>
          timed
            ? formatClock(BigInt(Math.round((startS + xs[point]) * 1000)) * 1_000_000n, language)
            : t("views.numa.dumpNumber", { number: formatCount(xs[point] + 1, language) }),
      },
    };
  }, [series, quantity, t, language]);
  const points = useChosenPoints(quantity === "free" ? "numaFree" : "numa", index, props.xs.length, view);
  return (
    <section>
      <h2>
        {t(`views.numa.quantities.${quantity === "free" ? "free" : series.scope}`, { name: isolatedText(series.name) })}
      </h2>
      <SeriesChart {...props} {...points} />
    </section>
  );
}
