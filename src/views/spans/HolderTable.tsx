import { useMemo, useState } from "react";
import type { SpanHolder } from "../../analysis/spans/spanHolder";
import { useWords } from "../../i18n";
import { formatBytes } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { Name } from "../../ui/Name";
import { Table } from "../../ui/Table";
import { useClassName } from "../view/useClassName";
import { withCaller } from "./withCaller";

/** Who holds what lies in the live spans: what the heap profile, the heap dump or the trace says. */
export function HolderTable({ holders }: { readonly holders: readonly SpanHolder[] }) {
  const { t, language } = useWords();
  const className = useClassName();
  const [selected, setSelected] = useState<string | null>(null);
  const rows = useMemo(() => holders.map((holder, index) => ({ ...holder, key: String(index) })), [holders]);
  const columns = useMemo(
    (): readonly Column<(typeof rows)[number]>[] => [
      {
        id: "function",
        title: t("views.spans.func"),
        width: "minmax(10rem, 1fr)",
        sortValue: ({ func }) => func,
        cell: ({ func, stack }) => (
          <Name text={func === "" ? t("views.spans.severalHolders") : withCaller(func, stack)} />
        ),
      },
      {
        id: "class",
        title: t("views.spans.class"),
        width: "8rem",
        sortValue: ({ spanclass }) => spanclass,
        cell: ({ spanclass }) => className(spanclass),
      },
      {
        id: "by",
        title: t("views.spans.by"),
        width: "6.5rem",
        sortValue: ({ source }) => source,
        cell: ({ source }) => t(`views.spans.holderSource.${source}`),
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
    [t, language, className],
  );
  return (
    <Table
      label={t("views.spans.heldBy")}
      rows={rows}
      columns={columns}
      keyOf={({ key }) => key}
      sortBy="bytes"
      selected={selected}
      onSelect={({ key }) => setSelected(key)}
      empty={t("views.spans.noHolders")}
    />
  );
}
