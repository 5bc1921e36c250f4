import { useMemo } from "react";
import type { NativeCallSite } from "../../analysis/nativeHeap/callSites";
import { useWords } from "../../i18n";
import { columnMakers } from "../../ui/columns";
import { formatNs } from "../../ui/format";
import type { Column } from "../../ui/Grid";
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
      sortId="nativeHeap.sort"
      selected={selected}
      onSelect={onSelect}
      empty={t("views.nativeHeap.noSites")}
    />
  );
}

function useColumns(liveBytes: number, endNs: number): readonly Column<NativeCallSite>[] {
  const { t, language } = useWords();
  return useMemo(() => {
    const { bytes, count, figure, name, share, text } = columnMakers<NativeCallSite>(language);
    return [
      name("site", { title: t("views.nativeHeap.site"), width: "minmax(10rem, 1fr)" }, ({ func }) => func),
      name("place", { title: t("views.nativeHeap.place"), width: "minmax(6rem, 10rem)" }, placeOf),
      text("allocator", { title: t("views.nativeHeap.allocator"), width: "9rem" }, ({ allocator }) => allocator),
      bytes(
        "bytes",
        { title: t("views.nativeHeap.bytes"), hint: t("views.nativeHeap.bytesHint"), width: "7rem" },
        (site) => site.bytes,
      ),
      share("share", { title: t("views.nativeHeap.share"), width: "5.6rem" }, (site) =>
        liveBytes === 0 ? 0 : site.bytes / liveBytes,
      ),
      count("blocks", { title: t("views.nativeHeap.blocks"), width: "6rem" }, ({ blocks }) => blocks),
      figure(
        "age",
        { title: t("views.nativeHeap.age"), hint: t("views.nativeHeap.ageHint"), width: "6rem" },
        ({ oldestNs }) => (Number.isNaN(oldestNs) ? null : endNs - oldestNs),
        (ns) => formatNs(ns, language),
      ),
      count("allocations", { title: t("views.nativeHeap.allocations"), width: "7rem" }, (site) => site.allocations),
      bytes(
        "allocatedBytes",
        { title: t("views.nativeHeap.allocatedBytes"), width: "6.5rem" },
        ({ allocatedBytes }) => allocatedBytes,
      ),
    ];
  }, [t, language, liveBytes, endNs]);
}
