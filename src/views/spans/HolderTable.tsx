import { useMemo } from "react";
import type { SpanHolder } from "../../analysis/spans/spanHolder";
import { useWords } from "../../i18n";
import { columnMakers } from "../../ui/columns";
import type { Column } from "../../ui/Grid";
import { Table } from "../../ui/Table";
import { useClassName } from "../view/useClassName";
import { withCaller } from "./withCaller";

export interface HolderRow extends SpanHolder {
  readonly key: string;
}

interface HolderTableProps {
  readonly rows: readonly HolderRow[];
  readonly selected: string | null;
  readonly onSelect: (row: HolderRow) => void;
}

export const holderKey = ({ key }: HolderRow): string => key;

/** Who holds what lies in the live spans: what the heap profile, the heap dump or the trace says. */
export function HolderTable({ rows, selected, onSelect }: HolderTableProps) {
  const { t, language } = useWords();
  const className = useClassName();
  const columns = useMemo((): readonly Column<HolderRow>[] => {
    const { bytes, name, text } = columnMakers<HolderRow>(language);
    return [
      {
        ...name("function", { title: t("views.spans.func"), width: "minmax(10rem, 1fr)" }, ({ func, stack }) =>
          func === "" ? t("views.spans.severalHolders") : withCaller(func, stack),
        ),
        sortValue: ({ func }) => func,
      },
      {
        ...text("class", { title: t("views.spans.class"), width: "8rem" }, ({ spanclass }) => className(spanclass)),
        sortValue: ({ spanclass }) => spanclass,
      },
      {
        ...text("by", { title: t("views.spans.by"), width: "6.5rem" }, ({ source }) =>
          t(`views.spans.holderSource.${source}`),
        ),
        sortValue: ({ source }) => source,
      },
      bytes("bytes", { title: t("views.spans.bytes"), width: "6.5rem" }, (holder) => holder.bytes),
    ];
  }, [t, language, className]);
  return (
    <Table
      label={t("views.spans.heldBy")}
      rows={rows}
      columns={columns}
      keyOf={holderKey}
      sortBy="bytes"
      sortId="spans.holders.sort"
      selected={selected}
      onSelect={onSelect}
      empty={t("views.spans.noHolders")}
    />
  );
}
