import { useMemo } from "react";
import { useWords } from "../../i18n";
import type { SpanHistory } from "../../model/spans";
import { columnMakers } from "../../ui/columns";
import type { Column } from "../../ui/Grid";
import { FreeTable } from "../../ui/Table";
import { useClassName } from "../view/useClassName";
import { VerdictBadge } from "../view/VerdictBadge";

/** Spans by class: how many began, ended, are live, and whether what collections leave of them grows. */
export function ClassTable({ classes, candidates }: Pick<SpanHistory, "classes" | "candidates">) {
  const { t, language } = useWords();
  const className = useClassName();
  const rows = useMemo(() => Array.from({ length: classes.length }, (_, row) => row), [classes]);
  const columns = useMemo((): readonly Column<number>[] => {
    const { bytes, count, text } = columnMakers<number>(language);
    return [
      {
        ...text("class", { title: t("views.spans.class"), width: "minmax(10rem, 1fr)" }, (row) =>
          className(classes.spanclass[row]),
        ),
        sortValue: (row) => classes.spanclass[row],
      },
      ...(["allocated", "freed", "live"] as const).map((id) =>
        count(
          id,
          { title: t(`views.spans.${id === "live" ? "liveSpans" : id}`), width: "7rem" },
          (row) => classes[id][row],
        ),
      ),
      bytes("liveBytes", { title: t("views.spans.liveBytes"), width: "8rem" }, (row) => classes.liveBytes[row]),
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
    <FreeTable
      label={t("views.spans.parts.classes")}
      rows={rows}
      columns={columns}
      keyOf={String}
      sortBy="liveBytes"
      sortId="spans.classes.sort"
      empty={t("views.spans.noClasses")}
    />
  );
}
