import { useWords } from "../../i18n";
import { PUBLISHED_DEVIATION } from "../../model/publishedDeviation";
import { formatCount, formatFixed } from "../../ui/format";
import css from "./deviation.module.css";

/** The article's figures, apart from those of the captures. */
export function Published() {
  const { t, language } = useWords();
  return (
    <table className={css["published"]} data-table="published">
      <caption>
        {t("views.deviation.published.title")}
        <span className={css["line"]}>{t("views.deviation.published.note")}</span>
      </caption>
      <thead>
        <tr>
          <th scope="col">{t("views.deviation.published.arch")}</th>
          <th scope="col">{t("views.deviation.published.truncation")}</th>
          <th scope="col">{t("views.deviation.published.offset")}</th>
          <th scope="col">{t("views.deviation.published.variance")}</th>
        </tr>
      </thead>
      <tbody>
        {PUBLISHED_DEVIATION.map(({ arch, truncationShare, pcOffsetMean, pcOffsetSd, stackTopVariance }) => (
          <tr key={arch}>
            <th scope="row">{arch}</th>
            <td>{formatFixed(100 * truncationShare, 2, language)}%</td>
            <td>
              {formatFixed(pcOffsetMean, 1, language)} ± {formatFixed(pcOffsetSd, 1, language)}
            </td>
            <td>{formatCount(stackTopVariance, language)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
