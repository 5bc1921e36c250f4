import type { Answer } from "../../analysis/findings/headline";
import type { useWords } from "../../i18n";
import { en } from "../../i18n/en";
import type { Finding } from "../../model/report";
import { formatBytes, formatCount, formatShare, formatWeight } from "../../ui/format";
import { formatLongDuration } from "../../ui/longDuration";
import { isolatedText } from "../../ui/visibleText";
import { shortText } from "../view/shownParam";

export type Words = ReturnType<typeof useWords>;
type Params = Finding["params"];
type FindingKey = Exclude<keyof typeof en.findings, "words">;

/** A finding in the reader's language; in the report's words where the catalogs do not have its key. */
export function sayFinding(words: Words, { key, params, text }: Finding): string {
  return isFindingKey(key) ? say(words, `findings.${key}`, params) : isolatedText(text);
}

/** The same in a few words, which every finding has that may be the headline. */
export function sayBriefly(
  words: Words,
  key: Extract<keyof typeof en.views.overview.headline, Answer>,
  { params }: Finding,
): string {
  return say(words, `views.overview.headline.${key}`, params);
}

function say(words: Words, key: string, params: Params): string {
  const shown = Object.entries(params).map(([name, value]) => [name, shownParam(words, name, value)] as const);
  // Which parameters a sentence has is not known here: findings come as data.
  const text = words.t as (key: string, params: Readonly<Record<string, string>>) => string;
  return text(key, { ...Object.fromEntries(shown), ...growthParams(words, params) });
}

function isFindingKey(key: string): key is FindingKey {
  return key !== "words" && Object.hasOwn(en.findings, key);
}

/** Of a parameter's name the end says what it is: model/findingText.ts. */
function shownParam({ t, language }: Words, name: string, value: string | number): string {
  if (typeof value === "number" && name.endsWith("Bytes")) return formatBytes(value, language);
  if (typeof value === "number" && name.endsWith("Seconds")) return formatLongDuration(value, language);
  if (typeof value === "number")
    return name.endsWith("Share") ? formatShare(value, language) : formatCount(value, language);
  const words = en.findings.words;
  if (name === "verdict" && isKeyOf(words.verdicts, value)) return t(`findings.words.verdicts.${value}`);
  if (name === "rule" && isKeyOf(words.rules, value)) return t(`findings.words.rules.${value}`);
  return shortText(value);
}

function isKeyOf<Table extends object>(table: Table, key: string): key is Extract<keyof Table, string> {
  return Object.hasOwn(table, key);
}

/** Parts of the sentences about growth, which come with slope, unit and failedGuard. */
function growthParams({ t, language }: Words, params: Params): Record<string, string> {
  const {
    unit = "",
    per,
    slope,
    slopeLow,
    slopeHigh,
    failedGuard,
    place = "",
    caller = "",
    sharePercent,
  } = params as Params & {
    readonly [name: string]: string | number | undefined;
  };
  const amount = (value: string | number | undefined) => formatWeight(Number(value ?? 0), String(unit), language);
  const figures = { slope: amount(slope), low: amount(slopeLow), high: amount(slopeHigh) };
  const advice = ADVICE[String(failedGuard ?? "")];
  const notes = [
    shortText(String(place)),
    caller === "" ? "" : t("findings.words.calledBy", { func: shortText(String(caller)) }),
  ].filter((note) => note !== "");
  return {
    ...(slope === undefined ? {} : { rate: t(`findings.words.${per === "point" ? "point" : "hour"}`, figures) }),
    advice: advice === undefined ? "" : t(`findings.words.${advice}`),
    place: notes.length === 0 ? "" : `(${notes.join(", ")})`,
    growthShare: formatShare(Number(sharePercent ?? 0) / 100, language),
  };
}

const ADVICE: Readonly<Record<string, Extract<keyof typeof en.findings.words, `advice${string}`>>> = {
  points: "advicePoints",
  "goroutine-points": "adviceGoroutinePoints",
  "goroutine-shape": "adviceGoroutineShape",
  shape: "adviceShape",
  sites: "adviceSites",
};
