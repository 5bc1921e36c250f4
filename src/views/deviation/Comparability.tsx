import { useWords } from "../../i18n";
import type { Comparison, Deviation } from "../../model/deviation";
import { formatCount } from "../../ui/format";
import { Badge, type Tone } from "../../ui/layout";
import { Name } from "../../ui/Name";
import css from "./deviation.module.css";

const TONES = { error: "bad", warning: "warn", info: "plain" } as const satisfies Record<string, Tone>;

/** What both sides must share for their figures to mean the same: what differs is in sight, the rest opened by a click. */
export function Comparability({ comparability }: Pick<Deviation, "comparability">) {
  const { t, language } = useWords();
  const differing = comparability.filter(({ differs }) => differs);
  const alike = comparability.filter(({ differs }) => !differs);
  const count = (number: number) => formatCount(number, language);
  return (
    <section className={css["comparability"]} data-differs={differing.length}>
      <h2>{t("views.deviation.comparability.title")}</h2>
      {differing.length > 0 && <Rows rows={differing} id="comparability" />}
      <details>
        <summary>
          {differing.length > 0
            ? t("views.deviation.comparability.others", { number: count(alike.length) })
            : t("views.deviation.comparability.alike", { total: count(alike.length) })}
        </summary>
        <Rows rows={alike} id="alike" />
      </details>
    </section>
  );
}

function Rows({ rows, id }: { readonly rows: readonly Comparison[]; readonly id: string }) {
  const { t } = useWords();
  return (
    <table data-table={id} aria-label={t("views.deviation.comparability.title")}>
      <thead>
        <tr>
          <th scope="col">{t("views.deviation.comparability.property")}</th>
          <th scope="col">{t("views.deviation.comparability.source")}</th>
          <th scope="col">{t("views.deviation.side.baseline")}</th>
          <th scope="col">{t("views.deviation.side.candidate")}</th>
          <th scope="col">{t("views.deviation.comparability.spoils")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={`${row.rule} ${row.source}`} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row }: { readonly row: Comparison }) {
  const { t } = useWords();
  const { rule, source, baseline, candidate, differs, severity, spoils } = row;
  return (
    <tr data-rule={rule} data-differs={differs}>
      <th scope="row">
        {t(`views.deviation.rules.${rule}`)}{" "}
        {differs && <Badge tone={TONES[severity]}>{t("views.deviation.comparability.differs")}</Badge>}
      </th>
      <td>{source === "" ? t("views.deviation.comparability.allSources") : <Name text={source} />}</td>
      <td>
        <Name text={baseline} />
      </td>
      <td>
        <Name text={candidate} />
      </td>
      <td>
        {differs && (
          <>
            {spoils.map((name) => t(`views.deviation.metrics.${name}`)).join(", ")}
            <span className={css["line"]}>{t(`deviation.comparability.${rule}`)}</span>
          </>
        )}
      </td>
    </tr>
  );
}
