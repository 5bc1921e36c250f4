import { useMemo } from "react";
import { useWords } from "../../i18n";
import { formatCount, formatDuration } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { Name } from "../../ui/Name";
import { Sparkline } from "../../ui/Sparkline";
import { Table } from "../../ui/Table";
import { visibleText } from "../../ui/visibleText";
import { trendColumns } from "../view/trendColumns";
import css from "./goroutines.module.css";
import { type GroupRow, placeOf } from "./groupRows";

interface GroupTableProps {
  readonly rows: readonly GroupRow[];
  readonly search: string;
  readonly selected: string | null;
  readonly onSelect: (key: string) => void;
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
      selected={selected}
      onSelect={({ key }) => onSelect(key)}
      dataOf={({ group }) => ({ "data-verdict": group.verdict })}
      empty={t("views.goroutines.noGroups")}
    />
  );
}

function useColumns(search: string): readonly Column<GroupRow>[] {
  const { t, language } = useWords();
  return useMemo(() => {
    const judged = trendColumns({ t, language }, "goroutines", "count", ({ group }: GroupRow) => group);
    const count = (value: number) => formatCount(value, language);
    const numeric = { numeric: true } as const;
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
            others === 0 ? creator : t("views.goroutines.creators", { func: visibleText(creator), count: others });
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
        id: "stands",
        title: t("views.goroutines.stands"),
        width: "minmax(10rem, 1.4fr)",
        sortValue: ({ stands }) => stands.func,
        cell: ({ stands }) => <Name text={`${stands.func} ${placeOf(stands)}`.trim()} match={search} />,
      },
      {
        id: "over",
        title: t("views.goroutines.over"),
        width: "6.5rem",
        cell: ({ group }) => <Sparkline values={group.values} />,
      },
      ...judged.amounts,
      {
        ...numeric,
        id: "longest",
        title: t("views.goroutines.longest"),
        hint: t("views.goroutines.longestHint"),
        width: "7.2rem",
        sortValue: ({ group }) => group.maxMinutes ?? -1,
        cell: ({ group: { maxMinutes } }) =>
          maxMinutes === null
            ? ""
            : Number.isInteger(maxMinutes)
              ? t("views.goroutines.minutes", { minutes: count(maxMinutes) })
              : formatDuration(maxMinutes * 60, language), // a trace knows it to the nanosecond
      },
      {
        ...numeric,
        id: "leaked",
        title: t("views.goroutines.leaked"),
        hint: t("views.goroutines.leakedHint"),
        width: "5.6rem",
        sortValue: ({ group }) => group.leaked,
        cell: ({ group }) => (group.leaked > 0 ? count(group.leaked) : ""),
      },
    ];
  }, [t, language, search]);
}
