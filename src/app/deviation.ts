import { deviationInput } from "../analysis/deviation/deviationInput";
import { stages } from "../client/stages";
import type { SessionFile } from "../model/session";
import { session } from "../store/session";
import { analyzed } from "./analyzed";
import { namingOf } from "./naming";
import { track } from "./pending";

let measuredKey = "";

/** Compares the sides when all captures have names, unless nothing has changed since the last time. */
export function compareSides(): void {
  const { files, named, deviationOptions } = session.getState();
  if (files.some(({ id, capture }) => capture !== null && "stacks" in capture && !named.has(id))) return;
  const input = deviationInput(files, named, deviationOptions);
  const captures = files.filter(({ capture }) => capture !== null);
  const keyOf = ({ id, chosenSide }: SessionFile): string => `${id}:${chosenSide ?? ""}:${namingOf(id)}`;
  const key = input === null ? "" : `${captures.map(keyOf).join("|")}#${JSON.stringify(deviationOptions)}`;
  if (key === measuredKey) return;
  measuredKey = key;
  if (input === null) session.setState({ deviation: null });
  else void track(compare(input, key, captures[0]?.id ?? 0));
}

async function compare(
  input: Parameters<typeof stages.measureDeviation>[0],
  key: string,
  fileId: number,
): Promise<void> {
  const isWanted = (): boolean => measuredKey === key;
  const task = { fileId, file: "baseline and candidate", isWanted };
  const deviation = await analyzed(stages.measureDeviation(input), task);
  if (deviation !== null) session.setState({ deviation });
}
