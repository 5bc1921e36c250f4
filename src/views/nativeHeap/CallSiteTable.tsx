import { useMemo } from "react";
import type { NativeCallSite } from "../../analysis/nativeHeap/callSites";
import { useWords } from "../../i18n";
import { formatBytes, formatCount, formatNs, formatShare } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { ShareBar } from "../../ui/layout";
import { Name } from "../../ui/Name";
import { Table } from "../../ui/Table";
import { keyOf, placeOf } from "./siteName";

interface CallSiteTableProps {
  readonly sites: readonly NativeCallSite[];
  readonly liveBytes: number;
  readonly endNs: number;
  readonly selected: string | null;
  readonly onSelect: (site: NativeCallSite) => void;
}

/** Every place that calls malloc or its family, with what it holds. */
export function CallSiteTable({ sites, liveBytes, endNs, selected, onSelect }: CallSiteTableProps) {
  const { t } = useWords();
  return (
    <Table
      label={t("views.nativeHeap.sites")}
      rows={sites}
      columns={useColumns(liveBytes, endNs)}
      keyOf={keyOf}
      sortBy="bytes"
      selected={selected}
      onSelect={onSelect}
      empty={t("views.nativeHeap.noSites")}
    />
  );
}

function useColumns(liveBytes: number, endNs: number): readonly Column<NativeCallSite>[] {
  const { t, language } = useWords();
  return useMemo(() => {
    const numeric = { numeric: true } as const;
    const shareOf = ({ bytes }: NativeCallSite) => (liveBytes === 0 ? 0 : bytes / liveBytes);
    return [
      {
        id: "site",
        title: t("views.nativeHeap.site"),
        width: "minmax(10rem, 1fr)",
        sortValue: ({ func }) => func,
        cell: ({ func }) => <Name text={func} />,
      },
      {
        id: "place",
        title: t("views.nativeHeap.place"),
        width: "minmax(6rem, 10rem)",
        sortValue: placeOf,
        cell: (site) => <Name text={placeOf(site)} />,
      },
      {
        id: "allocator",
        title: t("views.nativeHeap.allocator"),
        width: "9rem",
        sortValue: ({ allocator }) => allocator,
        cell: ({ allocator }) => allocator,
      },
      {
        ...numeric,
        id: "bytes",
        title: t("views.nativeHeap.bytes"),
        hint: t("views.nativeHeap.bytesHint"),
        width: "7rem",
        sortValue: ({ bytes }) => bytes,
        cell: ({ bytes }) => formatBytes(bytes, language),
      },
      {
        ...numeric,
        id: "share",
        title: t("views.nativeHeap.share"),
        width: "5.6rem",
        sortValue: shareOf,
        cell: (site) => <ShareBar share={shareOf(site)}>{formatShare(shareOf(site), language)}</ShareBar>,
      },
      {
        ...numeric,
        id: "blocks",
        title: t("views.nativeHeap.blocks"),
        width: "6rem",
        sortValue: ({ blocks }) => blocks,
        cell: ({ blocks }) => formatCount(blocks, language),
      },
      {
        ...numeric,
        id: "age",
        title: t("views.nativeHeap.age"),
        hint: t("views.nativeHeap.ageHint"),
        width: "6rem",
        sortValue: ({ oldestNs }) => (Number.isNaN(oldestNs) ? -1 : endNs - oldestNs),
        cell: ({ oldestNs }) => (Number.isNaN(oldestNs) ? "" : formatNs(endNs - oldestNs, language)),
      },
      {
        ...numeric,
        id: "allocations",
        title: t("views.nativeHeap.allocations"),
        width: "7rem",
        sortValue: ({ allocations }) => allocations,
        cell: ({ allocations }) => formatCount(allocations, language),
      },
      {
        ...numeric,
        id: "allocatedBytes",
        title: t("views.nativeHeap.allocatedBytes"),
        width: "6.5rem",
        sortValue: ({ allocatedBytes }) => allocatedBytes,
        cell: ({ allocatedBytes }) => formatBytes(allocatedBytes, language),
      },
    ];
  }, [t, language, liveBytes, endNs]);
}
