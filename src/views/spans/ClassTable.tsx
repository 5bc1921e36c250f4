import { useMemo, useState } from "react";
import { useWords } from "../../i18n";
import type { SpanHistory } from "../../model/spans";
import { formatBytes, formatCount } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { Table } from "../../ui/Table";
import { useClassName } from "../view/useClassName";
import { VerdictBadge } from "../view/VerdictBadge";

/** Spans by class: how many began, ended, are live, and whether what collections leave of them grows. */
export function ClassTable({ classes, candidates }: Pick<SpanHistory, "classes" | "candidates">) {
  const { t, language } = useWords();
  const className = useClassName();
  const [selected, setSelected] = useState<string | null>(null);
  const rows = useMemo(() => Array.from({ length: classes.length }, (_, row) => row), [classes]);
  const columns = useMemo((): readonly Column<number>[] => {
    const numeric = { numeric: true } as const;
    const count = (values: Int32Array) => (row: number) => formatCount(values[row], language);
    return [
      {
        id: "class",
        title: t("views.spans.class"),
        width: "minmax(10rem, 1fr)",
        sortValue: (row) => classes.spanclass[row],
        cell: (row) => className(classes.spanclass[row]),
      },
      ...(["allocated", "freed", "live"] as const).map((id) => ({
        ...numeric,
        id,
        title: t(`views.spans.${id === "live" ? "liveSpans" : id}`),
        width: "7rem",
        sortValue: (row: number) => classes[id][row],
        cell: count(classes[id]),
      })),
      {
        ...numeric,
        id: "liveBytes",
        title: t("views.spans.liveBytes"),
        width: "8rem",
        sortValue: (row) => classes.liveBytes[row],
        cell: (row) => formatBytes(classes.liveBytes[row], language),
      },
      ...(candidates === null
        ? []
        : [
            {
              id: "verdict",
              title: t("views.spans.verdict"),
              width: "9rem",
              cell: (row: number) => <VerdictBadge verdict={candidates.verdicts[row]} />,
            },
          ]),
    ];
  }, [t, language, classes, candidates, className]);
  return (
    <Table
      label={t("views.spans.parts.classes")}
      rows={rows}
      columns={columns}
      keyOf={String}
      sortBy="liveBytes"
      selected={selected}
      onSelect={(row) => setSelected(String(row))}
      empty={t("views.spans.noClasses")}
    />
  );
}
