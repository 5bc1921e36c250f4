import type { SpanHistoriesInput } from "../analysis/spans/spanHistories";
import { spanStreams } from "../analysis/spans/spanStreams";
import { stages } from "../client/stages";
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

/** Replays the spans of every capture with names that has not been replayed as it is. */
export function replaySpanHistories(): void {
  const { files, named, spanRoles } = session.getState();
  const present = new Set(files.map(({ id }) => id));
  for (const id of made.keys()) if (!present.has(id)) made.delete(id);
  const logs = files.flatMap(({ capture }) => (capture?.kind === "gctrace" ? [capture.trace] : []));
  const log = logs.length === 1 ? (logs[0] ?? null) : null; // of several nothing says which is of the process
  for (const { id, name, capture } of files) {
    if (capture?.kind !== "perf" || !named.has(id)) continue;
    const choices = spanRoles.get(id) ?? NO_CHOICES;
    const of = [capture, choices, log];
    if (isSame(made.get(id)?.of, of)) continue;
    const perf = spanStreams(capture, choices);
    made.set(id, { of, histories: [] });
    if (perf !== null) void track(replay({ perfFile: id, perf, log }, name, of));
  }
  publish();
}

async function replay(input: SpanHistoriesInput, name: string, of: readonly unknown[]): Promise<void> {
  const { perfFile: fileId } = input;
  const isWanted = (): boolean => isSame(made.get(fileId)?.of, of); // else it was removed, or is replayed otherwise
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
