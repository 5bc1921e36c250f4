import { goroutineInputs } from "../analysis/goroutines/series";
import { type StageResult, stages } from "../client/stages";
import type { StackCapture } from "../model/capture";
import type { DecodeFailure } from "../model/decodeError";
import type { GoroutineSeries } from "../model/goroutines";
import type { NamedStacks } from "../model/stacks";
import { addTiming, session } from "../store/session";
import { track } from "./pending";

interface Naming {
  settled<T>(stage: Promise<StageResult<T>>): Promise<StageResult<T>>;
  /** What a file's names are made with: equal for equal names. */
  namingOf(fileId: number): string;
  failed(fileId: number, failure: DecodeFailure): void;
}

let judgedKey = "";

/** Judges the goroutines of the named profiles and text dumps, when they are not the same as last time. */
export function judgeGoroutineFiles(naming: Naming): void {
  const { files, named } = session.getState();
  const ready = files.flatMap(({ id, name, folder, capture }) => {
    const stacks = named.get(id)?.stacks;
    return isOfGoroutines(capture) && stacks !== undefined
      ? [{ file: { id, name, folder }, capture, named: stacks }]
      : [];
  });
  if (files.some(({ id, capture }) => isOfGoroutines(capture) && !named.has(id))) return;
  const key = ready.map(({ file }) => `${file.id}:${naming.namingOf(file.id)}`).join("|");
  if (key === judgedKey) return;
  judgedKey = key;
  void track(judgeAll(ready, key, naming));
}

function isOfGoroutines(capture: { readonly kind: string } | null): capture is StackCapture {
  return capture?.kind === "goroutine-text" || capture?.kind === "pprof";
}

interface Ready {
  readonly file: { readonly id: number; readonly name: string; readonly folder: string };
  readonly capture: StackCapture;
  readonly named: NamedStacks;
}

async function judgeAll(ready: readonly Ready[], key: string, { settled, failed }: Naming): Promise<void> {
  const judged = await Promise.all(
    goroutineInputs(ready).map(async (input): Promise<GoroutineSeries | null> => {
      const result = await settled(stages.judgeGoroutines(input));
      const fileId = input.fileIds[0] ?? 0;
      if (judgedKey !== key) return null;
      if (!result.ok) {
        failed(fileId, result.error);
        return null;
      }
      const { value, ms, bytesRead: bytes, peakBytes } = result;
      addTiming({ fileId, file: `${input.program} goroutines`, stage: "analyze", ms, bytes, peakBytes });
      return value;
    }),
  );
  if (judgedKey === key) session.setState({ goroutineSeries: judged.filter((one) => one !== null) });
}
