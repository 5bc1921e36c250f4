import { deviationInput } from "../analysis/deviation/deviationInput";
import { hasBothSides } from "../analysis/deviation/hasBothSides";
import { stages } from "../client/stages";
import type { SessionFile } from "../model/session";
import { session } from "../store/session";
import { analyzed } from "./analyzed";
import { placesOf } from "./codePlaces";
import { namingOf } from "./naming";
import { track } from "./pending";

let measuredKey = "";

/** Compares the sides when all captures have names, unless nothing has changed since the last time. */
export function compareSides(): void {
  const { files, named, deviationOptions } = session.getState();
  if (files.some(({ id, capture }) => capture !== null && "stacks" in capture && !named.has(id))) return;
  const captures = files.filter(({ capture }) => capture !== null);
  const keyOf = ({ id, chosenSide }: SessionFile): string => `${id}:${chosenSide ?? ""}:${namingOf(id)}`;
  const isComparable = hasBothSides(files);
  const key = isComparable ? `${captures.map(keyOf).join("|")}#${JSON.stringify(deviationOptions)}` : "";
  if (key === measuredKey) return;
  measuredKey = key;
  if (isComparable) void track(compare(key));
  else session.setState({ deviation: null });
}

async function compare(key: string): Promise<void> {
  const { files, named, deviationOptions } = session.getState();
  const isWanted = (): boolean => measuredKey === key;
  const found = await Promise.all(
    files.map(async ({ id, capture }) => {
      const matches = named.get(id)?.matches;
      const isAsked = capture !== null && "stacks" in capture && matches !== undefined;
      const places = isAsked ? await placesOf(capture, matches, files) : null;
      return places === null ? [] : [[id, places] as const];
    }),
  );
  const input = isWanted() ? deviationInput(files, named, new Map(found.flat()), deviationOptions) : null;
  if (input === null) return;
  const task = { fileId: files[0]?.id ?? 0, file: "baseline and candidate", isWanted };
  const deviation = await analyzed(stages.measureDeviation(input), task);
  if (deviation !== null) session.setState({ deviation });
}
