import { useWords } from "../../i18n";
import type { Finding } from "../../model/report";
import css from "./overview.module.css";
import { sayFinding } from "./sayFinding";

/** Shapes, so that severity is told without colour too; the word is there for those who see neither. */
const SIGNS = { error: "✕", warning: "▲", info: "i" } as const;

export function FindingList({ findings }: { readonly findings: readonly Finding[] }) {
  const words = useWords();
  const { t } = words;
  return (
    <section className={css["part"]} aria-label={t("views.overview.findings")}>
      <h2>{t("views.overview.findings")}</h2>
      {findings.length === 0 ? (
        <p className={css["muted"]}>{t("views.overview.noFindings")}</p>
      ) : (
        <ul className={css["findings"]}>
          {findings.map((finding, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is made anew as a whole
            <li key={index} data-severity={finding.severity} data-finding={finding.key}>
              <span className={css["severity"]}>
                <span className={css["sign"]} aria-hidden="true">
                  {SIGNS[finding.severity]}
                </span>
                {t(`findings.words.severities.${finding.severity}`)}
              </span>
              <span className={css["said"]}>{sayFinding(words, finding)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
