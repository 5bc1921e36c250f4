import { useId, useState } from "react";
import { timeToLimit } from "../../analysis/findings/timeToLimit";
import { useWords } from "../../i18n";
import type { HeapSeries } from "../../model/growth";
import { formatLongDuration } from "../../ui/longDuration";
import css from "./overview.module.css";
import type { Words } from "./sayFinding";

const GIB = 2 ** 30;
const STORAGE_KEY = "swscope.limitGib";

/** When the series reaches a limit that the reader gives. */
export function Limit({ series }: { readonly series: HeapSeries }) {
  const words = useWords();
  const { t } = words;
  const [text, setText] = useState(storedLimit);
  const id = useId();
  const change = (value: string) => {
    setText(value);
    storeLimit(value);
  };
  return (
    <div className={css["limit"]}>
      <label htmlFor={id}>{t("views.overview.limit")}</label>
      <input
        id={id}
        type="number"
        min="0"
        step="any"
        inputMode="decimal"
        value={text}
        onChange={(event) => change(event.target.value)}
      />
      <output htmlFor={id} data-limit>
        {sayLimit(words, series, Number(text))}
      </output>
      <small className={css["muted"]}>{t("views.overview.limitNote")}</small>
    </div>
  );
}

export function sayLimit({ t, language }: Words, { total, timed }: HeapSeries, limitGib: number): string {
  if (!(limitGib > 0)) return t("views.overview.limitEmpty");
  const answer = timeToLimit(total, limitGib * GIB);
  if (answer.when === "reached") return t("views.overview.limitReached");
  if (answer.when === "never") return t("views.overview.limitNever");
  if (!timed) return t("views.overview.limitUntimed");
  const time = formatLongDuration(answer.s, language);
  const soonest = formatLongDuration(answer.soonestS, language);
  return answer.latestS === null
    ? t("views.overview.limitOpen", { time, soonest })
    : t("views.overview.limitLater", { time, soonest, latest: formatLongDuration(answer.latestS, language) });
}

/** A service's limit stays the same from one look to the next. */
function storedLimit(): string {
  try {
    const stored = localStorage.getItem(STORAGE_KEY) ?? "";
    return Number(stored) > 0 ? stored : "";
  } catch {
    return ""; // storage is off
  }
}

function storeLimit(value: string): void {
  try {
    localStorage.setItem(STORAGE_KEY, value);
  } catch {
    // storage is off: the limit holds for this visit
  }
}
