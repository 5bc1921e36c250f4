import { useMemo } from "react";
import { shownRows, type TracedHeap } from "../../analysis/tracedHeaps";
import { useWords } from "../../i18n";
import type { ChartProps } from "../../ui/chartProps";
import { formatBytes, formatCount, formatDuration } from "../../ui/format";
import { Name } from "../../ui/Name";
import { seriesToken } from "../../ui/useColours";
import { isolatedText } from "../../ui/visibleText";
import { SeriesChart } from "../view/SeriesChart";
import { amountSteps, TIME_STEPS } from "../view/timeAxis";
import css from "./HeapGrowthView.module.css";

const HEIGHT_PX = 150;

/** The heap as an execution trace says it: what is allocated, and where the next collection is to end. */
export function TraceHeapChart({ heap: { file, trace } }: { readonly heap: TracedHeap }) {
  const { t, language } = useWords();
  const props = useMemo((): ChartProps => {
    const { timeNs, heapAlloc, heapGoal } = trace.heap;
    const rows = [...shownRows(trace.heap)];
    const line = (key: "alloc" | "goal", column: Float64Array, colour: number) => ({
      label: t(`views.heapGrowth.trace.${key}`),
      values: rows.map((row) => column[row]),
      colour: seriesToken(colour),
    });
    return {
      fileName: "trace-heap",
      label: t("views.heapGrowth.trace.chart", {
        file: isolatedText(file),
        collections: formatCount(trace.gcs.beginNs.length, language),
      }),
      xs: rows.map((row) => timeNs[row] / 1e9),
      lines: [line("alloc", heapAlloc, 0), ...(heapGoal.every(Number.isNaN) ? [] : [line("goal", heapGoal, 1)])],
      stack: [],
      marks: [],
      judged: null,
      formatX: (x) => formatDuration(x, language),
      formatY: (value) => (Number.isNaN(value) ? "–" : formatBytes(value, language)),
      stepsX: TIME_STEPS,
      stepsY: amountSteps("bytes"),
      heightPx: HEIGHT_PX,
      table: {
        summary: t("views.heapGrowth.data"),
        x: t("views.heapGrowth.trace.time"),
        rowTitle: (point) => formatDuration(timeNs[rows[point]] / 1e9, language),
      },
    };
  }, [file, trace, t, language]);
  return (
    <section className={css["beside"]} data-traced-heap={trace.heap.timeNs.length}>
      <h2>
        {t("views.heapGrowth.trace.title")} <Name text={file} />
      </h2>
      <SeriesChart {...props} />
    </section>
  );
}
