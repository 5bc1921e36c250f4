import { createContext, useContext, useMemo, useState } from "react";
import { chosenIn, type SortId, type ViewChoices } from "../model/viewChoices";

/** How the rows of a table are ordered. */
export interface Sort {
  readonly column: string; // -> Column.id
  readonly descending: boolean;
}

interface KeptChoices {
  readonly choices: ViewChoices;
  readonly choose: (id: SortId, value: string) => void;
}

/** Where the page keeps how tables are sorted; without a provider each table does. */
export const KeptChoicesContext = createContext<KeptChoices | null>(null);

/** How a table is sorted, and what sorts it. A table without an id, and one outside of the page, keeps it for itself. */
export function useSort(id: SortId | null, first: Sort): readonly [Sort, (sort: Sort) => void] {
  const kept = useContext(KeptChoicesContext);
  const [own, setOwn] = useState("");
  const text = kept === null || id === null ? own : chosenIn(kept.choices, id);
  const keep = (sort: Sort): void => {
    const isFirst = sort.column === first.column && sort.descending === first.descending;
    const value = isFirst ? "" : `${sort.column}-${sort.descending ? "down" : "up"}`;
    if (kept === null || id === null) setOwn(value);
    else kept.choose(id, value);
  };
  const [, column = first.column, way = first.descending ? "down" : "up"] = /^(\w+)-(up|down)$/.exec(text) ?? [];
  const sort = useMemo(() => ({ column, descending: way === "down" }), [column, way]);
  return [sort, keep];
}
