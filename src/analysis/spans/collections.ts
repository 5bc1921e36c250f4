import type { GcTrace } from "../../model/gcTrace";
import type { SpanLives } from "../../model/spanLives";
import type { SpanCollections } from "../../model/spans";
import type { SpanStreams } from "./spanStreams";
import type { TracedSpans } from "./tracedSpans";

/** Of what several sources say of a process, the one with most collections; the first of equals. */
export function mostCollections(sources: readonly (SpanCollections | null)[]): SpanCollections | null {
  return sources.reduce(
    (most, one) => (one !== null && one.endNs.length > (most?.endNs.length ?? 0) ? one : most),
    null,
  );
}

/** By the events of a trace, on the clock of the lives. */
export function tracedCollections({ gcs, startNs }: TracedSpans, lives: SpanLives): SpanCollections {
  const aheadNs = Number(startNs - lives.startNs);
  return {
    source: "trace",
    beginNs: gcs.beginNs.map((ns) => (Number.isNaN(ns) ? -Infinity : ns + aheadNs)), // it went on when the trace began
    endNs: gcs.endNs.map((ns) => ns + aheadNs),
  };
}

/** By the probe on gcMarkTermination; null without one that was hit. */
export function probedCollections({ streams, pids }: SpanStreams, pid: number): SpanCollections | null {
  const ends = streams
    .filter(({ role }) => role === "gc")
    .flatMap(({ time, thread }) => [...time.filter((_, sample) => pids[thread[sample]] === pid)]);
  if (ends.length === 0) return null;
  const endNs = Float64Array.from(ends).sort();
  return { source: "probe", beginNs: Float64Array.of(-Infinity, ...endNs.subarray(0, -1)), endNs };
}

/**
 * By a log of gctrace, whose times count from the start of the process. The first span is opened within a millisecond
 * of that; a log whose last collection lies beyond the recording is of another process, or of one that ran before.
 */
export function loggedCollections({ cycles, restarts }: GcTrace, lives: SpanLives): SpanCollections | null {
  if (cycles.length === 0 || restarts.length > 0 || lives.length === 0) return null;
  const beginNs = Float64Array.from(cycles.atS, (atS) => lives.birthNs[0] + atS * 1e9);
  if (beginNs[cycles.length - 1] > lives.endNs + SLACK_NS) return null;
  return { source: "gctrace", beginNs, endNs: beginNs.slice() };
}

const SLACK_NS = 1e8;
