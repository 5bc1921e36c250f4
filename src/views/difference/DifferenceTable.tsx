import { useMemo, useState } from "react";
import { useWords } from "../../i18n";
import { formatChange, formatShare } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { ShareBar } from "../../ui/layout";
import { Name } from "../../ui/Name";
import { Table } from "../../ui/Table";
import css from "./difference.module.css";
import type { DifferenceRow } from "./differenceRows";

interface DifferenceTableProps {
  readonly rows: readonly DifferenceRow[];
  readonly unit: string;
  readonly whole: number; // what shares are of
  readonly search: string;
  readonly marked: string; // function that was chosen last, by name
  readonly onFunction: (name: string) => void;
}

const keyOf = ({ func }: DifferenceRow): string => String(func);

/** Functions by how much they changed, with what they called and without. */
export function DifferenceTable({ rows, unit, whole, search, marked, onFunction }: DifferenceTableProps) {
  const { t, language } = useWords();
  const [chosen, setChosen] = useState("");
  const current = rows.find((row) => keyOf(row) === chosen) ?? rows.find(({ name }) => name === marked);
  const columns = useMemo((): readonly Column<DifferenceRow>[] => {
    const change = (value: number) => formatChange(value, unit, language);
    const share = (value: number) => {
      const part = whole === 0 ? 0 : value / whole;
      return <ShareBar share={part}>{formatShare(part, language)}</ShareBar>;
    };
    const figure = (id: "self" | "total", title: string): readonly Column<DifferenceRow>[] => [
      {
        id,
        title,
        width: "8.5rem",
        numeric: true,
        sortValue: (row) => Math.abs(row[id]),
        cell: (row) => change(row[id]),
      },
      { id: `${id}Share`, title: "%", width: "5rem", numeric: true, cell: (row) => share(row[id]) },
    ];
    return [
      ...figure("self", t("views.difference.change")),
      ...figure("total", t("views.difference.total")),
      {
        id: "function",
        title: t("views.functions.function"),
        width: "minmax(14rem, 4fr)",
        sortValue: ({ name }) => name,
        cell: ({ name }) => <Name text={name} match={search} />,
      },
      {
        id: "module",
        title: t("views.functions.module"),
        width: "minmax(5rem, 1fr)",
        sortValue: ({ module }) => module,
        cell: ({ module }) => (module === "" ? t("views.functions.unknownModule") : <Name text={module} />),
      },
    ];
  }, [t, language, unit, whole, search]);
  return (
    <div className={css["pane"]}>
      <Table
        label={t("views.difference.table")}
        rows={rows}
        columns={columns}
        keyOf={keyOf}
        sortBy="self"
        sortId="difference.sort"
        selected={current === undefined ? null : keyOf(current)}
        onSelect={(row) => {
          setChosen(keyOf(row));
          onFunction(row.name);
        }}
        empty={t("views.difference.same")}
      />
    </div>
  );
}
