import { useWords } from "../../i18n";
import type { Deviation, DeviationOptions } from "../../model/deviation";
import { shownText } from "../../ui/visibleText";
import css from "./deviation.module.css";

interface LimitsProps {
  readonly deviation: Deviation;
  readonly options: DeviationOptions;
  readonly onOptions: (options: DeviationOptions) => void;
}

/** How many frames a stack can have, where the user knows better than the captures. */
export function Limits({ deviation: { metrics }, options, onOptions }: LimitsProps) {
  const { t } = useWords();
  const sources = [
    ...new Set(metrics.flatMap(({ name, source }) => (name === "truncation_rate" && source !== "" ? [source] : []))),
  ];
  const change = (source: string, text: string) => {
    const { [source]: _, ...others } = options.limits;
    const frames = Math.floor(Number(text));
    onOptions({ ...options, limits: frames >= 1 ? { ...others, [source]: frames } : others });
  };
  return (
    <details className={css["limits"]} open={Object.keys(options.limits).length > 0}>
      <summary>{t("views.deviation.limits.title")}</summary>
      <p className={css["muted"]}>{t("views.deviation.limits.hint")}</p>
      <div className={css["controls"]}>
        {sources.map((source) => (
          <label key={source}>
            {shownText(source)}{" "}
            <input
              type="number"
              min={1}
              defaultValue={options.limits[source] ?? ""}
              onBlur={({ target }) => change(source, target.value)}
              onKeyDown={(event) => event.key === "Enter" && change(source, event.currentTarget.value)}
            />
          </label>
        ))}
      </div>
    </details>
  );
}
