import { useMemo } from "react";
import { type GcLog, MOST_COLLECTIONS, thinned } from "../../analysis/gcTrace";
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
const MIB = 2 ** 20;

/** The heap as each collection of a gctrace log found it: what was live, its size at the end, and the next goal. */
export function GcTraceChart({ log: { file, trace } }: { readonly log: GcLog }) {
  const { t, language } = useWords();
  const props = useMemo((): ChartProps => {
    const { cycles, restarts } = trace;
    const rows = thinned(cycles.length, MOST_COLLECTIONS);
    const bytes = (value: number) => formatBytes(value, language);
    const line = (key: "live" | "end" | "goal", column: Float64Array, colour: number) => ({
      label: t(`views.heapGrowth.gctrace.${key}`),
      values: rows.map((row) => column[row] * MIB),
      colour: seriesToken(colour),
    });
    // the times of a process that was started again begin at 0: its collections go on behind those before
    const xs = continuous(cycles.atS, restarts);
    return {
      fileName: "gctrace",
      label: t("views.heapGrowth.gctrace.chart", { file: isolatedText(file), collections: cycles.length }),
      xs: rows.map((row) => xs[row]),
      lines: [line("live", cycles.liveMib, 0), line("end", cycles.endMib, 2), line("goal", cycles.goalMib, 1)],
      stack: [],
      marks: restarts.map((row) => ({ x: xs[row], label: t("views.heapGrowth.restart") })),
      judged: null,
      formatX: (x) => formatDuration(x, language),
      formatY: bytes,
      stepsX: TIME_STEPS,
      stepsY: amountSteps("bytes"),
      heightPx: HEIGHT_PX,
      table: {
        summary: t("views.heapGrowth.data"),
        x: t("views.heapGrowth.gctrace.collection"),
        rowTitle: (point) =>
          t("views.heapGrowth.gctrace.number", { gc: formatCount(cycles.gc[rows[point]], language) }),
      },
    };
  }, [file, trace, t, language]);
  return (
    <section className={css["beside"]} data-gctrace={trace.cycles.length}>
      <h2>
        {t("views.heapGrowth.gctrace.title")} <Name text={file} />
      </h2>
      {trace.cycles.length > 0 && <SeriesChart {...props} />}
      <Scavenger log={{ file, trace }} />
    </section>
  );
}

/** What the scavenger's lines come to. */
function Scavenger({ log: { trace } }: { readonly log: GcLog }) {
  const { t, language } = useWords();
  const { length, backgroundKib, eagerKib, retainedKib, utilPercent } = trace.scavenges;
  if (length === 0) return null;
  const sum = (column: Float64Array) => column.reduce((all, kib) => all + (Number.isNaN(kib) ? 0 : kib), 0) * 1024;
  return (
    <p className={css["notices"]}>
      {t("views.heapGrowth.gctrace.scavenged", {
        background: formatBytes(sum(backgroundKib), language),
        eager: formatBytes(sum(eagerKib), language),
        retained: formatBytes(retainedKib[length - 1] * 1024, language),
        util: formatCount(utilPercent[length - 1], language),
      })}
    </p>
  );
}

function continuous(atS: Float64Array, restarts: readonly number[]): Float64Array {
  const xs = atS.slice();
  for (const start of restarts) {
    const before = xs[start - 1];
    for (let row = start; row < xs.length; row++) xs[row] = before + atS[row];
  }
  return xs;
}
