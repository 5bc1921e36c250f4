import { useWords } from "../../i18n";
import type { ReportWarning } from "../../model/report";
import { formatCount } from "../../ui/format";
import { visibleText } from "../../ui/visibleText";
import css from "./captures.module.css";

const MAX_CHARACTERS = 2000;

/** What went wrong with a file: the first in a line, all of them opened by a click. */
export function Warnings({ warnings }: { readonly warnings: readonly ReportWarning[] }) {
  const { t, language } = useWords();
  const [first] = warnings;
  const summary = {
    code: t(`views.captures.codes.${first.code}`),
    where: shown(first.where),
    count: warnings.length - 1,
  };
  return (
    <details className={css["warnings"]}>
      <summary>{t(warnings.length === 1 ? "views.captures.warnings" : "views.captures.warningsMore", summary)}</summary>
      <table aria-label={t("views.captures.warnings", { ...summary, count: warnings.length })}>
        <thead>
          <tr>
            {(["code", "message", "where", "offset", "count"] as const).map((column) => (
              <th key={column} scope="col">
                {t(`views.captures.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {warnings.map((warning, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the list is made anew as a whole
            <tr key={index} data-code={warning.code}>
              <td>
                <code>{warning.code}</code> {t(`views.captures.codes.${warning.code}`)}
              </td>
              <td className={css["message"]}>
                <bdi>{shown(warning.message)}</bdi>
              </td>
              <td>
                <bdi>{shown(warning.where)}</bdi>
              </td>
              <td className={css["number"]}>0x{Math.max(0, warning.offset).toString(16)}</td>
              <td className={css["number"]}>{formatCount(warning.count, language)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** Messages may quote what the file says. */
function shown(text: string): string {
  return visibleText(text.slice(0, MAX_CHARACTERS));
}
