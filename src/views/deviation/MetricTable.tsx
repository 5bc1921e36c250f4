import { useWords } from "../../i18n";
import { type Artefact, type Deviation, type Figure, METRIC_NAMES, type MetricRow } from "../../model/deviation";
import { formatCount, formatFigure } from "../../ui/format";
import { Badge } from "../../ui/layout";
import { shownText } from "../../ui/visibleText";
import { Artefacts } from "./Artefacts";
import css from "./deviation.module.css";
import { differenceIntervalText, differenceText, intervalText, spreadText, valueText } from "./figureText";
import { IntervalBars } from "./IntervalBars";
import { Missing } from "./Missing";
import { isMeasured, type MissingGroup, missingGroups } from "./missingGroups";
import { measureText } from "./words";

const COLUMNS = ["metric", "source"] as const;
const COLUMN_COUNT = 7;

/** Every figure of both sides, grouped by metric, with what is known to bend it. */
export function MetricTable({ deviation: { metrics, artefacts } }: { readonly deviation: Deviation }) {
  const { t } = useWords();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolled region must be reachable by keyboard
    <section className={css["scroll"]} tabIndex={0} aria-label={t("views.deviation.parts.metrics")}>
      <table className={css["metrics"]} aria-label={t("views.deviation.parts.metrics")} data-table="metrics">
        <colgroup>
          {["metric", "source", "baseline", "candidate", "bars", "difference", "told"].map((column) => (
            <col key={column} data-column={column} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`views.deviation.columns.${column}`)}
              </th>
            ))}
            <th scope="col" title={t("views.deviation.clustersHint")} data-side="baseline">
              {t("views.deviation.side.baseline")}
            </th>
            <th scope="col" title={t("views.deviation.clustersHint")} data-side="candidate">
              {t("views.deviation.side.candidate")}
            </th>
            <th scope="col" title={t("views.deviation.barsHint")}>
              {t("views.deviation.columns.bars")}
            </th>
            <th scope="col">{t("views.deviation.columns.difference")}</th>
            <th scope="col">{t("views.deviation.columns.told")}</th>
          </tr>
        </thead>
        {METRIC_NAMES.map((name) => (
          <MetricGroup
            key={name}
            rows={metrics.filter((row) => row.name === name)}
            artefacts={artefacts.filter(({ touches }) => touches.includes(name))}
            name={name}
          />
        ))}
      </table>
    </section>
  );
}

interface MetricGroupProps {
  readonly name: (typeof METRIC_NAMES)[number];
  readonly rows: readonly MetricRow[];
  readonly artefacts: readonly Artefact[];
}

function MetricGroup({ name, rows, artefacts }: MetricGroupProps) {
  const { t } = useWords();
  const measured = rows.filter(isMeasured).sort((a, b) => Number(b.headline) - Number(a.headline));
  return (
    <tbody data-metric={name}>
      <tr className={css["group"]}>
        <th scope="rowgroup" colSpan={COLUMN_COUNT}>
          {t(`views.deviation.metrics.${name}`)}{" "}
          <span className={css["hint"]}>{t(`views.deviation.hints.${name}`)}</span>
          {artefacts.length > 0 && <Artefacts artefacts={artefacts} />}
        </th>
      </tr>
      {measured.map((row) => (
        <Row key={`${row.source} ${row.measure}`} row={row} />
      ))}
      {missingGroups(rows).map((group) => (
        <MissingRow key={`${group[0].source} ${group[0].measure}`} group={group} />
      ))}
    </tbody>
  );
}

function Row({ row }: { readonly row: MetricRow }) {
  const words = useWords();
  const { t } = words;
  const { name, source, headline, inVerdict, difference } = row;
  return (
    <tr data-row={`${name} ${row.measure} ${source}`} data-headline={headline}>
      <th scope="row">
        {measureText(words, row)}
        {headline && inVerdict && <span className={css["headline"]}>{t("views.deviation.headline")}</span>}
      </th>
      <td className={css["source"]}>{shownText(source)}</td>
      <td>
        <SideCell row={row} side="baseline" />
      </td>
      <td>
        <SideCell row={row} side="candidate" />
      </td>
      <td>
        <IntervalBars row={row} />
      </td>
      <td data-difference={difference ?? ""}>{difference !== null && <DifferenceCell row={row} />}</td>
      <td>
        <Told row={row} />
      </td>
    </tr>
  );
}

/** Figures that nothing tells, for one reason. */
function MissingRow({ group }: { readonly group: MissingGroup }) {
  const words = useWords();
  const [row] = group;
  const { name, source, missing } = row;
  const measures = [...new Set(group.map((one) => measureText(words, one)))];
  const sources = [...new Set(group.map((one) => shownText(one.source)))];
  const areAlike = JSON.stringify(missing.baseline) === JSON.stringify(missing.candidate);
  return (
    <tr data-missing-rows={group.length}>
      <th scope="row">{measures.join(", ")}</th>
      <td className={css["source"]}>{sources.join(", ")}</td>
      {areAlike ? (
        <td colSpan={5}>{missing.baseline !== null && <Missing missing={missing.baseline} {...{ name, source }} />}</td>
      ) : (
        <>
          <td>
            <SideCell row={row} side="baseline" />
          </td>
          <td colSpan={4}>
            <SideCell row={row} side="candidate" />
          </td>
        </>
      )}
    </tr>
  );
}

function SideCell({ row, side }: { readonly row: MetricRow; readonly side: "baseline" | "candidate" }) {
  const { name, source } = row;
  const figure = row[side];
  const missing = row.missing[side];
  if (figure !== null) return <FigureCell {...{ figure, row }} />;
  return missing === null ? null : <Missing {...{ missing, name, source }} />;
}

function FigureCell({ figure, row }: { readonly figure: Figure; readonly row: MetricRow }) {
  const words = useWords();
  const { t, language } = words;
  const { unit } = row;
  const interval = intervalText(figure.ci, (value) => valueText(value, unit, language), words);
  return (
    <>
      <strong>{valueText(figure.estimate, unit, language)}</strong>{" "}
      <span className={css["muted"]}>{spreadText(figure, row, words)}</span>
      {interval !== "" && (
        <span className={css["line"]}>
          {t("views.deviation.columns.interval")}: {interval}
        </span>
      )}
      <span className={css["line"]}>
        n {formatCount(figure.n, language)} · {t("views.deviation.columns.clusters")}{" "}
        {formatCount(figure.clusters, language)}
      </span>
    </>
  );
}

function DifferenceCell({ row: { difference, differenceCi, unit, chance } }: { readonly row: MetricRow }) {
  const words = useWords();
  const { t, language } = words;
  const value = (each: number) => valueText(each, unit, language);
  return (
    <>
      <strong>{differenceText(difference ?? 0, unit, words)}</strong>
      {differenceCi !== null && (
        <span className={css["line"]}>{differenceIntervalText(differenceCi, unit, words)}</span>
      )}
      {chance !== null && (
        <span className={css["line"]}>
          {t("views.deviation.chance", {
            mean: value(chance.mean),
            high: value(chance.high),
            p: formatFigure(chance.pValue, language),
          })}
        </span>
      )}
    </>
  );
}

/** Whether chance explains the difference; which side is worse, where more of the figure is worse. */
function Told({ row: { distinguishable, difference, inVerdict, baseline } }: { readonly row: MetricRow }) {
  const { t } = useWords();
  if (difference === null) return null;
  if (distinguishable === null) return <span className={css["muted"]}>{t("views.deviation.told.unknown")}</span>;
  if (!distinguishable) return <span className={css["muted"]}>{t("views.deviation.told.no")}</span>;
  const isJudged = inVerdict && baseline !== null; // a distance has no better side
  const verdict = difference > 0 ? "worse" : "better";
  return (
    <>
      {t("views.deviation.told.yes")}
      {isJudged && (
        <span className={css["line"]}>
          <Badge tone={verdict === "worse" ? "bad" : "good"}>{t(`views.deviation.betterWorse.${verdict}`)}</Badge>
        </span>
      )}
    </>
  );
}
