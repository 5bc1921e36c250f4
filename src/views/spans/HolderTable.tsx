import { useMemo } from "react";
import type { SpanHolder } from "../../analysis/spans/spanHolder";
import { useWords } from "../../i18n";
import { columnMakers } from "../../ui/columns";
import type { Column } from "../../ui/Grid";
import { FreeTable } from "../../ui/Table";
import { useClassName } from "../view/useClassName";
import { withCaller } from "./withCaller";

/** Who holds what lies in the live spans: what the heap profile, the heap dump or the trace says. */
export function HolderTable({ holders }: { readonly holders: readonly SpanHolder[] }) {
  const { t, language } = useWords();
  const className = useClassName();
  const rows = useMemo(() => holders.map((holder, index) => ({ ...holder, key: String(index) })), [holders]);
  const columns = useMemo((): readonly Column<(typeof rows)[number]>[] => {
    const { bytes, name, text } = columnMakers<(typeof rows)[number]>(language);
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
    <FreeTable
      label={t("views.spans.heldBy")}
      rows={rows}
      columns={columns}
      keyOf={({ key }) => key}
      sortBy="bytes"
      empty={t("views.spans.noHolders")}
    />
  );
}
