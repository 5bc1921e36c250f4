import type { GoTraceCapture, StackCapture } from "../../model/capture";
import type { LifeCounts, TracedGcs } from "../../model/goTrace";
import type { SpanLives } from "../../model/spanLives";

/** What of an execution trace goes into the histories of spans. Plain data: it is sent to a worker. */
export interface TracedSpans {
  readonly file: number; // SessionFile.id
  readonly startNs: bigint;
  readonly gcs: TracedGcs;
  readonly threads: readonly number[]; // that opened spans or ran goroutines
  /** Null in a trace without the AllocFree experiment, like the next three. */
  readonly lives: SpanLives | null;
  readonly counts: LifeCounts | null;
  readonly objectsLive: Int32Array | null; // per life, at the end
  readonly objectsMost: Int32Array | null; // per life
}

export function tracedSpans(file: number, { trace }: GoTraceCapture): TracedSpans {
  const { startNs, gcs, goroutines, spans, spanCounts, objects } = trace;
  const threads = new Set<number>();
  for (const column of [goroutines.thread, goroutines.creatorThread, spans?.thread ?? []]) {
    for (const thread of column) if (thread >= 0) threads.add(thread);
  }
  return {
    file,
    startNs,
    gcs,
    threads: [...threads],
    lives: spans,
    counts: spanCounts,
    objectsLive: objects?.spanLive ?? null,
    objectsMost: objects?.spanMost ?? null,
  };
}

/** Whether a trace may be of a process that a perf.data saw: recorded at the same time by one clock, with its threads. */
export function isTogether(perf: StackCapture, { trace }: GoTraceCapture, { threads }: TracedSpans): boolean {
  if (perf.perf === null || trace.generations === 0) return false; // ticks of the processor before Go 1.22
  const [startNs, lastNs] = [trace.startNs, trace.startNs + BigInt(Math.round(trace.endNs))];
  const tids = new Set(perf.perf.threads.map(({ tid }) => tid));
  return startNs <= perf.perf.lastNs && perf.perf.firstNs <= lastNs && threads.some((tid) => tids.has(tid));
}
