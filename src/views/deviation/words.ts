import type { useWords } from "../../i18n";
import { en } from "../../i18n/en";
import type { Artefact, Contribution, MetricName, MetricRow, Missing } from "../../model/deviation";
import { shortText, shownParams } from "../view/shownParam";

export type Words = ReturnType<typeof useWords>;

/** A sentence of the catalog whose parameters come as data. */
export function say(
  { t, language }: Words,
  key: string,
  params: Readonly<Record<string, string | number>> = {},
): string {
  return (t as (key: string, params: Readonly<Record<string, string>>) => string)(key, shownParams(params, language));
}

const RUNG = "rung_";

/** Which figure of its metric a row is; "" where nothing has one. */
export function measureText({ t }: Words, { measure }: Pick<MetricRow, "measure">): string {
  if (measure.startsWith(RUNG)) return t("views.deviation.measures.rung", { rung: measure.slice(RUNG.length) });
  return isKeyOf(en.views.deviation.measures, measure) ? t(`views.deviation.measures.${measure}`) : measure;
}

/** Why stacks ended, in the words of the captures view and of chains that somebody else made. */
export function stopText({ t }: Words, { stop }: Pick<Contribution, "stop">): string {
  if (isKeyOf(en.views.deviation.stops, stop)) return t(`views.deviation.stops.${stop}`);
  const { stops } = en.views.captures.unwinding;
  return isKeyOf(stops, stop) ? t(`views.captures.unwinding.stops.${stop}`) : stop;
}

/** Where a contribution comes from: "function (module)", "" for nowhere. */
export function placeText({ func, module }: Pick<Contribution, "func" | "module">): string {
  if (func === "") return module === "" ? "" : shortText(module);
  return module === "" ? shortText(func) : `${shortText(func)} (${shortText(module)})`;
}

function isKeyOf<Table extends object>(table: Table, key: string): key is Extract<keyof Table, string> {
  return Object.hasOwn(table, key);
}

/** Why a side has no figure of a metric, and what would give it. */
export function missingText(words: Words, { reason, params }: Missing, name: MetricName): string {
  const shown = reason === "no-capture" ? { record: say(words, `deviation.record.${name}`) } : params;
  return say(words, `deviation.missing.${reason}`, shown);
}

/** Something about a capture that bends figures: a rule of SW64 samples, or of the capture check. */
export function artefactText(words: Words, { rule, params }: Artefact): string {
  const key = isKeyOf(en.deviation.artefacts, rule)
    ? `deviation.artefacts.${rule}`
    : `captureCheck.rules.${rule}.means`;
  return say(words, key, params);
}
