import { useMemo } from "react";
import type { SpanOpener } from "../../analysis/spans/openers";
import { stackNames } from "../../analysis/stackWeights";
import { useWords } from "../../i18n";
import type { NamedStacks } from "../../model/stacks";
import { columnMakers } from "../../ui/columns";
import type { Column } from "../../ui/Grid";
import { Table } from "../../ui/Table";
import { withCaller } from "./withCaller";

interface OpenerTableProps {
  readonly openers: readonly SpanOpener[];
  readonly named: NamedStacks | null;
  readonly selected: string | null;
  readonly onSelect: (opener: SpanOpener) => void;
}

export const openerKey = ({ row }: SpanOpener): string => String(row);

/** Stacks that opened the spans that were never freed. */
export function OpenerTable({ openers, named, selected, onSelect }: OpenerTableProps) {
  const { t, language } = useWords();
  const columns = useMemo((): readonly Column<SpanOpener>[] => {
    const { bytes, count, name } = columnMakers<SpanOpener>(language);
    return [
      {
        ...name("function", { title: t("views.spans.func"), width: "minmax(10rem, 1fr)" }, ({ func, row }) =>
          named === null || row < 0 ? t("views.spans.noStack") : withCaller(func, stackNames(named, row)),
        ),
        sortValue: ({ func }) => func,
      },
      count("spans", { title: t("views.spans.spans"), width: "5rem" }, ({ spans }) => spans),
      bytes("bytes", { title: t("views.spans.bytes"), width: "6.5rem" }, (opener) => opener.bytes),
    ];
  }, [t, language, named]);
  return (
    <Table
      label={t("views.spans.openedBy")}
      rows={openers}
      columns={columns}
      keyOf={openerKey}
      sortBy="bytes"
      sortId="spans.openers.sort"
      selected={selected}
      onSelect={onSelect}
      empty={t("views.spans.noOpeners")}
    />
  );
}
