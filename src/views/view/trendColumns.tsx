import type { useWords } from "../../i18n";
import type { Verdict } from "../../model/growth";
import { formatChange, formatWeight } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { VerdictBadge } from "./VerdictBadge";

interface Judged {
  readonly verdict: Verdict;
  readonly first: number;
  readonly last: number;
}

/** The columns that tables of judged series have in common. `view`: whose words they are called by. */
export function trendColumns<Row>(
  { t, language }: ReturnType<typeof useWords>,
  view: "goroutines" | "heapGrowth",
  unit: string,
  trendOf: (row: Row) => Judged,
): { readonly verdict: Column<Row>; readonly amounts: readonly Column<Row>[] } {
  const weight = (value: number) => formatWeight(value, unit, language);
  const change = (row: Row) => trendOf(row).last - trendOf(row).first;
  return {
    verdict: {
      id: "verdict",
      title: t(`views.${view}.verdict`),
      width: "8rem",
      sortValue: (row) => GRAVITY.indexOf(trendOf(row).verdict),
      cell: (row) => <VerdictBadge verdict={trendOf(row).verdict} />,
    },
    amounts: [
      ...(["first", "last"] as const).map(
        (id): Column<Row> => ({
          numeric: true,
          id,
          title: t(`views.${view}.${id}`),
          width: "6.5rem",
          sortValue: (row) => trendOf(row)[id],
          cell: (row) => weight(trendOf(row)[id]),
        }),
      ),
      {
        numeric: true,
        id: "change",
        title: t(`views.${view}.change`),
        width: "6.6rem",
        sortValue: change,
        cell: (row) => formatChange(change(row), unit, language),
      },
    ],
  };
}

/** Sorted largest first, the worst comes first. */
const GRAVITY: readonly Verdict[] = ["too-few-points", "flat", "sawtooth", "growing-then-flat", "suspected", "leaking"];
