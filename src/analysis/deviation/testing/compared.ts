import type { Capture } from "../../../model/capture";
import type { CodePlaces } from "../../../model/codePlaces";
import type { Deviation, DeviationOptions, MetricName, MetricRow } from "../../../model/deviation";
import type { NamedCapture, SessionFile, Side } from "../../../model/session";
import type { NamedStacks } from "../../../model/stacks";
import { exampleFile } from "../../findings/examples";
import { sampledOf } from "../../testing/sampledOf";
import { deviationInput } from "../deviationInput";
import type { DeviationInput } from "../input";
import { measureDeviation } from "../measureDeviation";

/** A capture on a side, with its names. */
export interface Compared {
  readonly places?: CodePlaces;
  readonly file: SessionFile;
  readonly named: NamedCapture | null;
}

/** `stacks`: null for a capture without any. No binary has been dropped. */
export function onSide(name: string, capture: Capture, stacks: NamedStacks | null, side: Side): Compared {
  const file = exampleFile({ name, kind: capture.kind, capture, chosenSide: side });
  if (stacks === null || !("stacks" in capture)) return { file, named: null };
  const matches = capture.modules.map(() => ({ match: "none", objectFile: null, files: [] }) as const);
  return { file, named: { stacks, sampled: sampledOf(capture), matches, moduleMs: capture.modules.map(() => 0) } };
}

export function inputOf(files: readonly Compared[], options: DeviationOptions = NO_OPTIONS): DeviationInput {
  const named = new Map(files.flatMap(({ file, named }) => (named === null ? [] : [[file.id, named] as const])));
  const input = deviationInput(
    files.map(({ file }) => file),
    named,
    new Map(files.flatMap(({ file, places }) => (places === undefined ? [] : [[file.id, places] as const]))),
    options,
  );
  if (input === null) throw new Error("one side has no capture");
  return input;
}

export function compared(files: readonly Compared[], options?: DeviationOptions): Deviation {
  return measureDeviation(inputOf(files, options));
}

export const NO_OPTIONS: DeviationOptions = { limits: {}, rules: [] };

/** The row of a figure; "name measure source" says which. */
export function rowOf({ metrics }: Deviation, name: MetricName, measure: string, source: string): MetricRow {
  const row = metrics.find((one) => one.name === name && one.measure === measure && one.source === source);
  if (row === undefined) throw new Error(`no row ${name} ${measure} ${source}`);
  return row;
}
