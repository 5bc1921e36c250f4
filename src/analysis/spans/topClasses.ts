import type { SpanTimeline } from "../../model/spans";

/** Rows of SpanClasses by the most bytes that were ever live in them, most first. */
export function topClasses({ timesNs, bytesByClass }: SpanTimeline, most: number): number[] {
  const moments = timesNs.length;
  const peaks = Array.from({ length: bytesByClass.length / moments }, (_, row) =>
    bytesByClass.subarray(row * moments, (row + 1) * moments).reduce((peak, bytes) => Math.max(peak, bytes), 0),
  );
  return [...peaks.keys()].sort((a, b) => peaks[b] - peaks[a]).slice(0, most);
}
