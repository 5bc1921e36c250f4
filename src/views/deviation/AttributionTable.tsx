import { useMemo, useState } from "react";
import { useWords } from "../../i18n";
import {
  type Contribution,
  type Deviation,
  METRIC_NAMES,
  type MetricName,
  type MetricRow,
} from "../../model/deviation";
import { Choice } from "../../ui/Choice";
import type { Column } from "../../ui/Grid";
import { Pane } from "../../ui/layout";
import { Name } from "../../ui/Name";
import { Table } from "../../ui/Table";
import { isolatedText } from "../../ui/visibleText";
import css from "./deviation.module.css";
import { differenceText, valueText } from "./figureText";
import { missingText, stopText } from "./words";

const keyOf = ({ stop, module, func, rung }: Contribution): string => JSON.stringify([stop, module, func, rung]);

/** What the difference of a metric is made of: parts that add up to it. */
export function AttributionTable({ deviation: { attribution, metrics } }: { readonly deviation: Deviation }) {
  const words = useWords();
  const { t } = words;
  const [chosen, setChosen] = useState<MetricName | null>(null);
  const names = METRIC_NAMES.filter((name) => attribution.some(({ metric }) => metric === name));
  const name = names.find((one) => one === chosen) ?? names[0];
  const rows = useMemo(() => attribution.filter(({ metric }) => metric === name), [attribution, name]);
  const row = metrics.find((one) => one.name === name && one.headline);
  const columns = useColumns(row?.unit ?? "share");
  if (name === undefined || row === undefined) {
    return <NothingToSplit metrics={metrics} />;
  }
  const sum = rows.reduce((all, { contribution }) => all + contribution, 0);
  return (
    <>
      <div className={css["controls"]}>
        <Choice
          label={t("views.deviation.attribution.of")}
          choices={names.map((id) => ({ id, text: t(`views.deviation.metrics.${id}`) }))}
          chosen={name}
          onChange={setChosen}
        />
        <span data-sum={sum}>
          {isolatedText(row.source)}:{" "}
          {t("views.deviation.attribution.sum", { sum: differenceText(sum, row.unit, words) })}
        </span>
      </div>
      <Pane>
        <Table
          label={t("views.deviation.attribution.table")}
          rows={rows}
          columns={columns}
          keyOf={keyOf}
          sortBy="contribution"
          sortId="deviation.attribution.sort"
          selected={null}
          onSelect={() => {}}
          empty={t("views.deviation.attribution.empty")}
        />
      </Pane>
    </>
  );
}

const SIDES = ["baseline", "candidate"] as const;

/** What has to be dropped on which side, where it is known. */
function NothingToSplit({ metrics }: Pick<Deviation, "metrics">) {
  const words = useWords();
  const wanted = metrics.flatMap(({ name, missing }) =>
    SIDES.flatMap((side) => {
      const why = missing[side];
      if (!SPLIT.has(name) || why === null || !("module" in why.params)) return [];
      return [`${words.t(`views.deviation.side.${side}`)}: ${missingText(words, why, name)}`];
    }),
  );
  return (
    <>
      <p className={css["muted"]}>{words.t("views.deviation.attribution.empty")}</p>
      <ul className={css["wanted"]}>
        {[...new Set(wanted)].map((text) => (
          <li key={text}>{text}</li>
        ))}
      </ul>
    </>
  );
}

/** Metrics that have parts. */
const SPLIT: ReadonlySet<MetricName> = new Set<MetricName>(["truncation_rate", "incomplete_rate", "call_site_error"]);

function useColumns(unit: MetricRow["unit"]): readonly Column<Contribution>[] {
  const words = useWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words change with the language
  return useMemo(() => {
    const { t, language } = words;
    const numeric = { numeric: true } as const;
    const value = (of: "baseline" | "candidate"): Column<Contribution> => ({
      ...numeric,
      id: of,
      title: t(`views.deviation.side.${of}`),
      width: "7rem",
      sortValue: (row) => row[of],
      cell: (row) => valueText(row[of], unit, language),
    });
    return [
      {
        ...numeric,
        id: "contribution",
        title: t("views.deviation.attribution.contribution"),
        width: "9rem",
        sortValue: ({ contribution }) => Math.abs(contribution),
        cell: ({ contribution }) => differenceText(contribution, unit, words),
      },
      value("baseline"),
      value("candidate"),
      {
        id: "stop",
        title: t("views.deviation.attribution.stop"),
        width: "minmax(11rem, 2fr)",
        sortValue: ({ stop }) => stop,
        cell: (row) => stopText(words, row),
      },
      {
        id: "module",
        title: t("views.deviation.attribution.module"),
        width: "minmax(8rem, 1fr)",
        sortValue: ({ module }) => module,
        cell: ({ module }) => <Name text={module} />,
      },
      {
        id: "function",
        title: t("views.deviation.attribution.function"),
        width: "minmax(12rem, 3fr)",
        sortValue: ({ func }) => func,
        cell: ({ func }) => <Name text={func} />,
      },
      {
        id: "rung",
        title: t("views.deviation.attribution.rung"),
        width: "6rem",
        sortValue: ({ rung }) => rung,
        cell: ({ rung }) => rung,
      },
    ];
  }, [words.language, unit]);
}
