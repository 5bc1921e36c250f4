import type { GcTrace } from "../../model/gcTrace";
import type { SpanLives } from "../../model/spanLives";
import type { SpanClasses, SpanCounts, SpanHistory } from "../../model/spans";
import { leakCandidates } from "./candidates";
import { loggedCollections, probedCollections } from "./collections";
import { physicalLayer } from "./physical/physicalLayer";
import { replaySpans } from "./replaySpans";
import { spanClasses } from "./spanClasses";
import { spanLifetimes } from "./spanLifetimes";
import type { SpanStreams } from "./spanStreams";
import { spanTimeline } from "./spanTimeline";

/** What is known of the spans of some processes. Plain data: it is sent to a worker. */
export interface SpanHistoriesInput {
  readonly perfFile: number; // SessionFile.id
  readonly perf: SpanStreams;
  readonly log: GcTrace | null; // of a process that may be the one
}

/** A history per process, the one with most lives first. */
export function spanHistories({ perfFile, perf, log }: SpanHistoriesInput): SpanHistory[] {
  const { probes } = perf;
  return replaySpans(perf).map(({ pid, lives, ...counted }, _, { length: processes }): SpanHistory => {
    const classes = spanClasses(lives);
    const logged = log === null || processes > 1 ? null : loggedCollections(log, lives);
    const collections = probedCollections(perf, pid) ?? logged;
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
      physical: physicalLayer(perf, lives, pid),
      collections,
      candidates: collections === null ? null : leakCandidates(lives, classes, collections),
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
