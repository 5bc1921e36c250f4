import { useMemo } from "react";
import type { NodeRow } from "../../analysis/numa/nodeRows";
import { useWords } from "../../i18n";
import type { NodeSeries } from "../../model/numa";
import { columnMakers } from "../../ui/columns";
import { formatChange } from "../../ui/format";
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
      sortId="numa.sort"
      selected={null}
      onSelect={() => {}}
      empty={t("views.numa.noNodes")}
    />
  );
}

function useColumns(series: NodeSeries | null): readonly Column<NodeRow>[] {
  const { t, language } = useWords();
  return useMemo(() => {
    const { bytes, count, figure, text } = columnMakers<NodeRow>(language);
    const factor = series === null || series.timed ? PER_HOUR : 1;
    const rate = (perS: number) => formatChange(perS * factor, "bytes", language);
    const interval = (ends: readonly [number, number] | null, format: (value: number) => string) =>
      ends === null ? "" : t("views.numa.interval", { low: format(ends[0]), high: format(ends[1]) });
    const time = (seconds: number) => formatLongDuration(seconds, language);
    const scope = series?.scope ?? "process";
    return [
      {
        ...text("node", { title: t("views.numa.node"), width: "5rem" }, ({ node }) => String(node)),
        sortValue: ({ node }) => -node,
      },
      bytes("bytes", { title: t(`views.numa.bytesOf.${scope}`), width: "7rem" }, (row) => row.bytes),
      figure(
        "slope",
        {
          title: series === null || series.timed ? t("views.numa.slopeHour") : t("views.numa.slopeDump"),
          width: "8rem",
        },
        ({ slopePerS }) => slopePerS,
        rate,
      ),
      {
        id: "slopeCi",
        title: t("views.numa.ci"),
        hint: t("views.numa.ciHint"),
        width: "minmax(11rem, 1fr)",
        cell: ({ slopeCi }) => interval(slopeCi, rate),
      },
      bytes(
        "free",
        { title: t("views.numa.free"), hint: t("views.numa.freeHint"), width: "7rem" },
        ({ freeBytes }) => freeBytes,
      ),
      bytes(
        "reclaimable",
        { title: t("views.numa.reclaimable"), hint: t("views.numa.reclaimableHint"), width: "8.5rem" },
        ({ reclaimableBytes }) => reclaimableBytes,
      ),
      {
        ...figure(
          "exhaustion",
          { title: t("views.numa.exhaustion"), hint: t("views.numa.exhaustionHint"), width: "8rem" },
          ({ exhaustion }) => exhaustion?.s ?? null,
          time,
        ),
        sortValue: ({ exhaustion }) => (exhaustion === null ? -Infinity : -exhaustion.s),
      },
      {
        id: "exhaustionCi",
        title: t("views.numa.ci"),
        hint: t("views.numa.ciHint"),
        width: "minmax(10rem, 1fr)",
        cell: ({ exhaustion }) => interval(exhaustion?.ci ?? null, time),
      },
      count(
        "threads",
        { title: t("views.numa.threads"), hint: t("views.numa.threadsHint"), width: "6rem" },
        ({ threads }) => threads,
      ),
      count(
        "goroutines",
        { title: t("views.numa.goroutines"), hint: t("views.numa.goroutinesHint"), width: "7rem" },
        ({ goroutines }) => goroutines,
      ),
    ];
  }, [series, t, language]);
}
