import { useWords } from "../../i18n";
import type { Progress } from "../../model/session";
import { formatBytes, formatDuration } from "../../ui/format";
import css from "./ProgressLine.module.css";

/** How far reading has got, how fast it goes, and how long it will still take. */
export function ProgressLine({ progress, label }: { readonly progress: Progress; readonly label: string }) {
  const { t, language } = useWords();
  const { bytesDone, bytesTotal } = progress;
  const pace = paceOf(progress, performance.now());
  const parts: string[] = [
    t("views.captures.progress", { done: formatBytes(bytesDone, language), total: formatBytes(bytesTotal, language) }),
  ];
  if (pace !== null) {
    parts.push(t("views.captures.rate", { rate: formatBytes(pace.bytesPerS, language) }));
    parts.push(t("views.captures.left", { time: formatDuration(pace.leftS, language) }));
  }
  return (
    <span className={css["progress"]}>
      <progress max={Math.max(1, bytesTotal)} value={bytesDone} aria-label={label} />
      <span>{parts.join(" · ")}</span>
    </span>
  );
}

/** Before this a rate is guesswork. */
const FIRST_RATE_MS = 300;

export interface Pace {
  readonly bytesPerS: number;
  readonly leftS: number; // whole seconds
}

export function paceOf({ bytesDone, bytesTotal, startedMs }: Progress, nowMs: number): Pace | null {
  const elapsedMs = nowMs - startedMs;
  if (elapsedMs < FIRST_RATE_MS || bytesDone <= 0) return null;
  const bytesPerS = (bytesDone * 1000) / elapsedMs;
  return { bytesPerS, leftS: Math.ceil(Math.max(0, bytesTotal - bytesDone) / bytesPerS) };
}
