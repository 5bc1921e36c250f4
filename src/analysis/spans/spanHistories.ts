import type { GcTrace } from "../../model/gcTrace";
import type { SpanLives } from "../../model/spanLives";
import type { SpanCollections, SpanHistory, TracedLives } from "../../model/spans";
import { leakCandidates } from "./candidates";
import { loggedCollections, mostCollections, probedCollections, tracedCollections } from "./collections";
import { joinTrace } from "./joinTrace";
import { physicalLayer } from "./physical/physicalLayer";
import { replaySpans } from "./replaySpans";
import { spanClasses } from "./spanClasses";
import { spanLifetimes } from "./spanLifetimes";
import type { SpanStreams } from "./spanStreams";
import { spanTimeline } from "./spanTimeline";
import type { TracedSpans } from "./tracedSpans";

/** What is known of the spans of some processes: of the probes of one perf.data, of a trace, or of both. Plain data. */
export interface SpanHistoriesInput {
  readonly perf: ProbedSpans | null;
  readonly trace: TracedSpans | null; // of one of the processes, if there is a perf.data
}

export interface ProbedSpans {
  readonly file: number; // SessionFile.id
  readonly streams: SpanStreams;
  readonly log: GcTrace | null; // of a process that may be the one
}

/** A history per process, the one with most lives first. */
export function spanHistories({ perf, trace }: SpanHistoriesInput): SpanHistory[] {
  if (perf === null) return trace === null ? [] : tracedHistory(trace);
  const processes = replaySpans(perf.streams);
  const tracedPid = trace === null ? -1 : pidOf(trace, perf.streams);
  const histories = processes.map(({ pid, lives: probed, ...counted }): SpanHistory => {
    const own = pid === tracedPid ? trace : null;
    const joined = own === null || own.lives === null ? null : joinTrace(probed, own.lives);
    const lives = joined?.lives ?? probed;
    const collections = mostCollections([
      own === null || (own.lives !== null && joined === null) ? null : tracedCollections(own, lives),
      probedCollections(perf.streams, pid),
      perf.log === null || processes.length > 1 ? null : loggedCollections(perf.log, lives),
    ]);
    return {
      source: joined === null ? "perf" : "both",
      perfFile: perf.file,
      traceFile: joined === null ? null : (own?.file ?? null),
      pid,
      probes: perf.streams.probes,
      lives,
      traced: joined === null || own === null ? null : { ...joined, ...objectsOf(own, joined.traceRow) },
      ...figuresOf(lives, counted, collections),
      physical: physicalLayer(perf.streams, lives, pid),
    };
  });
  const isJoined = trace === null || histories.some(({ traceFile }) => traceFile === trace.file);
  return isJoined ? histories : [...histories, ...tracedHistory(trace)];
}

/** A history of a trace alone; none of one without spans. */
function tracedHistory(trace: TracedSpans): SpanHistory[] {
  const { file, lives, counts } = trace;
  if (lives === null) return [];
  const row = Int32Array.from(lives.address.keys());
  const counted = { unknownFrees: counts?.unknownFrees ?? 0, missedFrees: counts?.overwritten ?? 0, unreadable: 0 };
  return [
    {
      source: "trace",
      perfFile: null,
      traceFile: file,
      pid: -1,
      probes: [],
      lives,
      traced: { ...objectsOf(trace, row), begun: 0, found: 0 },
      ...figuresOf(lives, counted, tracedCollections(trace, lives)),
      physical: null,
    },
  ];
}

type Counted = Pick<SpanHistory["counts"], "unknownFrees" | "missedFrees" | "unreadable">;
type Figures = Pick<SpanHistory, "counts" | "classes" | "timeline" | "lifetimes" | "collections" | "candidates">;

function figuresOf(lives: SpanLives, counted: Counted, collections: SpanCollections | null): Figures {
  const classes = spanClasses(lives);
  const live = classes.live.reduce((sum, count) => sum + count, 0);
  const liveBytes = classes.liveBytes.reduce((sum, bytes) => sum + bytes, 0);
  return {
    counts: { ...counted, allocated: lives.length, freed: lives.length - live, live, liveBytes },
    classes,
    timeline: spanTimeline(lives, classes),
    lifetimes: spanLifetimes(lives),
    collections,
    candidates: collections === null ? null : leakCandidates(lives, classes, collections),
  };
}

function objectsOf(
  { objectsLive, objectsMost }: TracedSpans,
  row: Int32Array,
): Pick<TracedLives, "row" | "objectsLive" | "objectsMost"> {
  const of = (column: Int32Array | null): Int32Array => row.map((each) => (each < 0 ? -1 : (column?.[each] ?? -1)));
  return { row, objectsLive: of(objectsLive), objectsMost: of(objectsMost) };
}

/** The process that most of a trace's threads are of; -1 for none. */
function pidOf({ threads }: TracedSpans, { tids, pids }: SpanStreams): number {
  const traced = new Set(threads);
  const counts = new Map<number, number>();
  for (const [i, tid] of tids.entries()) if (traced.has(tid)) counts.set(pids[i], (counts.get(pids[i]) ?? 0) + 1);
  return [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), [-1, 0])[0];
}
