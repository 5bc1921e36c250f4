import { globalPointers } from "../analysis/heapDump/globalPointers";
import { holdInput } from "../analysis/heapDump/holdHeap";
import { stages } from "../client/stages";
import type { HeapDumpCapture } from "../model/capture";
import type { HeapDump } from "../model/heapDump";
import type { SessionFile } from "../model/session";
import { session } from "../store/session";
import { analyzed } from "./analyzed";
import { settled } from "./moduleStage";
import { track } from "./pending";
import { forgetSavedVariables, type NamedVariables, savedVariablesOf } from "./savedChoices";
import { sources } from "./sources";
import { addStageFailure } from "./stageFailure";

const asked = new Map<number, string>(); // by SessionFile.id of a dump: the objects that its variables were looked for in

/** Says who holds what in every heap dump, again when a binary has come that names its variables. */
export function holdHeapDumps(): void {
  const { files, heapDumps } = session.getState();
  const present = new Set(files.map(({ id }) => id));
  for (const id of asked.keys()) if (!present.has(id)) asked.delete(id);
  forgetSavedVariables(present);
  if ([...heapDumps.keys()].some((id) => !present.has(id))) {
    session.setState({ heapDumps: new Map([...heapDumps].filter(([id]) => present.has(id))) });
  }
  const binaries = files.flatMap(({ id, capture }) => (capture?.kind === "elf" ? [id] : []));
  const key = binaries.join();
  for (const file of files) {
    if (file.capture?.kind !== "go-heapdump" || asked.get(file.id) === key) continue;
    asked.set(file.id, key);
    const isWanted = (): boolean => asked.get(file.id) === key;
    void track(hold(file, file.capture, binaries, isWanted));
  }
}

async function hold(
  file: SessionFile,
  { dump }: HeapDumpCapture,
  binaries: readonly number[],
  isWanted: () => boolean,
): Promise<void> {
  const named = (await namedBy(file, dump, binaries)) ?? savedVariablesOf(file.id);
  if (!isWanted()) return;
  const { variables = null, binary = null } = named ?? {};
  if (session.getState().heapDumps.get(file.id)?.binary === binary) return;
  const task = { fileId: file.id, file: file.name, isWanted };
  const held = await analyzed(stages.holdHeap(holdInput(dump, variables)), task);
  if (held === null) return;
  session.setState(({ heapDumps }) => ({ heapDumps: new Map([...heapDumps, [file.id, { held, binary, variables }]]) }));
}

/** The dump's variables by the symbols of one of the binaries; null where none has them. */
async function namedBy(file: SessionFile, dump: HeapDump, binaries: readonly number[]): Promise<NamedVariables | null> {
  const pointers = globalPointers(dump);
  const readable = binaries.flatMap((id) => {
    const source = sources.get(id);
    return source === undefined ? [] : [{ id, source }];
  });
  if (pointers === null || readable.length === 0) return null;
  const named = await settled(stages.globals({ files: readable.map(({ source }) => source), ...pointers }));
  if (!named.ok) addStageFailure(file.id, named.error);
  const variables = named.ok ? named.value : null;
  const binary = variables === null ? undefined : readable[variables.file]?.id;
  return variables === null || binary === undefined ? null : { variables, binary };
}
