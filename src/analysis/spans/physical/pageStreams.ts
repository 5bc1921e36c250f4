import type { StackCapture } from "../../../model/capture";
import type { SpanProbe, SpanRole } from "../../../model/spans";
import { type SpanStream, type SpanStreams, spanStreams } from "../spanStreams";

/** SpanStreams whose columns a worker can keep: it does not look into lists (client/analyst.ts). */
export interface PageStreams extends Omit<SpanStreams, "streams" | "probes"> {
  readonly streams: Readonly<Record<string, SpanStream>>;
}

const made = new WeakMap<readonly SpanProbe[], { readonly of: StackCapture; readonly streams: PageStreams | null }>();

/** The events that a history was made of, the same object for the same ones. */
export function pageStreams(capture: StackCapture, probes: readonly SpanProbe[]): PageStreams | null {
  const known = made.get(probes);
  if (known?.of === capture) return known.streams;
  const roles = new Map(probes.map(({ event, role }): [string, SpanRole | null] => [event, role]));
  const choices = Object.fromEntries(capture.profiles.map(({ event }) => [event, roles.get(event) ?? null]));
  const found = spanStreams(capture, choices);
  const streams = found === null ? null : kept(found);
  made.set(probes, { of: capture, streams });
  return streams;
}

function kept({ streams, startNs, endNs, pids, tids, pageSizes }: SpanStreams): PageStreams {
  return { streams: Object.fromEntries(streams.entries()), startNs, endNs, pids, tids, pageSizes };
}
