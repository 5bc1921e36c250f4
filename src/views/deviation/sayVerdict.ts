import {
  type Contribution,
  type Deviation,
  METRIC_NAMES,
  type MetricName,
  type MetricRow,
} from "../../model/deviation";
import { formatShare } from "../../ui/format";
import { isolatedText } from "../../ui/visibleText";
import { differenceIntervalText, differenceText, valueText } from "./figureText";
import { measureText, placeText, say, stopText, type Words } from "./words";

/** Whether the candidate's profile can be believed: what is worst, what most of it comes from, and what to change. */
export function sayVerdict(words: Words, deviation: Deviation): string {
  const { t } = words;
  const { verdict, comparability } = deviation;
  const { state, metric, cause, advice } = verdict;
  const isUnlike = comparability.some(({ differs, severity }) => differs && severity !== "info");
  const rest = [...(isUnlike ? [t("views.deviation.verdict.unlike")] : []), ...unmeasuredText(words, deviation)];
  if (state !== "worse" || metric === null) {
    return [t(`views.deviation.verdict.${state === "comparable" ? "comparable" : "unclear"}`), ...rest].join(" ");
  }
  const module = cause?.module ?? "";
  const change = advice === null ? [] : [say(words, `deviation.advice.${advice}`, { module })];
  return [
    worseText(words, metric),
    ...(cause === null ? [] : [causeText(words, metric, cause)]),
    ...change.map((text) => t("views.deviation.verdict.advice", { advice: text })),
    ...rest,
  ].join(" ");
}

/** The metrics that no capture tells on both sides. */
export function unmeasured({ metrics }: Deviation): readonly MetricName[] {
  return METRIC_NAMES.filter((name) => !metrics.some((row) => row.name === name && row.difference !== null));
}

/** A verdict of half the metrics must say so. */
function unmeasuredText({ t, language }: Words, deviation: Deviation): readonly string[] {
  const missing = unmeasured(deviation);
  if (missing.length === 0) return [];
  const names = missing.map((name) => t(`views.deviation.metrics.${name}`));
  return [t("views.deviation.verdict.unmeasured", { metrics: names.join(language === "zh-CN" ? "、" : ", ") })];
}

function worseText(words: Words, row: MetricRow): string {
  const { t, language } = words;
  const { name, source, unit, baseline, candidate, differenceCi } = row;
  const figure = (side: MetricRow["baseline"]) => (side === null ? "?" : valueText(side.estimate, unit, language));
  const worse = t("views.deviation.verdict.worse", {
    metric: `${t(`views.deviation.metrics.${name}`)}, ${measureText(words, row)}`,
    source: isolatedText(source),
    candidate: figure(candidate),
    baseline: figure(baseline),
    difference: differenceText(row.difference ?? 0, unit, words),
  });
  const interval = differenceIntervalText(differenceCi, unit, words);
  return interval === "" ? worse : `${worse} ${t("views.deviation.verdict.interval", { interval })}`;
}

function causeText(words: Words, { difference, unit }: MetricRow, cause: Contribution): string {
  const { t, language } = words;
  const whole = difference ?? 0;
  const amount = differenceText(cause.contribution, unit, words);
  const part = whole > 0 ? `${amount} (${formatShare(cause.contribution / whole, language)})` : amount;
  const place = placeText(cause);
  if (cause.stop === "") return t("views.deviation.verdict.causePlace", { part, place });
  return t("views.deviation.verdict.cause", {
    part,
    stop: stopText(words, cause),
    place: place === "" ? "" : t("views.deviation.verdict.place", { place }),
  });
}
