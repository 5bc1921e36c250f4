import { useMemo } from "react";
import type { SpanOpener } from "../../analysis/spans/openers";
import { stackNames } from "../../analysis/stackWeights";
import { useWords } from "../../i18n";
import type { NamedStacks } from "../../model/stacks";
import { formatBytes, formatCount } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { Name } from "../../ui/Name";
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
  const columns = useMemo(
    (): readonly Column<SpanOpener>[] => [
      {
        id: "function",
        title: t("views.spans.func"),
        width: "minmax(10rem, 1fr)",
        sortValue: ({ func }) => func,
        cell: ({ func, row }) => (
          <Name
            text={named === null || row < 0 ? t("views.spans.noStack") : withCaller(func, stackNames(named, row))}
          />
        ),
      },
      {
        id: "spans",
        title: t("views.spans.spans"),
        width: "5rem",
        numeric: true,
        sortValue: ({ spans }) => spans,
        cell: ({ spans }) => formatCount(spans, language),
      },
      {
        id: "bytes",
        title: t("views.spans.bytes"),
        width: "6.5rem",
        numeric: true,
        sortValue: ({ bytes }) => bytes,
        cell: ({ bytes }) => formatBytes(bytes, language),
      },
    ],
    [t, language, named],
  );
  return (
    <Table
      label={t("views.spans.openedBy")}
      rows={openers}
      columns={columns}
      keyOf={openerKey}
      sortBy="bytes"
      selected={selected}
      onSelect={onSelect}
      empty={t("views.spans.noOpeners")}
    />
  );
}
