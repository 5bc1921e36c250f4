import { useMemo, useState } from "react";
import type { Neighbour } from "../../analysis/neighbours";
import { useWords } from "../../i18n";
import type { NamedStacks } from "../../model/stacks";
import { formatShare, formatWeight } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { ShareBar } from "../../ui/layout";
import { Name } from "../../ui/Name";
import { Table } from "../../ui/Table";

interface NeighbourTableProps {
  readonly named: NamedStacks;
  readonly unit: string;
  readonly onFunc: (func: number) => void;
  readonly rows: readonly Neighbour[];
  readonly label: string;
  readonly none: string; // what a row without a function is called
}

const keyOf = ({ func }: Neighbour): string => String(func);

/** Functions beside another one, heaviest first. Enter or a double click goes on to one of them. */
export function NeighbourTable({ named, unit, rows, label, none, onFunc }: NeighbourTableProps) {
  const { t, language } = useWords();
  const [selected, setSelected] = useState<string | null>(null);
  const columns = useMemo((): readonly Column<Neighbour>[] => {
    const total = rows.reduce((sum, { weight }) => sum + Math.abs(weight), 0);
    const nameOf = (func: number) => (func < 0 ? none : named.strings[named.funcs.name[func]]);
    return [
      {
        id: "weight",
        title: t("views.functions.weight"),
        width: "6.5rem",
        numeric: true,
        sortValue: ({ weight }) => weight,
        cell: ({ weight }) => formatWeight(weight, unit, language),
      },
      {
        id: "share",
        title: t("views.functions.share"),
        width: "4.5rem",
        numeric: true,
        cell: ({ weight }) => (
          <ShareBar share={total === 0 ? 0 : weight / total}>
            {formatShare(total === 0 ? 0 : weight / total, language)}
          </ShareBar>
        ),
      },
      {
        id: "function",
        title: t("views.functions.function"),
        width: "minmax(10rem, 1fr)",
        sortValue: ({ func }) => nameOf(func),
        cell: ({ func }) => <Name text={nameOf(func)} />,
      },
    ];
  }, [named, unit, rows, none, t, language]);
  return (
    <Table
      label={label}
      rows={rows}
      columns={columns}
      keyOf={keyOf}
      sortBy="weight"
      sortId={null}
      selected={selected}
      onSelect={(row) => setSelected(keyOf(row))}
      onActivate={({ func }) => func >= 0 && onFunc(func)}
      empty={t("views.functions.none")}
    />
  );
}
