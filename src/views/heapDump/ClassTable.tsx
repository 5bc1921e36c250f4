import { useMemo, useState } from "react";
import { type HeldClass, heldByClass } from "../../analysis/heapDump/sites";
import { useWords } from "../../i18n";
import { formatBytes, formatCount } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { Name } from "../../ui/Name";
import { Table } from "../../ui/Table";
import type { ShownDump } from "./dumps";
import { useNames } from "./useNames";

const keyOf = ({ elemBytes, noscan }: HeldClass): string => `${elemBytes} ${noscan}`;

/** Objects by the size of their slot, with who holds most of them. */
export function ClassTable({ dump, held }: Pick<ShownDump, "dump" | "held">) {
  const { t, language } = useWords();
  const { mostly } = useNames(dump, held);
  const rows = useMemo(() => heldByClass(held), [held]);
  const [chosen, setChosen] = useState<string | null>(null);
  const columns = useMemo((): readonly Column<HeldClass>[] => {
    const numeric = { numeric: true } as const;
    return [
      {
        ...numeric,
        id: "size",
        title: t("views.heapDump.class"),
        width: "7rem",
        sortValue: ({ elemBytes }) => elemBytes,
        cell: ({ elemBytes }) => formatBytes(elemBytes, language),
      },
      {
        id: "pointers",
        title: t("views.heapDump.pointers"),
        width: "6rem",
        sortValue: ({ noscan }) => (noscan ? 0 : 1),
        cell: ({ noscan }) => t(noscan ? "views.heapDump.withoutPointers" : "views.heapDump.withPointers"),
      },
      {
        ...numeric,
        id: "objects",
        title: t("views.heapDump.objects"),
        width: "7rem",
        sortValue: ({ objects }) => objects,
        cell: ({ objects }) => formatCount(objects, language),
      },
      {
        ...numeric,
        id: "bytes",
        title: t("views.heapDump.bytes"),
        width: "7rem",
        sortValue: ({ bytes }) => bytes,
        cell: ({ bytes }) => formatBytes(bytes, language),
      },
      {
        id: "heldBy",
        title: t("views.heapDump.heldBy"),
        width: "minmax(14rem, 1fr)",
        cell: ({ heldBy }) => <Name text={mostly(heldBy)} />,
      },
    ];
  }, [t, language, mostly]);
  return (
    <Table
      label={t("views.heapDump.classes")}
      rows={rows}
      columns={columns}
      keyOf={keyOf}
      sortBy="bytes"
      selected={chosen}
      onSelect={(row) => setChosen(keyOf(row))}
      empty={t("views.heapDump.none")}
    />
  );
}
