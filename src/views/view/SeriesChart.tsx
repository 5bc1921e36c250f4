import { useMemo } from "react";
import { useWords } from "../../i18n";
import { Chart } from "../../ui/Chart";
import type { ChartProps } from "../../ui/chartProps";

/** A chart that speaks the reader's language. */
export function SeriesChart(props: ChartProps) {
  const { t } = useWords();
  const words = useMemo(
    () => ({
      keys: t("chart.keys"),
      everything: t("chart.everything"),
      legend: t("chart.legend"),
      legendHint: t("chart.legendHint"),
      chosen: (from: string, to: string) => t("chart.chosen", { from, to }),
    }),
    [t],
  );
  return <Chart {...props} words={words} />;
}
