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
  const moduleNames = modules.map(({ path }) => baseName(path));
  const rows: FunctionRow[] = [];
  for (let func = 0; func < funcs.length; func++) {
    const [self, total] = [table.self[func], table.total[func]];
    // A function whose weights cancel out (a difference) is shown too.
    if (self === 0 && total === 0 && table.isThere[func] === 0) continue;
    const module = funcs.module[func] < 0 ? "" : moduleNames[funcs.module[func]];
    const name = strings[funcs.name[func]];
    const symbol = strings[funcs.mangled?.[func] ?? -1] ?? null;
    const file = strings[funcs.file[func]] ?? null;
    rows.push({ func, name, symbol, file, module, self, total, samples: table.samples[func] });
  }
  return rows.sort((a, b) => b.total - a.total);
}

/** Rows whose name, symbol or module has the text in it, in any case. */
export function searchRows(rows: readonly FunctionRow[], search: string): readonly FunctionRow[] {
  if (search === "") return rows;
  const text = search.toLowerCase();
  return rows.filter(({ name, symbol, module }) =>
    [name, symbol, module].some((word) => word?.toLowerCase().includes(text) === true),
  );
}
