import { globalPointers } from "../analysis/heapDump/globalPointers";
import { holdInput } from "../analysis/heapDump/holdHeap";
import { stages } from "../client/stages";
import type { HeapDumpCapture } from "../model/capture";
import type { GlobalVariables } from "../model/heapDump";
import type { SessionFile } from "../model/session";
import { session } from "../store/session";
import { analyzed } from "./analyzed";
import { settled } from "./moduleStage";
import { track } from "./pending";
import { sources } from "./sources";
import { addStageFailure } from "./stageFailure";

const asked = new Map<number, string>(); // by SessionFile.id of a dump: the objects that its variables were looked for in

/** Says who holds what in every heap dump, again when a binary has come that names its variables. */
export function holdHeapDumps(): void {
  const { files, heapDumps } = session.getState();
  const present = new Set(files.map(({ id }) => id));
  for (const id of asked.keys()) if (!present.has(id)) asked.delete(id);
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
  const pointers = globalPointers(dump);
  let variables: GlobalVariables | null = null;
  if (pointers !== null && binaries.length > 0) {
    const files = binaries.flatMap((id) => sources.get(id) ?? []);
    const named = await settled(stages.globals({ files, ...pointers }));
    if (!named.ok) addStageFailure(file.id, named.error);
    else variables = named.value;
  }
  if (!isWanted()) return;
  const binary = variables === null ? null : (binaries[variables.file] ?? null);
  if (session.getState().heapDumps.get(file.id)?.binary === binary) return;
  const task = { fileId: file.id, file: file.name, isWanted };
  const held = await analyzed(stages.holdHeap(holdInput(dump, variables)), task);
  if (held === null) return;
  session.setState(({ heapDumps }) => ({ heapDumps: new Map([...heapDumps, [file.id, { held, binary }]]) }));
}
