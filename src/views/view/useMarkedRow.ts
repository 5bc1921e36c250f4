import { useState } from "react";
import type { ViewProps } from ".";

interface RowsOfFunctions<Row> {
  readonly keyOf: (row: Row) => string;
  readonly funcOf: (row: Row) => string; // the function that a row stands for, "" for none
  readonly otherwise?: Row | undefined; // chosen where nothing else is
}

/**
 * The chosen row of a table whose rows stand for functions: the one that was chosen here, or else the first of the
 * function that was chosen last, in whichever view. Choosing a row marks its function in all of them.
 */
export function useMarkedRow<Row>(
  rows: readonly Row[],
  { keyOf, funcOf, otherwise }: RowsOfFunctions<Row>,
  { selection: { marked }, select }: Pick<ViewProps, "selection" | "select">,
): readonly [row: Row | undefined, choose: (row: Row) => void] {
  const [chosen, setChosen] = useState<string | null>(null);
  const own = chosen === null ? undefined : rows.find((row) => keyOf(row) === chosen);
  const choose = (row: Row) => {
    setChosen(keyOf(row));
    const func = funcOf(row);
    if (func !== "") select({ marked: func });
  };
  return [own ?? (marked === "" ? undefined : rows.find((row) => funcOf(row) === marked)) ?? otherwise, choose];
}
