import { useMemo } from "react";
import { useWords } from "../../i18n";
import type { HeapSeries } from "../../model/growth";
import { columnMakers } from "../../ui/columns";
import { formatChange, formatWeight } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { Name } from "../../ui/Name";
import { Table } from "../../ui/Table";
import { trendColumns } from "../view/trendColumns";
import { type GrowthRow, placeOf } from "./siteRows";

interface SiteTableProps {
  readonly series: HeapSeries;
  readonly rows: readonly GrowthRow[];
  readonly selected: string;
  readonly onSelect: (row: GrowthRow) => void;
}

const keyOf = ({ key }: GrowthRow): string => key;
const SECONDS_PER_HOUR = 3600;

/** Every call site with its figures; the total stands first while it is sorted by share. */
export function SiteTable({ series, rows, selected, onSelect }: SiteTableProps) {
  const { t } = useWords();
  const columns = useColumns(series);
  return (
    <Table
      label={t("views.heapGrowth.sites")}
      rows={rows}
      columns={columns}
      keyOf={keyOf}
      sortBy="share"
      sortId="heapGrowth.sort"
      selected={selected}
      onSelect={onSelect}
      dataOf={({ trend }) => ({ "data-verdict": trend.verdict })}
      empty={t("views.heapGrowth.noSites")}
    />
  );
}

function useColumns({ unit, timed }: HeapSeries): readonly Column<GrowthRow>[] {
  const { t, language } = useWords();
  return useMemo(() => {
    const judged = trendColumns({ t, language }, "heapGrowth", unit, ({ trend }: GrowthRow) => trend);
    const perStep = timed ? SECONDS_PER_HOUR : 1;
    const slope = (perS: number) => formatChange(perS * perStep, unit, language);
    const { figure, share } = columnMakers<GrowthRow>(language);
    return [
      judged.verdict,
      {
        id: "site",
        title: t("views.heapGrowth.site"),
        width: "minmax(10rem, 1fr)",
        sortValue: ({ name }) => name,
        cell: ({ site, name }) =>
          site === null ? <strong>{t("views.heapGrowth.total")}</strong> : <Name text={name} />,
      },
      {
        id: "place",
        title: t("views.heapGrowth.place"),
        width: "minmax(6rem, 8rem)",
        sortValue: ({ site }) => (site === null ? "" : placeOf(site)),
        cell: ({ site }) => (site === null ? "" : <Name text={placeOf(site)} />),
      },
      {
        ...share(
          "share",
          { title: t("views.heapGrowth.shareOfGrowth"), hint: t("views.heapGrowth.shareHint"), width: "5.6rem" },
          ({ site }) => site?.shareOfGrowth ?? null,
        ),
        sortValue: ({ site }) => site?.shareOfGrowth ?? Number.POSITIVE_INFINITY,
      },
      ...judged.amounts,
      figure(
        "slope",
        {
          title: timed ? t("views.heapGrowth.slope") : t("views.heapGrowth.slopePoint"),
          hint: t("views.heapGrowth.slopeHint"),
          width: "6.6rem",
        },
        ({ trend }) => trend.slopePerS,
        slope,
      ),
      {
        numeric: true,
        id: "interval",
        title: t("views.heapGrowth.interval"),
        width: "13.5rem",
        cell: ({ trend }) => `${slope(trend.slopeCi[0])} … ${slope(trend.slopeCi[1])}`,
      },
      figure(
        "alloc",
        {
          title: timed ? t("views.heapGrowth.alloc") : t("views.heapGrowth.allocPoint"),
          hint: t("views.heapGrowth.allocHint"),
          width: "7rem",
        },
        ({ allocPerS }) => allocPerS,
        (perS) => formatWeight(perS * perStep, unit, language),
      ),
    ];
  }, [t, language, unit, timed]);
}
