import { useMemo } from "react";
import type { RecordColumn } from "../../analysis/records/recordColumn";
import { useWords } from "../../i18n";
import { type Column, Grid } from "../../ui/Grid";
import gridCss from "../../ui/Grid.module.css";
import { Name } from "../../ui/Name";
import type { Sort } from "../../ui/useSort";

interface RecordTableProps {
  readonly samples: Int32Array; // the rows
  readonly columns: readonly RecordColumn[];
  readonly search: string;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
  readonly chosen: number; // sample, -1 for none
  readonly onChoose: (sample: number) => void;
}

/** The name of a column where no language is spoken: in a CSV file. */
export function titleOf({ title }: RecordColumn): string {
  return "arg" in title ? title.arg : title.key;
}

/** The samples, a row each. Only those that are seen become text. */
export function RecordTable({ samples, columns, search, sort, onSort, chosen, onChoose }: RecordTableProps) {
  const { t } = useWords();
  const gridColumns = useMemo(
    () =>
      columns.map((column): Column<number> => {
        const { id, title, numeric, width, text } = column;
        return {
          id,
          title: "arg" in title ? title.arg : t(`views.records.columns.${title.key}`),
          width,
          numeric,
          cell: (sample) => <Name text={text(sample)} match={search} />,
        };
      }),
    [columns, search, t],
  );
  const place = useMemo(() => (chosen < 0 ? -1 : samples.indexOf(chosen)), [samples, chosen]);
  return (
    <Grid
      role="grid"
      label={t("views.records.title")}
      columns={gridColumns}
      header={({ id, title }) => (
        <button
          type="button"
          tabIndex={-1}
          className={gridCss["sort"]}
          onClick={() => onSort({ column: id, descending: sort.column === id ? !sort.descending : id !== "time" })}
        >
          <bdi>{title}</bdi>
          {sort.column === id && (sort.descending ? " ▾" : " ▴")}
        </button>
      )}
      sortOf={({ id }) => (sort.column !== id ? "none" : sort.descending ? "descending" : "ascending")}
      count={samples.length}
      row={(index) => {
        const sample = samples[index];
        return { key: String(sample), cells: gridColumns.map(({ cell }) => cell(sample)) };
      }}
      selected={place}
      onSelect={(index) => onChoose(samples[index])}
      empty={t("views.records.noMatch")}
    />
  );
}
