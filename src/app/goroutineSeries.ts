import { goroutineInputs } from "../analysis/goroutines/series";
import { stages } from "../client/stages";
import type { StackCapture } from "../model/capture";
import type { NamedStacks } from "../model/stacks";
import { session } from "../store/session";
import { analyzed } from "./analyzed";
import { namingOf } from "./naming";
import { track } from "./pending";

let judgedKey = "";

/** Judges the goroutines of the named profiles and text dumps, when they are not the same as last time. */
export function judgeGoroutineFiles(): void {
  const { files, named } = session.getState();
  const ready = files.flatMap(({ id, name, folder, capture }) => {
    const stacks = named.get(id)?.stacks;
    return isOfGoroutines(capture) && stacks !== undefined
      ? [{ file: { id, name, folder }, capture, named: stacks }]
      : [];
  });
  if (files.some(({ id, capture }) => isOfGoroutines(capture) && !named.has(id))) return;
  const key = ready.map(({ file }) => `${file.id}:${namingOf(file.id)}`).join("|");
  if (key === judgedKey) return;
  judgedKey = key;
  void track(judgeAll(ready, key));
}

function isOfGoroutines(capture: { readonly kind: string } | null): capture is StackCapture {
  return capture?.kind === "goroutine-text" || capture?.kind === "pprof" || capture?.kind === "go-trace";
}

interface Ready {
  readonly file: { readonly id: number; readonly name: string; readonly folder: string };
  readonly capture: StackCapture;
  readonly named: NamedStacks;
}

async function judgeAll(ready: readonly Ready[], key: string): Promise<void> {
  const isWanted = (): boolean => judgedKey === key;
  const judged = await Promise.all(
    goroutineInputs(ready).map((input) => {
      const task = { fileId: input.fileIds[0] ?? 0, file: `${input.program} goroutines`, isWanted };
      return analyzed(stages.judgeGoroutines(input), task);
    }),
  );
  if (isWanted()) session.setState({ goroutineSeries: judged.filter((one) => one !== null) });
}
