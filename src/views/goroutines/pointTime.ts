import type { GoroutineSeries } from "../../model/goroutines";
import { formatClock, formatDuration } from "../../ui/format";

/** When a point of a series with times was: by the clock of the day, or since the start of a recording that has none. */
export function pointTime(
  { timesNs, isSinceStart }: Pick<GoroutineSeries, "timesNs" | "isSinceStart">,
  point: number,
  language: string,
): string {
  const timeNs = timesNs[point] ?? 0n;
  return isSinceStart ? formatDuration(Number(timeNs) / 1e9, language) : formatClock(timeNs, language);
}
