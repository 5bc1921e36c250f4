import type { useWords } from "../i18n";
import { formatNs } from "../ui/format";

/** How the filter's times are written. */

export function rangeText(t: ReturnType<typeof useWords>["t"], fromNs: number, toNs: number, language: string): string {
  return t("filter.range", { from: formatNs(fromNs, language), to: formatNs(toNs, language) });
}

/** A moment of the capture's own clock as perf prints it: "4873.455062", seconds and microseconds. */
export function clockText(startNs: bigint, sinceNs: number): string {
  const us = (startNs + BigInt(Math.round(sinceNs))) / 1000n;
  return `${us / 1_000_000n}.${(us % 1_000_000n).toString().padStart(6, "0")}`;
}
