import type { SampleTable } from "../../model/profile";
import type { NamedStacks } from "../../model/stacks";
import { functionTable } from "../functionTable";
import { stackWeights } from "../stackWeights";

/** What `go tool pprof -top -trim=false` says of a profile. */
export interface Top {
  readonly total: number;
  readonly rows: Readonly<Record<string, string>>; // "flat cum" by function
}

/** Reads its output, of one unit (`-unit=B`, `-unit=ns`). */
export function printedTop(text: string): Top {
  const rows: Record<string, string> = {};
  for (const line of text.split("\n")) {
    const [, flat = "", cum = "", name] =
      /^ *(-?\d+)[A-Za-z]* +\S+% +\S+% +(-?\d+)[A-Za-z]* +\S+% {2}(.+?)(?: \((?:partial-)?inline\))?$/.exec(line) ?? [];
    if (name !== undefined) rows[name] = `${flat} ${cum}`;
  }
  return { total: Number(/ of (\d+)[A-Za-z]* total/.exec(text)?.[1]), rows };
}

/** The same from our function table. pprof leaves out functions whose weights are 0. */
export function shownTop({ named, samples }: { readonly named: NamedStacks; readonly samples: SampleTable }): Top {
  const weights = stackWeights(named, { samples });
  const table = functionTable(named, samples);
  const rows: Record<string, string> = {};
  for (let func = 0; func < named.funcs.length; func++) {
    if (table.self[func] === 0 && table.total[func] === 0) continue;
    rows[named.strings[named.funcs.name[func]]] = `${table.self[func]} ${table.total[func]}`;
  }
  return { total: weights.total, rows };
}
