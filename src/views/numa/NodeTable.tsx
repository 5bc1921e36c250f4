import { useMemo } from "react";
import type { NodeRow } from "../../analysis/numa/nodeRows";
import { useWords } from "../../i18n";
import type { NodeSeries } from "../../model/numa";
import { formatBytes, formatChange, formatCount } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { formatLongDuration } from "../../ui/longDuration";
import { Table } from "../../ui/Table";

interface NodeTableProps {
  readonly rows: readonly NodeRow[];
  readonly series: NodeSeries | null;
}

const PER_HOUR = 3600;
const keyOf = ({ node }: NodeRow): string => String(node);

/** Every node with its figures. */
export function NodeTable({ rows, series }: NodeTableProps) {
  const { t } = useWords();
  return (
    <Table
      label={t("views.numa.nodes")}
      rows={rows}
      columns={useColumns(series)}
      keyOf={keyOf}
      sortBy={series === null ? "threads" : "slope"}
      selected={null}
      onSelect={() => {}}
      empty={t("views.numa.noNodes")}
    />
  );
}

function useColumns(series: NodeSeries | null): readonly Column<NodeRow>[] {
  const { t, language } = useWords();
  return useMemo(() => {
    const numeric = { numeric: true } as const;
    const factor = series === null || series.timed ? PER_HOUR : 1;
    const bytes = (value: number | null) => (value === null ? "" : formatBytes(value, language));
    const rate = (perS: number) => formatChange(perS * factor, "bytes", language);
    const interval = (ends: readonly [number, number] | null, format: (value: number) => string) =>
      ends === null ? "" : t("views.numa.interval", { low: format(ends[0]), high: format(ends[1]) });
    const time = (seconds: number) => formatLongDuration(seconds, language);
    const scope = series?.scope ?? "process";
    return [
      {
        id: "node",
        title: t("views.numa.node"),
        width: "5rem",
        sortValue: ({ node }) => -node,
        cell: ({ node }) => String(node),
      },
      {
        ...numeric,
        id: "bytes",
        title: t(`views.numa.bytesOf.${scope}`),
        width: "7rem",
        sortValue: (row) => row.bytes ?? -1,
        cell: (row) => bytes(row.bytes),
      },
      {
        ...numeric,
        id: "slope",
        title: series === null || series.timed ? t("views.numa.slopeHour") : t("views.numa.slopeDump"),
        width: "8rem",
        sortValue: ({ slopePerS }) => slopePerS ?? -Infinity,
        cell: ({ slopePerS }) => (slopePerS === null ? "" : rate(slopePerS)),
      },
      {
        id: "slopeCi",
        title: t("views.numa.ci"),
        hint: t("views.numa.ciHint"),
        width: "minmax(11rem, 1fr)",
        cell: ({ slopeCi }) => interval(slopeCi, rate),
      },
      {
        ...numeric,
        id: "free",
        title: t("views.numa.free"),
        hint: t("views.numa.freeHint"),
        width: "7rem",
        sortValue: ({ freeBytes }) => freeBytes ?? -1,
        cell: ({ freeBytes }) => bytes(freeBytes),
      },
      {
        ...numeric,
        id: "reclaimable",
        title: t("views.numa.reclaimable"),
        hint: t("views.numa.reclaimableHint"),
        width: "8.5rem",
        sortValue: ({ reclaimableBytes }) => reclaimableBytes ?? -1,
        cell: ({ reclaimableBytes }) => bytes(reclaimableBytes),
      },
      {
        ...numeric,
        id: "exhaustion",
        title: t("views.numa.exhaustion"),
        hint: t("views.numa.exhaustionHint"),
        width: "8rem",
        sortValue: ({ exhaustion }) => (exhaustion === null ? -Infinity : -exhaustion.s),
        cell: ({ exhaustion }) => (exhaustion === null ? "" : time(exhaustion.s)),
      },
      {
        id: "exhaustionCi",
        title: t("views.numa.ci"),
        hint: t("views.numa.ciHint"),
        width: "minmax(10rem, 1fr)",
        cell: ({ exhaustion }) => interval(exhaustion?.ci ?? null, time),
      },
      {
        ...numeric,
        id: "threads",
        title: t("views.numa.threads"),
        hint: t("views.numa.threadsHint"),
        width: "6rem",
        sortValue: ({ threads }) => threads ?? -1,
        cell: ({ threads }) => (threads === null ? "" : formatCount(threads, language)),
      },
      {
        ...numeric,
        id: "goroutines",
        title: t("views.numa.goroutines"),
        hint: t("views.numa.goroutinesHint"),
        width: "7rem",
        sortValue: ({ goroutines }) => goroutines ?? -1,
        cell: ({ goroutines }) => (goroutines === null ? "" : formatCount(goroutines, language)),
      },
    ];
  }, [series, t, language]);
}
