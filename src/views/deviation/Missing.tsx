import { useWords } from "../../i18n";
import type { MetricName, Missing as MissingFigure } from "../../model/deviation";
import { CopyButton } from "../../ui/CopyButton";
import css from "./deviation.module.css";
import { recordCommand } from "./recordCommand";
import { missingText } from "./words";

interface MissingProps {
  readonly missing: MissingFigure;
  readonly name: MetricName;
  readonly source: string;
}

/** Why there is no figure, and the command that would give one. */
export function Missing({ missing, name, source }: MissingProps) {
  const words = useWords();
  const { t } = words;
  const command = recordCommand(missing, name, source);
  return (
    <div className={css["missing"]} data-missing={missing.reason}>
      <span>
        {t("views.deviation.notMeasurable")}: {missingText(words, missing, name)}
      </span>
      {command !== null && (
        <span className={css["command"]}>
          <code>{command}</code> <CopyButton text={command} copy={t("app.copy")} copied={t("app.copied")} />
        </span>
      )}
    </div>
  );
}
