import { useMemo, useState } from "react";
import type { SortId } from "../model/viewChoices";
import { type Column, type DataAttributes, Grid } from "./Grid";
import css from "./Grid.module.css";
import { type Sort, useSort } from "./useSort";

interface TableProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly keyOf: (row: Row) => string;
  readonly sortBy: string; // column that it is sorted by at first, largest first
  readonly sortId: SortId | null; // null: nobody keeps how it is sorted
  readonly selected: string | null; // key
  readonly onSelect: (row: Row) => void;
  readonly onActivate?: (row: Row) => void;
  readonly dataOf?: (row: Row) => DataAttributes;
  readonly empty: string;
}

/** A table of any length: sorted by a click on a column's title, moved through with the arrow keys. */
export function Table<Row>(props: TableProps<Row>) {
  const { rows, columns, keyOf, selected } = props;
  const [sort, setSort] = useSort(props.sortId, { column: props.sortBy, descending: true });
  const sorted = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort]);
  const selectedIndex = useMemo(
    () => (selected === null ? -1 : sorted.findIndex((row) => keyOf(row) === selected)),
    [sorted, selected, keyOf],
  );
  const header = (column: Column<Row>) =>
    column.sortValue === undefined ? (
      <div className={css["unsorted"]}>{column.title}</div>
    ) : (
      <button type="button" tabIndex={-1} className={css["sort"]} onClick={() => setSort(nextSort(sort, column, rows))}>
        {column.title}
        {sort.column === column.id && (sort.descending ? " ▾" : " ▴")}
      </button>
    );
  return (
    <Grid
      role="grid"
      label={props.label}
      columns={columns}
      header={header}
      sortOf={({ id, sortValue }) =>
        sortValue === undefined ? undefined : sort.column !== id ? "none" : sort.descending ? "descending" : "ascending"
      }
      count={sorted.length}
      row={(index) => {
        const row = sorted[index];
        return { key: keyOf(row), cells: columns.map(({ cell }) => cell(row)), data: props.dataOf?.(row) };
      }}
      selected={selectedIndex}
      onSelect={(index) => props.onSelect(sorted[index])}
      onActivate={(index) => props.onActivate?.(sorted[index])}
      empty={props.empty}
    />
  );
}

/** A table whose selected row matters to nothing else. */
export function FreeTable<Row>(props: Omit<TableProps<Row>, "selected" | "onSelect">) {
  const [selected, setSelected] = useState<string | null>(null);
  return <Table {...props} selected={selected} onSelect={(row) => setSelected(props.keyOf(row))} />;
}

/** Figures begin with the largest, words with the first. */
function nextSort<Row>(sort: Sort, { id, sortValue }: Column<Row>, rows: readonly Row[]): Sort {
  if (sort.column === id) return { column: id, descending: !sort.descending };
  const [first] = rows;
  return { column: id, descending: first === undefined || typeof sortValue?.(first) === "number" };
}

export function sortRows<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort): readonly Row[] {
  const value = columns.find(({ id }) => id === sort.column)?.sortValue;
  if (value === undefined) return rows;
  const direction = sort.descending ? -1 : 1;
  const keys = rows.map(value);
  const order = Array.from(rows.keys()).sort((a, b) => direction * compare(keys[a], keys[b]) || a - b);
  return order.map((index) => rows[index]);
}

/** Numbers by size; names by code unit: a collator takes 20 times longer on 100,000 names, and these are identifiers. */
function compare(a: number | string, b: number | string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
