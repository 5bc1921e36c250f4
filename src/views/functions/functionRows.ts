import { baseName } from "../../analysis/baseName";
import type { FunctionTable } from "../../analysis/functionTable";
import type { NamedStacks } from "../../model/stacks";

/** A function as the table shows it. */
export interface FunctionRow {
  readonly func: number; // -> funcs
  readonly name: string;
  readonly symbol: string | null; // that the name is demangled from
  readonly file: string | null; // where the function is defined
  readonly module: string; // "" when unknown
  readonly self: number;
  readonly total: number;
  readonly samples: number; // with the function as leaf
}

/** Functions that the profile has anything of, largest total first: so they are where another column is equal. */
export function functionRows(named: NamedStacks, table: FunctionTable): readonly FunctionRow[] {
  const { funcs, strings, modules } = named;
  const { self, total, samples, isThere } = table;
  const moduleNames = modules.map(({ path }) => baseName(path));
  const there: number[] = [];
  for (let func = 0; func < funcs.length; func++) {
    // A function whose weights cancel out (a difference) is shown too.
    if (self[func] !== 0 || total[func] !== 0 || isThere[func] !== 0) there.push(func);
  }
  there.sort((a, b) => total[b] - total[a]); // numbers: faster than the rows
  return there.map((func) => ({
    func,
    name: strings[funcs.name[func]],
    symbol: strings[funcs.mangled?.[func] ?? -1] ?? null,
    file: strings[funcs.file[func]] ?? null,
    module: funcs.module[func] < 0 ? "" : moduleNames[funcs.module[func]],
    self: self[func],
    total: total[func],
    samples: samples[func],
  }));
}

/** Rows whose name, symbol or module has the text in it, in any case. */
export function searchRows(rows: readonly FunctionRow[], search: string): readonly FunctionRow[] {
  if (search === "") return rows;
  const text = search.toLowerCase();
  return rows.filter(({ name, symbol, module }) =>
    [name, symbol, module].some((word) => word?.toLowerCase().includes(text) === true),
  );
}
