import { useMemo, useState } from "react";
import { baseName } from "../../analysis/baseName";
import { type HeldSite, heldSites } from "../../analysis/heapDump/sites";
import { useWords } from "../../i18n";
import { formatBytes, formatCount } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { Name } from "../../ui/Name";
import { Table } from "../../ui/Table";
import type { ShownDump } from "./dumps";
import { useNames } from "./useNames";

const keyOf = ({ bucket }: HeldSite): string => String(bucket);

/** Stacks of the memory profile with sampled objects in the dump, with who holds most of these. */
export function SiteTable({ dump, held }: Pick<ShownDump, "dump" | "held">) {
  const { t, language } = useWords();
  const { mostly } = useNames(dump, held);
  const rows = useMemo(() => heldSites(dump, held), [dump, held]);
  const [chosen, setChosen] = useState<string | null>(null);
  const columns = useMemo((): readonly Column<HeldSite>[] => {
    const numeric = { numeric: true } as const;
    const placeOf = ({ file, line }: HeldSite): string => (file === "" ? "" : `${baseName(file)}:${line}`);
    return [
      {
        id: "site",
        title: t("views.heapDump.site"),
        width: "minmax(10rem, 1fr)",
        sortValue: ({ func }) => func,
        cell: ({ func }) => <Name text={func} />,
      },
      {
        id: "place",
        title: t("views.heapDump.place"),
        width: "minmax(6rem, 10rem)",
        sortValue: placeOf,
        cell: (site) => <Name text={placeOf(site)} />,
      },
      {
        ...numeric,
        id: "size",
        title: t("views.heapDump.size"),
        width: "6rem",
        sortValue: ({ objectBytes }) => objectBytes,
        cell: ({ objectBytes }) => formatBytes(objectBytes, language),
      },
      {
        ...numeric,
        id: "sampled",
        title: t("views.heapDump.sampled"),
        hint: t("views.heapDump.sampledHint"),
        width: "6rem",
        sortValue: ({ objects }) => objects,
        cell: ({ objects }) => formatCount(objects, language),
      },
      {
        ...numeric,
        id: "bytes",
        title: t("views.heapDump.bytes"),
        hint: t("views.heapDump.sampledHint"),
        width: "6rem",
        sortValue: ({ bytes }) => bytes,
        cell: ({ bytes }) => formatBytes(bytes, language),
      },
      {
        id: "heldBy",
        title: t("views.heapDump.heldBy"),
        width: "minmax(12rem, 1fr)",
        cell: ({ heldBy }) => <Name text={mostly(heldBy)} />,
      },
    ];
  }, [t, language, mostly]);
  return (
    <Table
      label={t("views.heapDump.sites")}
      rows={rows}
      columns={columns}
      keyOf={keyOf}
      sortBy="bytes"
      selected={chosen}
      onSelect={(row) => setChosen(keyOf(row))}
      empty={t("views.heapDump.noSites")}
    />
  );
}
