import type { SpanLives } from "../../model/spanLives";
import type { SpanClasses, SpanCounts, SpanHistory } from "../../model/spans";
import { replaySpans } from "./replaySpans";
import { spanClasses } from "./spanClasses";
import { spanLifetimes } from "./spanLifetimes";
import type { SpanStreams } from "./spanStreams";
import { spanTimeline } from "./spanTimeline";

/** What is known of the spans of some processes. Plain data: it is sent to a worker. */
export interface SpanHistoriesInput {
  readonly perfFile: number; // SessionFile.id
  readonly perf: SpanStreams;
}

/** A history per process, the one with most lives first. */
export function spanHistories({ perfFile, perf }: SpanHistoriesInput): SpanHistory[] {
  const { probes } = perf;
  return replaySpans(perf).map(({ pid, lives, ...counted }): SpanHistory => {
    const classes = spanClasses(lives);
    return {
      source: "perf",
      perfFile,
      pid,
      probes,
      lives,
      counts: { ...counted, ...countsOf(lives, classes) },
      classes,
      timeline: spanTimeline(lives, classes),
      lifetimes: spanLifetimes(lives),
    };
  });
}

function countsOf(
  { length }: SpanLives,
  { live, liveBytes }: SpanClasses,
): Pick<SpanCounts, "allocated" | "freed" | "live" | "liveBytes"> {
  const liveCount = live.reduce((sum, count) => sum + count, 0);
  return {
    allocated: length,
    freed: length - liveCount,
    live: liveCount,
    liveBytes: liveBytes.reduce((sum, bytes) => sum + bytes, 0),
  };
}
