import type { SpanHistoriesInput } from "../analysis/spans/spanHistories";
import { spanStreams } from "../analysis/spans/spanStreams";
import { isTogether, tracedSpans } from "../analysis/spans/tracedSpans";
import { stages } from "../client/stages";
import type { GoTraceCapture } from "../model/capture";
import type { PteLayout } from "../model/pagemap";
import type { SessionFile } from "../model/session";
import type { SpanHistory, SpanRole, SpanRoleChoices } from "../model/spans";
import { session } from "../store/session";
import { analyzed } from "./analyzed";
import { track } from "./pending";

/** What a file's histories are made of: equal objects, equal histories. */
interface Made {
  readonly of: readonly unknown[];
  readonly histories: readonly SpanHistory[];
}

const made = new Map<number, Made>(); // by SessionFile.id
const NO_CHOICES: SpanRoleChoices = {};

/** Takes an event of a capture for something else; null for nothing, undefined for what its name says. */
export function setSpanRole(fileId: number, event: string, role: SpanRole | null | undefined): void {
  session.setState(({ spanRoles }) => {
    const { [event]: _, ...others } = spanRoles.get(fileId) ?? NO_CHOICES;
    const choices = role === undefined ? others : { ...others, [event]: role };
    return { spanRoles: new Map([...spanRoles, [fileId, choices]]) };
  });
  replaySpanHistories();
}

export function setPteLayout(pteLayout: PteLayout): void {
  session.setState({ pteLayout });
}

/**
 * Makes the histories of every capture with names and of every trace that have not been made of what is there now. A
 * trace goes with the first perf.data that was recorded together with it, the others by themselves.
 */
export function replaySpanHistories(): void {
  const { files, named, spanRoles } = session.getState();
  const present = new Set(files.map(({ id }) => id));
  for (const id of made.keys()) if (!present.has(id)) made.delete(id);
  const logs = files.flatMap(({ capture }) => (capture?.kind === "gctrace" ? [capture.trace] : []));
  const log = logs.length === 1 ? (logs[0] ?? null) : null; // of several nothing says which is of the process
  const traces = new Map(
    files.flatMap(({ id, capture }): [number, GoTraceCapture][] =>
      capture?.kind === "go-trace" ? [[id, capture]] : [],
    ),
  );
  for (const file of files) {
    const { id, capture } = file;
    if (capture?.kind !== "perf" || !named.has(id)) continue;
    const choices = spanRoles.get(id) ?? NO_CHOICES;
    const streams = spanStreams(capture, choices);
    if (streams === null) {
      made.delete(id);
      continue;
    }
    const together = [...traces].find(([of, trace]) => isTogether(capture, trace, tracedOnce(of, trace)));
    if (together !== undefined) traces.delete(together[0]);
    const trace = together === undefined ? null : tracedOnce(...together);
    make(file, [capture, choices, log, together?.[1]], { perf: { file: id, streams, log }, trace });
  }
  for (const file of files) {
    const capture = traces.get(file.id);
    if (capture !== undefined) make(file, [capture], { perf: null, trace: tracedOnce(file.id, capture) });
    else if (file.capture?.kind === "go-trace") made.delete(file.id); // it is part of another file's
  }
  publish();
}

const traced = new WeakMap<GoTraceCapture, ReturnType<typeof tracedSpans>>();

function tracedOnce(id: number, capture: GoTraceCapture): ReturnType<typeof tracedSpans> {
  const known = traced.get(capture) ?? tracedSpans(id, capture);
  traced.set(capture, known);
  return known;
}

function make(file: SessionFile, of: readonly unknown[], input: SpanHistoriesInput): void {
  if (isSame(made.get(file.id)?.of, of)) return;
  const last = made.get(file.id); // shown until the next is there, unless its rows are of other stacks
  made.set(file.id, { of, histories: last !== undefined && last.of[0] === of[0] ? last.histories : [] });
  if (input.perf !== null || input.trace?.lives != null) void track(replay(file, of, input));
}

async function replay(
  { id: fileId, name }: SessionFile,
  of: readonly unknown[],
  input: SpanHistoriesInput,
): Promise<void> {
  const isWanted = (): boolean => isSame(made.get(fileId)?.of, of); // else it was removed, or is made otherwise
  const histories = await analyzed(stages.spanHistories(input), { fileId, file: name, isWanted });
  if (histories === null) return;
  made.set(fileId, { of, histories });
  publish();
}

function publish(): void {
  const { files, spans } = session.getState();
  const now = files.flatMap(({ id }) => made.get(id)?.histories ?? []);
  if (!isSame(spans, now)) session.setState({ spans: now });
}

function isSame(a: readonly unknown[] | undefined, b: readonly unknown[]): boolean {
  return a?.length === b.length && a.every((one, i) => one === b[i]);
}
