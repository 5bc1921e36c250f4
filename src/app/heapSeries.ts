import { heapSeriesInputs } from "../analysis/growth/series";
import { stages } from "../client/stages";
import type { HeapSeries } from "../model/growth";
import { session } from "../store/session";
import { analyzed } from "./analyzed";
import { namingOf } from "./naming";
import { track } from "./pending";

const judged = new Map<string, Promise<HeapSeries | null>>(); // by the input's files and sample type
let judgedKey = "";

/** Judges the series that the named heap profiles make, when they are not the same as last time. */
export function judgeHeapSeries(): void {
  const { files, named } = session.getState();
  const ready = files.flatMap((file) => {
    const stacks = named.get(file.id)?.stacks;
    if (file.capture?.kind !== "pprof" || stacks === undefined) return [];
    return [{ file, capture: file.capture, named: stacks }];
  });
  const waiting = files.some(({ id, capture }) => capture?.kind === "pprof" && !named.has(id));
  if (waiting) return;
  const key = ready.map(({ file }) => `${file.id}:${namingOf(file.id)}`).join("|");
  if (key === judgedKey) return;
  judgedKey = key;
  void track(judgeAll(ready, key));
}

type HeapProfileFile = Parameters<typeof heapSeriesInputs>[0][number];

async function judgeAll(ready: readonly HeapProfileFile[], key: string): Promise<void> {
  const inputs = heapSeriesInputs(ready);
  const series = await Promise.all(
    inputs.map((input) => {
      const inputKey = `${input.sampleType}|${input.fileIds.map((id) => `${id}:${namingOf(id)}`).join()}`;
      const known = judged.get(inputKey) ?? judgeOne(input);
      judged.set(inputKey, known);
      return known;
    }),
  );
  if (judgedKey !== key) return;
  session.setState({ heapSeries: series.filter((one) => one !== null) });
}

async function judgeOne(input: ReturnType<typeof heapSeriesInputs>[number]): Promise<HeapSeries | null> {
  const { program, sampleType, fileIds } = input;
  const task = { fileId: fileIds[0] ?? 0, file: `${program} ${sampleType}`, isWanted: () => true };
  return analyzed(stages.judgeSeries(input), task);
}
