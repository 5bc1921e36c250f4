import { useMemo } from "react";
import { useWords } from "../../i18n";
import type { Verdict } from "../../model/growth";
import { formatChange, formatCount, formatDuration } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { Name } from "../../ui/Name";
import { Sparkline } from "../../ui/Sparkline";
import { Table } from "../../ui/Table";
import { visibleText } from "../../ui/visibleText";
import { VerdictBadge } from "../view/VerdictBadge";
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
    const count = (value: number) => formatCount(value, language);
    const numeric = { numeric: true } as const;
    return [
      {
        id: "verdict",
        title: t("views.goroutines.verdict"),
        width: "8rem",
        sortValue: ({ group }) => VERDICT_ORDER[group.verdict],
        cell: ({ group }) => <VerdictBadge verdict={group.verdict} />,
      },
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
      {
        ...numeric,
        id: "first",
        title: t("views.goroutines.first"),
        width: "5rem",
        sortValue: ({ group }) => group.first,
        cell: ({ group }) => count(group.first),
      },
      {
        ...numeric,
        id: "last",
        title: t("views.goroutines.last"),
        width: "5rem",
        sortValue: ({ group }) => group.last,
        cell: ({ group }) => count(group.last),
      },
      {
        ...numeric,
        id: "change",
        title: t("views.goroutines.change"),
        width: "6.6rem",
        sortValue: ({ group }) => group.last - group.first,
        cell: ({ group }) => formatChange(group.last - group.first, "count", language),
      },
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

/** Sorted largest first, the worst comes first. */
const VERDICT_ORDER: Readonly<Record<Verdict, number>> = {
  leaking: 5,
  suspected: 4,
  "growing-then-flat": 3,
  sawtooth: 2,
  flat: 1,
  "too-few-points": 0,
};
