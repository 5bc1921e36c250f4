import { useMemo } from "react";
import type { NativeCallSite } from "../../analysis/nativeHeap/callSites";
import { useWords } from "../../i18n";
import type { NativeHeap } from "../../model/nativeHeap";
import type { ChartProps } from "../../ui/chartProps";
import { formatBytes, formatNs } from "../../ui/format";
import { seriesToken } from "../../ui/useColours";
import { isolatedText } from "../../ui/visibleText";
import { SeriesChart } from "../view/SeriesChart";
import { amountSteps, SHORT_TIME_STEPS } from "../view/timeAxis";
import { chartOf } from "./chartOf";
import { siteName } from "./siteName";

const HEIGHT_PX = 210;

interface NativeChartProps extends Pick<ChartProps, "range" | "onRange"> {
  readonly name: string; // of the capture
  readonly heap: NativeHeap;
  readonly sites: readonly NativeCallSite[];
}

/** Live bytes over the time of the recording: the total as a line over the sites as stacked areas. */
export function NativeChart({ name, heap, sites, ...shown }: NativeChartProps) {
  const { t, language } = useWords();
  const props = useMemo((): ChartProps => {
    const { xs, total, sites: drawn, rest } = chartOf(heap.timeline, sites);
    const bytes = (value: number) => formatBytes(value, language);
    const seconds = (value: number) => formatNs(value * 1e9, language);
    const stack = drawn.map(({ site, values }, i) => ({ label: siteName(site), values, colour: seriesToken(i + 1) }));
    return {
      fileName: "native-heap",
      label: t("views.nativeHeap.chart", {
        name: isolatedText(name),
        last: bytes(heap.counts.liveBytes),
        peak: bytes(heap.counts.peakBytes),
      }),
      xs,
      lines: [{ label: t("views.nativeHeap.total"), values: total, colour: seriesToken(0) }],
      stack:
        rest === null ? stack : [...stack, { label: t("views.nativeHeap.rest"), values: rest, colour: "series-rest" }],
      marks: [],
      judged: null,
      formatX: seconds,
      formatY: bytes,
      stepsX: SHORT_TIME_STEPS,
      stepsY: amountSteps("bytes"),
      heightPx: HEIGHT_PX,
      table: {
        summary: t("views.nativeHeap.data"),
        x: t("views.nativeHeap.time"),
        rowTitle: (moment) => seconds(xs[moment]),
      },
    };
  }, [name, heap, sites, t, language]);
  return <SeriesChart {...props} {...shown} />;
}
