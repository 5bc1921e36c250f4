import { useMemo } from "react";
import { baseName } from "../../analysis/baseName";
import { type HeldSite, heldSites } from "../../analysis/heapDump/sites";
import { useWords } from "../../i18n";
import { columnMakers } from "../../ui/columns";
import type { Column } from "../../ui/Grid";
import { Table } from "../../ui/Table";
import type { ViewProps } from "../view";
import { useMarkedRow } from "../view/useMarkedRow";
import type { ShownDump } from "./dumps";
import { heldByColumn } from "./heldByColumn";
import { useNames } from "./useNames";

const keyOf = ({ bucket }: HeldSite): string => String(bucket);

interface SiteTableProps extends Pick<ShownDump, "dump" | "held">, Pick<ViewProps, "selection" | "select"> {}

/** Stacks of the memory profile with sampled objects in the dump, with who holds most of these. */
export function SiteTable({ dump, held, ...view }: SiteTableProps) {
  const { t, language } = useWords();
  const { mostly } = useNames(dump, held);
  const rows = useMemo(() => heldSites(dump, held), [dump, held]);
  const [current, choose] = useMarkedRow(rows, { keyOf, funcOf: ({ func }) => func }, view);
  const columns = useMemo((): readonly Column<HeldSite>[] => {
    const { bytes, count, name } = columnMakers<HeldSite>(language);
    const hint = t("views.heapDump.sampledHint");
    return [
      name("site", { title: t("views.heapDump.site"), width: "minmax(10rem, 1fr)" }, ({ func }) => func),
      name("place", { title: t("views.heapDump.place"), width: "minmax(6rem, 10rem)" }, ({ file, line }) =>
        file === "" ? "" : `${baseName(file)}:${line}`,
      ),
      bytes("size", { title: t("views.heapDump.size"), width: "6rem" }, ({ objectBytes }) => objectBytes),
      count("sampled", { title: t("views.heapDump.sampled"), hint, width: "6rem" }, ({ objects }) => objects),
      bytes("bytes", { title: t("views.heapDump.bytes"), hint, width: "6rem" }, (site) => site.bytes),
      heldByColumn(t("views.heapDump.heldBy"), mostly),
    ];
  }, [t, language, mostly]);
  return (
    <Table
      label={t("views.heapDump.sites")}
      rows={rows}
      columns={columns}
      keyOf={keyOf}
      sortBy="bytes"
      sortId="heapDump.sort"
      selected={current === undefined ? null : keyOf(current)}
      onSelect={choose}
      empty={t("views.heapDump.noSites")}
    />
  );
}
