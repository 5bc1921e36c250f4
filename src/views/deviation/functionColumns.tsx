import type { FunctionDifference } from "../../model/deviation";
import { columnMakers } from "../../ui/columns";
import { formatShare } from "../../ui/format";
import type { Column } from "../../ui/Grid";
import { ShareBar } from "../../ui/layout";
import { differenceIntervalText, differenceText, intervalText } from "./figureText";
import type { Words } from "./words";

export const keyOfFunction = ({ func, module }: FunctionDifference): string => JSON.stringify([func, module]);

/** Shares with their intervals side by side, by how far they lie apart. */
export function functionColumns(words: Words): readonly Column<FunctionDifference>[] {
  const { t, language } = words;
  const share = (value: number) => formatShare(value, language);
  const points = (value: number) => differenceText(value, "share", words);
  const side = (of: "baseline" | "candidate"): readonly Column<FunctionDifference>[] => [
    {
      id: of,
      title: t(`views.deviation.side.${of}`),
      width: "7rem",
      numeric: true,
      sortValue: (row) => row[`${of}Share`],
      cell: (row) => <ShareBar share={row[`${of}Share`]}>{share(row[`${of}Share`])}</ShareBar>,
    },
    {
      id: `${of}Ci`,
      title: t("views.deviation.columns.interval"),
      width: "9rem",
      cell: (row) => intervalText(row[`${of}Ci`], share, words),
    },
  ];
  return [
    {
      id: "difference",
      title: t("views.deviation.columns.difference"),
      width: "8.5rem",
      numeric: true,
      sortValue: ({ difference }) => Math.abs(difference),
      cell: ({ difference }) => points(difference),
    },
    {
      id: "differenceCi",
      title: t("views.deviation.columns.interval"),
      width: "13rem",
      cell: ({ differenceCi }) => differenceIntervalText(differenceCi, "share", words),
    },
    ...side("baseline"),
    ...side("candidate"),
    ...whereColumns<FunctionDifference>(words),
  ];
}

/** The function and its module, as captures call them. */
export function whereColumns<Row extends { readonly func: string; readonly module: string }>({
  t,
  language,
}: Words): readonly Column<Row>[] {
  const { name } = columnMakers<Row>(language);
  const [func, module] = [t("views.deviation.functions.function"), t("views.deviation.functions.module")];
  return [
    name("function", { title: func, width: "minmax(14rem, 4fr)" }, (row) => row.func),
    name("module", { title: module, width: "minmax(6rem, 1fr)" }, (row) => row.module),
  ];
}
