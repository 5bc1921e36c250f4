import { replayInput } from "../analysis/nativeHeap/replayInput";
import { type StageResult, stages } from "../client/stages";
import type { StackCapture } from "../model/capture";
import type { NativeHeap } from "../model/nativeHeap";
import type { SessionFile } from "../model/session";
import { addTiming, changeFile, session } from "../store/session";
import { track } from "./pending";

/** Captures that are or have been replayed, with the stacks that they have: unwinding makes another capture. */
const replayed = new WeakSet<StackCapture>();

type Settled = (stage: Promise<StageResult<NativeHeap>>) => Promise<StageResult<NativeHeap>>;

/** Replays the C heap of every capture with names that has not been replayed. */
export function replayNativeHeaps(settled: Settled): void {
  const { files, named, nativeHeaps } = session.getState();
  const present = new Set(files.map(({ id }) => id));
  if ([...nativeHeaps.keys()].some((id) => !present.has(id))) {
    session.setState({ nativeHeaps: new Map([...nativeHeaps].filter(([id]) => present.has(id))) });
  }
  for (const file of files) {
    const { capture } = file;
    if (capture?.kind !== "perf" || !named.has(file.id) || replayed.has(capture)) continue;
    replayed.add(capture);
    void track(replay(file, capture, settled));
  }
}

async function replay(file: SessionFile, capture: StackCapture, settled: Settled): Promise<void> {
  const input = replayInput(capture);
  if (input === null) return;
  const result = await settled(stages.replayHeap(input));
  const now = session.getState().files.find(({ id }) => id === file.id);
  if (now?.capture !== capture) return; // removed, or unwound again
  if (!result.ok) {
    changeFile(file.id, { stageFailures: [...now.stageFailures, result.error] });
    return;
  }
  const { value, ms, bytesRead: bytes, peakBytes } = result;
  addTiming({ fileId: file.id, file: file.name, stage: "analyze", ms, bytes, peakBytes });
  session.setState(({ nativeHeaps }) => ({ nativeHeaps: new Map([...nativeHeaps, [file.id, value]]) }));
}
