import type { ReportSpanHistory, ReportSpans } from "../../model/report";
import type { SessionData } from "../../model/session";
import type { SpanHistory, SpanLifetimes } from "../../model/spans";
import { spanHolders } from "../spans/holders";
import { type LifetimeBins, lifetimeBins } from "../spans/lifetimeBins";
import { type Occupancy, occupancy } from "../spans/occupancy";
import { spanOpeners } from "../spans/openers";
import type { SpanHolder } from "../spans/spanHolder";
import { stackNames } from "../stackWeights";
import { classesOverTime } from "./spanClassesPart";
import { dumpPart, pagesPart, smapsPart } from "./spanPagesPart";

const MOST_STACKS = 200;

/** `spans` of the report: the process with most lives of spans, then the others. Null without any. */
export function spansPart(session: SessionData): ReportSpans | null {
  const [most, ...others] = [...session.spans].sort((a, b) => b.lives.length - a.lives.length);
  if (most === undefined) return null;
  return { ...reported(session, most), others: others.map((history) => reported(session, history)) };
}

function reported(session: SessionData, history: SpanHistory): ReportSpanHistory {
  const {
    source,
    perfFile,
    traceFile,
    traced,
    pid,
    lives,
    counts,
    probes,
    classes,
    timeline,
    lifetimes,
    physical,
    collections,
    candidates,
  } = history;
  const nameOf = (id: number | null): string[] => session.files.flatMap((file) => (file.id === id ? [file.name] : []));
  const named = session.named.get(perfFile ?? -1)?.stacks;
  return {
    source,
    files: [...nameOf(perfFile), ...nameOf(traceFile)],
    joined: traced === null || source !== "both" ? null : { begun: traced.begun, found: traced.found },
    pid: pid < 0 ? null : pid,
    page_size: lives.pageBytes,
    allocated: counts.allocated,
    freed: counts.freed,
    live: counts.live,
    live_bytes: counts.liveBytes,
    unknown_frees: counts.unknownFrees,
    missed_frees: counts.missedFrees,
    unreadable: counts.unreadable,
    probes: probes.map(({ event, role, reads, samples, isChosen, problem }) => ({
      event,
      role,
      reads,
      samples,
      chosen: isChosen,
      problem,
    })),
    classes: Array.from({ length: classes.length }, (_, row) => ({
      spanclass: classes.spanclass[row],
      elem_bytes: classes.elemBytes[row],
      allocated: classes.allocated[row],
      freed: classes.freed[row],
      live: classes.live[row],
      live_bytes: classes.liveBytes[row],
      verdict: candidates?.verdicts[row] ?? null,
    })),
    opened_by:
      named === undefined
        ? []
        : spanOpeners(history, named)
            .slice(0, MOST_STACKS)
            .map(({ row, func, spans, bytes }) => ({
              function: func,
              stack: row < 0 ? [] : stackNames(named, row),
              spans,
              bytes,
            })),
    held_by: mostOfEach(spanHolders(session, history)).map(
      ({ source: said, fileId, func, stack, spanclass, bytes }) => ({
        function: func,
        stack,
        source: said,
        file: nameOf(fileId)[0] ?? "",
        spanclass,
        bytes,
      }),
    ),
    lifetime_s: lifetimesPart(lifetimes),
    lifetime_bins: binsPart(lifetimeBins(lives)),
    occupancy: occupancyPart(occupancy(history)),
    over_time: {
      times_s: Array.from(timeline.timesNs, (ns) => ns / 1e9),
      live_spans: [...timeline.spans],
      live_bytes: [...timeline.bytes],
      by_class: classesOverTime(classes, timeline),
    },
    physical: physical === null ? null : pagesPart(physical),
    page_dump: dumpPart(session, lives),
    smaps: smapsPart(session),
    held_spans: physical?.heldSpans ?? counts.live,
    leak_candidates: candidates?.spans ?? null,
    leak_candidate_bytes: candidates?.bytes ?? null,
    collections: collections === null ? null : { source: collections.source, count: collections.endNs.length },
  };
}

function lifetimesPart({ p50Ns, p90Ns, p99Ns }: SpanLifetimes): ReportSpanHistory["lifetime_s"] {
  return Number.isNaN(p50Ns) ? null : { p50: p50Ns / 1e9, p90: p90Ns / 1e9, p99: p99Ns / 1e9 };
}

function binsPart({ fromNs, toNs, lives }: LifetimeBins): ReportSpanHistory["lifetime_bins"] {
  return fromNs.map((from, bin) => ({
    from_s: from / 1e9,
    to_s: (fromNs[bin + 1] ?? toNs) / 1e9,
    spans: lives[bin],
  }));
}

function occupancyPart(found: Occupancy | null): ReportSpanHistory["occupancy"] {
  if (found === null) return null;
  const { wastedBytes, ofOne, ...same } = found;
  return { ...same, wasted_bytes: wastedBytes, of_one: ofOne };
}

function mostOfEach(holders: readonly SpanHolder[]): readonly SpanHolder[] {
  const counts = new Map<string, number>();
  return holders.filter(({ source }) => {
    const count = (counts.get(source) ?? 0) + 1;
    counts.set(source, count);
    return count <= MOST_STACKS;
  });
}
