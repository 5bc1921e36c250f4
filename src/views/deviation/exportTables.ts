import type { Deviation, Figure, MetricRow } from "../../model/deviation";
import { PUBLISHED_DEVIATION } from "../../model/publishedDeviation";
import { formatCount, formatShare } from "../../ui/format";
import { hoverText } from "../../ui/visibleText";
import { differenceIntervalText, differenceText, intervalText, spreadText, valueText } from "./figureText";
import { artefactText, measureText, missingText, stopText, type Words } from "./words";

type TableId = "comparability" | "metrics" | "published" | "artefacts" | "attribution" | "functions" | "unmatched";

/** One table of the page as texts; `metrics` has a row for each of the comparison, in its order. */
export interface ExportTable {
  readonly id: TableId;
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Every table of the comparison in the reader's language; artefacts stand beside the figures. */
export function exportTables(words: Words, deviation: Deviation): readonly ExportTable[] {
  return [
    comparability(words, deviation),
    metrics(words, deviation),
    published(words),
    artefacts(words, deviation),
    attribution(words, deviation),
    functions(words, deviation),
    unmatched(words, deviation),
  ].filter(({ rows }) => rows.length > 0);
}

function comparability(words: Words, { comparability: rows }: Deviation): ExportTable {
  const { t } = words;
  const key = "views.deviation.comparability";
  return {
    id: "comparability",
    title: t(`${key}.title`),
    head: [t(`${key}.property`), t(`${key}.source`), ...sides(words), t(`${key}.differs`), t(`${key}.spoils`)],
    rows: rows.map(({ rule, source, baseline, candidate, differs, spoils }) => [
      t(`views.deviation.rules.${rule}`),
      source,
      hoverText(baseline),
      hoverText(candidate),
      t(`views.deviation.told.${differs ? "yes" : "no"}`),
      spoils.map((name) => t(`views.deviation.metrics.${name}`)).join(", "),
    ]),
  };
}

function metrics(words: Words, deviation: Deviation): ExportTable {
  const { t } = words;
  return {
    id: "metrics",
    title: t("views.deviation.parts.metrics"),
    head: [
      t("views.deviation.columns.metric"),
      t("views.deviation.columns.source"),
      ...sides(words),
      t("views.deviation.columns.difference"),
      t("views.deviation.columns.told"),
    ],
    rows: deviation.metrics.map((row) => [
      `${t(`views.deviation.metrics.${row.name}`)}, ${measureText(words, row)}`,
      hoverText(row.source),
      sideText(words, row, "baseline"),
      sideText(words, row, "candidate"),
      differenceCell(words, row),
      row.difference === null ? "" : t(`views.deviation.told.${TOLD[String(row.distinguishable)] ?? "unknown"}`),
    ]),
  };
}

const TOLD: Readonly<Record<string, "yes" | "no">> = { true: "yes", false: "no" };

function sideText(words: Words, row: MetricRow, side: "baseline" | "candidate"): string {
  const figure = row[side];
  const missing = row.missing[side];
  if (figure !== null) return figureText(words, figure, row);
  return missing === null
    ? ""
    : `${words.t("views.deviation.notMeasurable")}: ${missingText(words, missing, row.name)}`;
}

function figureText(words: Words, figure: Figure, row: MetricRow): string {
  const { t, language } = words;
  const value = (each: number) => valueText(each, row.unit, language);
  const interval = intervalText(figure.ci, value, words);
  return [
    `${value(figure.estimate)} ${spreadText(figure, row, words)}`,
    ...(interval === "" ? [] : [`${t("views.deviation.columns.interval")}: ${interval}`]),
    `n ${formatCount(figure.n, language)}`,
    `${t("views.deviation.columns.clusters")} ${formatCount(figure.clusters, language)}`,
  ].join("; ");
}

function differenceCell(words: Words, { difference, differenceCi, unit, chance }: MetricRow): string {
  if (difference === null) return "";
  const ends = differenceIntervalText(differenceCi, unit, words);
  const high = chance === null ? "" : ` (≤ ${valueText(chance.high, unit, words.language)})`;
  return `${differenceText(difference, unit, words)}${ends === "" ? "" : ` (${ends})`}${high}`;
}

function published({ t, language }: Words): ExportTable {
  const key = "views.deviation.published";
  return {
    id: "published",
    title: t(`${key}.title`),
    head: [t(`${key}.arch`), t(`${key}.truncation`), t(`${key}.offset`), t(`${key}.variance`)],
    rows: PUBLISHED_DEVIATION.map(({ arch, truncationShare, pcOffsetMean, pcOffsetSd, stackTopVariance }) => [
      arch,
      `${(100 * truncationShare).toFixed(2)}%`,
      `${pcOffsetMean.toFixed(1)} ± ${pcOffsetSd.toFixed(1)}`,
      formatCount(stackTopVariance, language),
    ]),
  };
}

function artefacts(words: Words, { artefacts: rows }: Deviation): ExportTable {
  const { t } = words;
  return {
    id: "artefacts",
    title: t("views.deviation.artefacts", { number: rows.length }),
    head: [
      t("views.deviation.functions.side"),
      t("views.deviation.columns.source"),
      "",
      t("views.deviation.columns.metric"),
    ],
    rows: rows.map((row) => [
      t(`views.deviation.side.${row.side}`),
      hoverText(row.file),
      artefactText(words, row),
      row.touches.map((name) => t(`views.deviation.metrics.${name}`)).join(", "),
    ]),
  };
}

function attribution(words: Words, deviation: Deviation): ExportTable {
  const { t, language } = words;
  const key = "views.deviation.attribution";
  return {
    id: "attribution",
    title: t("views.deviation.parts.attribution"),
    head: [
      t(`${key}.of`),
      t("views.deviation.columns.source"),
      t(`${key}.contribution`),
      ...sides(words),
      t(`${key}.stop`),
      t(`${key}.module`),
      t(`${key}.function`),
      t(`${key}.rung`),
    ],
    rows: deviation.attribution.map((row) => {
      const { unit = "share" } = deviation.metrics.find(({ name, headline }) => headline && name === row.metric) ?? {};
      return [
        t(`views.deviation.metrics.${row.metric}`),
        hoverText(row.source),
        differenceText(row.contribution, unit, words),
        valueText(row.baseline, unit, language),
        valueText(row.candidate, unit, language),
        stopText(words, row),
        hoverText(row.module),
        hoverText(row.func),
        row.rung,
      ];
    }),
  };
}

function functions(words: Words, deviation: Deviation): ExportTable {
  const { t, language } = words;
  const share = (value: number) => formatShare(value, language);
  const points = (value: number) => differenceText(value, "share", words);
  const interval = t("views.deviation.columns.interval");
  const [baseline = "", candidate = ""] = sides(words);
  return {
    id: "functions",
    title: t("views.deviation.parts.functions"),
    head: [
      t("views.deviation.columns.source"),
      t("views.deviation.functions.function"),
      t("views.deviation.functions.module"),
      baseline,
      interval,
      candidate,
      interval,
      t("views.deviation.columns.difference"),
      interval,
    ],
    rows: deviation.functions.map((row) => [
      hoverText(row.source),
      hoverText(row.func),
      hoverText(row.module),
      share(row.baselineShare),
      intervalText(row.baselineCi, share, words),
      share(row.candidateShare),
      intervalText(row.candidateCi, share, words),
      points(row.difference),
      differenceIntervalText(row.differenceCi, "share", words),
    ]),
  };
}

function unmatched(words: Words, { unmatched: rows }: Deviation): ExportTable {
  const { t, language } = words;
  return {
    id: "unmatched",
    title: t("views.deviation.functions.unmatched", { number: formatCount(rows.length, language) }),
    head: [
      t("views.deviation.columns.source"),
      t("views.deviation.functions.side"),
      t("views.deviation.functions.function"),
      t("views.deviation.functions.module"),
      t("views.deviation.functions.share"),
    ],
    rows: rows.map((row) => [
      hoverText(row.source),
      t(`views.deviation.side.${row.side}`),
      hoverText(row.func),
      hoverText(row.module),
      formatShare(row.share, language),
    ]),
  };
}

function sides({ t }: Words): readonly string[] {
  return [t("views.deviation.side.baseline"), t("views.deviation.side.candidate")];
}
