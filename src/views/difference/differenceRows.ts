import { baseName } from "../../analysis/baseName";
import type { FunctionTable } from "../../analysis/functionTable";
import type { NamedStacks } from "../../model/stacks";

/** A function of which two profiles have not the same. */
export interface DifferenceRow {
  readonly func: number; // -> funcs
  readonly name: string;
  readonly module: string; // "" when unknown
  readonly self: number; // later − base
  readonly total: number;
}

/** As `go tool pprof -base -top` lists them: those in whose stacks something changed. */
export function differenceRows(
  { funcs, strings, modules }: NamedStacks,
  table: FunctionTable,
): readonly DifferenceRow[] {
  const rows: DifferenceRow[] = [];
  for (let func = 0; func < funcs.length; func++) {
    const [self, total] = [table.self[func], table.total[func]];
    if (self === 0 && total === 0) continue;
    const module = funcs.module[func] < 0 ? "" : baseName(modules[funcs.module[func]].path);
    rows.push({ func, name: strings[funcs.name[func]], module, self, total });
  }
  return rows;
}

export function csvRows(rows: readonly DifferenceRow[], unit: string): readonly (readonly (string | number)[])[] {
  const head = ["function", "module", `change (${unit})`, `total change (${unit})`];
  return [head, ...rows.map(({ name, module, self, total }) => [name, module, self, total])];
}
