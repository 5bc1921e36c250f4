import { useMemo } from "react";
import { type HeldClass, heldByClass } from "../../analysis/heapDump/sites";
import { useWords } from "../../i18n";
import { columnMakers } from "../../ui/columns";
import type { Column } from "../../ui/Grid";
import { FreeTable } from "../../ui/Table";
import type { ShownDump } from "./dumps";
import { heldByColumn } from "./heldByColumn";
import { useNames } from "./useNames";

const keyOf = ({ elemBytes, noscan }: HeldClass): string => `${elemBytes} ${noscan}`;

/** Objects by the size of their slot, with who holds most of them. */
export function ClassTable({ dump, held }: Pick<ShownDump, "dump" | "held">) {
  const { t, language } = useWords();
  const { mostly } = useNames(dump, held);
  const rows = useMemo(() => heldByClass(held), [held]);
  const columns = useMemo((): readonly Column<HeldClass>[] => {
    const { bytes, count, text } = columnMakers<HeldClass>(language);
    return [
      bytes("size", { title: t("views.heapDump.class"), width: "7rem" }, ({ elemBytes }) => elemBytes),
      {
        ...text("pointers", { title: t("views.heapDump.pointers"), width: "6rem" }, ({ noscan }) =>
          t(noscan ? "views.heapDump.withoutPointers" : "views.heapDump.withPointers"),
        ),
        sortValue: ({ noscan }) => (noscan ? 0 : 1),
      },
      count("objects", { title: t("views.heapDump.objects"), width: "7rem" }, ({ objects }) => objects),
      bytes("bytes", { title: t("views.heapDump.bytes"), width: "7rem" }, (row) => row.bytes),
      heldByColumn(t("views.heapDump.heldBy"), mostly),
    ];
  }, [t, language, mostly]);
  return (
    <FreeTable
      label={t("views.heapDump.classes")}
      rows={rows}
      columns={columns}
      keyOf={keyOf}
      sortBy="bytes"
      sortId="heapDump.classes.sort"
      empty={t("views.heapDump.none")}
    />
  );
}
