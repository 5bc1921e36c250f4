import { deviationInput } from "../analysis/deviation/deviationInput";
import { type StageResult, stages } from "../client/stages";
import type { DecodeFailure } from "../model/decodeError";
import type { Deviation } from "../model/deviation";
import type { SessionFile } from "../model/session";
import { addTiming, session } from "../store/session";
import { track } from "./pending";

interface Naming {
  settled(stage: Promise<StageResult<Deviation>>): Promise<StageResult<Deviation>>;
  /** What a file's names are made with: equal for equal names. */
  namingOf(fileId: number): string;
  failed(fileId: number, failure: DecodeFailure): void;
}

let measuredKey = "";

/** Compares the sides when all captures have names, unless nothing has changed since the last time. */
export function compareSides(naming: Naming): void {
  const { files, named, deviationOptions } = session.getState();
  if (files.some(({ id, capture }) => capture !== null && "stacks" in capture && !named.has(id))) return;
  const input = deviationInput(files, named, deviationOptions);
  const captures = files.filter(({ capture }) => capture !== null);
  const keyOf = ({ id, chosenSide }: SessionFile): string => `${id}:${chosenSide ?? ""}:${naming.namingOf(id)}`;
  const key = input === null ? "" : `${captures.map(keyOf).join("|")}#${JSON.stringify(deviationOptions)}`;
  if (key === measuredKey) return;
  measuredKey = key;
  if (input === null) session.setState({ deviation: null });
  else void track(compare(input, key, captures[0]?.id ?? 0, naming));
}

async function compare(
  input: Parameters<typeof stages.measureDeviation>[0],
  key: string,
  fileId: number,
  { settled, failed }: Naming,
): Promise<void> {
  const result = await settled(stages.measureDeviation(input));
  if (measuredKey !== key) return;
  if (!result.ok) {
    failed(fileId, result.error);
    return;
  }
  const { value, ms, bytesRead: bytes, peakBytes } = result;
  addTiming({ fileId, file: "baseline and candidate", stage: "analyze", ms, bytes, peakBytes });
  session.setState({ deviation: value });
}
