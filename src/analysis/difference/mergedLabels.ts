import type { ArgColumn, NumberArg, TextArg } from "../../model/profile";

/** A sample of one of the merged profiles. */
export interface LabelledSample {
  readonly side: number;
  readonly sample: number;
}

/** The labels of samples that come from several profiles, a column per name and kind. `sides`: the labels of each profile. */
export function mergedLabels(
  sides: readonly (readonly ArgColumn[])[],
  samples: readonly LabelledSample[],
): readonly ArgColumn[] {
  const known = new Map(sides.flat().map((arg) => [keyOf(arg), arg]));
  return [...known].map(([key, arg]) => {
    const columns = sides.map((args) => args.find((each) => keyOf(each) === key));
    return arg.kind === "string" ? mergedTexts(arg.name, columns, samples) : mergedNumbers(arg, columns, samples);
  });
}

function keyOf({ name, kind }: ArgColumn): string {
  return `${kind} ${name}`;
}

type Columns = readonly (ArgColumn | undefined)[]; // per side

function mergedNumbers(like: ArgColumn, columns: Columns, samples: readonly LabelledSample[]): NumberArg {
  const values = Float64Array.from(samples, ({ side, sample }) => columns[side]?.values[sample] ?? Number.NaN);
  return { name: like.name, kind: "number", values, labelUnit: ("labelUnit" in like && like.labelUnit) || "" };
}

function mergedTexts(name: string, columns: Columns, samples: readonly LabelledSample[]): TextArg {
  const numbers = new Map<string, number>();
  const values = Int32Array.from(samples, ({ side, sample }) => {
    const column = columns[side];
    const text = column?.kind === "string" ? column.strings[column.values[sample]] : undefined;
    if (text === undefined) return -1;
    if (!numbers.has(text)) numbers.set(text, numbers.size);
    return numbers.get(text) ?? -1;
  });
  return { name, kind: "string", values, strings: [...numbers.keys()] };
}
