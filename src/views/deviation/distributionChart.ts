import type { Distribution } from "../../model/deviation";
import type { ChartProps } from "../../ui/chartProps";
import { formatBytes, formatCount, formatNs, formatShare } from "../../ui/format";
import { seriesToken } from "../../ui/useColours";
import { shownText } from "../../ui/visibleText";
import { amountSteps } from "../view/timeAxis";
import type { Words } from "./words";

const HEIGHT_PX = 190;
const SHARE_STEPS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5];

/** The shares of both sides over the bins, each at where its bin begins. */
export function distributionChart(distribution: Distribution, { t, language }: Words): ChartProps {
  const { of, source, unit, edges } = distribution;
  const value = (at: number): string =>
    unit === "bytes"
      ? formatBytes(at, language)
      : unit === "nanoseconds"
        ? formatNs(at, language)
        : formatCount(at, language);
  const starts = edges.slice(0, -1);
  const sides = (["baseline", "candidate"] as const).flatMap((side, index) => {
    const shares = distribution[side];
    return shares === null
      ? []
      : [{ label: t(`views.deviation.side.${side}`), values: shares, colour: seriesToken(index) }];
  });
  return {
    label: t("views.deviation.distributionOf", { of: t(`views.deviation.of.${of}`), source: shownText(source) }),
    fileName: `${of}-${source.replace(/\W+/g, "-")}`,
    xs: starts,
    lines: sides,
    stack: [],
    marks: [],
    judged: null,
    formatX: value,
    formatY: (share) => formatShare(share, language),
    stepsX: amountSteps(unit),
    stepsY: SHARE_STEPS,
    heightPx: HEIGHT_PX,
    table: {
      summary: t("views.deviation.distributionData"),
      x: t("views.deviation.binStart"),
      rowTitle: (bin) =>
        t("views.deviation.range", { low: value(edges[bin]), high: value(edges[bin + 1] ?? edges[bin]) }),
    },
  };
}
