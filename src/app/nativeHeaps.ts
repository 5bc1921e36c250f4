import { replayInput } from "../analysis/nativeHeap/replayInput";
import { stages } from "../client/stages";
import type { StackCapture } from "../model/capture";
import type { SessionFile } from "../model/session";
import { session } from "../store/session";
import { analyzed } from "./analyzed";
import { track } from "./pending";

/** Captures that are or have been replayed, with the stacks that they have: unwinding makes another capture. */
const replayed = new WeakSet<StackCapture>();

/** Replays the C heap of every capture with names that has not been replayed. */
export function replayNativeHeaps(): void {
  const { files, named, nativeHeaps } = session.getState();
  const present = new Set(files.map(({ id }) => id));
  if ([...nativeHeaps.keys()].some((id) => !present.has(id))) {
    session.setState({ nativeHeaps: new Map([...nativeHeaps].filter(([id]) => present.has(id))) });
  }
  for (const file of files) {
    const { capture } = file;
    if (capture?.kind !== "perf" || !named.has(file.id) || replayed.has(capture)) continue;
    replayed.add(capture);
    void track(replay(file, capture));
  }
}

async function replay(file: SessionFile, capture: StackCapture): Promise<void> {
  const input = replayInput(capture);
  if (input === null) return;
  const { id: fileId, name } = file;
  // Else it was removed, or unwound again.
  const isWanted = (): boolean => session.getState().files.find(({ id }) => id === fileId)?.capture === capture;
  const heap = await analyzed(stages.replayHeap(input), { fileId, file: name, isWanted });
  if (heap === null) return;
  session.setState(({ nativeHeaps }) => ({ nativeHeaps: new Map([...nativeHeaps, [fileId, heap]]) }));
}
