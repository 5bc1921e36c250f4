import { useMemo } from "react";
import { useWords } from "../../i18n";
import { columnMakers } from "../../ui/columns";
import { formatCount, formatDuration } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { Name } from "../../ui/Name";
import { Sparkline } from "../../ui/Sparkline";
import { Table } from "../../ui/Table";
import { shownText } from "../../ui/visibleText";
import { trendColumns } from "../view/trendColumns";
import css from "./goroutines.module.css";
import { type GroupRow, placeOf } from "./groupRows";

interface GroupTableProps {
  readonly rows: readonly GroupRow[];
  readonly search: string;
  readonly selected: string | null;
  readonly onSelect: (row: GroupRow) => void;
}

const keyOf = ({ key }: GroupRow): string => key;

/** Every group with its figures. */
export function GroupTable({ rows, search, selected, onSelect }: GroupTableProps) {
  const { t } = useWords();
  const columns = useColumns(search);
  return (
    <Table
      label={t("views.goroutines.groups")}
      rows={rows}
      columns={columns}
      keyOf={keyOf}
      sortBy="change"
      sortId="goroutines.sort"
      selected={selected}
      onSelect={onSelect}
      dataOf={({ group }) => ({ "data-verdict": group.verdict })}
      empty={t("views.goroutines.noGroups")}
    />
  );
}

function useColumns(search: string): readonly Column<GroupRow>[] {
  const { t, language } = useWords();
  return useMemo(() => {
    const judged = trendColumns({ t, language }, "goroutines", "count", ({ group }: GroupRow) => group);
    const { count, figure, name } = columnMakers<GroupRow>(language);
    return [
      judged.verdict,
      {
        id: "creator",
        title: t("views.goroutines.creator"),
        width: "minmax(8rem, 1fr)",
        sortValue: ({ creator }) => creator,
        cell: ({ creator, group: { creators } }) => {
          if (creator === "") return <span className={css["muted"]}>{t("views.goroutines.unknownCreator")}</span>;
          const others = creators.length - 1;
          const text =
            others === 0 ? creator : t("views.goroutines.creators", { func: shownText(creator), count: others });
          return <Name text={text} match={search} />;
        },
      },
      {
        id: "reason",
        title: t("views.goroutines.reason"),
        hint: t("views.goroutines.reasonHint"),
        width: "minmax(6rem, 9rem)",
        sortValue: ({ reason }) => reason,
        cell: ({ reason, group }) =>
          group.isConcluded ? (
            <em>
              <Name text={reason} match={search} />
            </em>
          ) : (
            <Name text={reason} match={search} />
          ),
      },
      {
        ...name(
          "stands",
          { title: t("views.goroutines.stands"), width: "minmax(10rem, 1.4fr)" },
          ({ stands }) => `${stands.func} ${placeOf(stands)}`.trim(),
          search,
        ),
        sortValue: ({ stands }) => stands.func,
      },
      {
        id: "over",
        title: t("views.goroutines.over"),
        width: "6.5rem",
        cell: ({ group }) => <Sparkline values={group.values} />,
      },
      ...judged.amounts,
      figure(
        "longest",
        { title: t("views.goroutines.longest"), hint: t("views.goroutines.longestHint"), width: "7.2rem" },
        ({ group }) => group.maxMinutes,
        (minutes) =>
          Number.isInteger(minutes)
            ? t("views.goroutines.minutes", { minutes: formatCount(minutes, language) })
            : formatDuration(minutes * 60, language), // a trace knows it to the nanosecond
      ),
      count(
        "leaked",
        { title: t("views.goroutines.leaked"), hint: t("views.goroutines.leakedHint"), width: "5.6rem" },
        ({ group }) => (group.leaked > 0 ? group.leaked : null),
      ),
    ];
  }, [t, language, search]);
}
