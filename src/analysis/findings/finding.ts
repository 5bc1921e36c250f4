import { FINDING_TEXT } from "../../model/findingText";
import type { Finding, FindingKind, Severity } from "../../model/report";

export type FindingKey = keyof typeof FINDING_TEXT;
export type Params = Readonly<Record<string, string | number>>;

/** A finding said by a template. */
export function finding(
  kind: FindingKind,
  severity: Severity,
  key: FindingKey,
  params: Params,
  value: number | null,
  where: string | null,
): Finding {
  return { kind, severity, text: fill(FINDING_TEXT[key], params), value, ci: null, where, key, params };
}

/** The template with its parameters as English text. */
export function fill(template: string, params: Params): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => textOf(name, params[name] ?? ""));
}

function textOf(name: string, value: string | number): string {
  if (typeof value === "string") return value;
  if (name.endsWith("Bytes")) return bytesText(value);
  if (name.endsWith("Seconds")) return secondsText(value);
  if (!name.endsWith("Share")) return value.toLocaleString("en");
  return value > 0 && value < 0.001 ? "less than 0.1 %" : `${Number((value * 100).toFixed(1))} %`;
}

function secondsText(seconds: number): string {
  const [unit, size] =
    seconds < 120 ? ["s", 1] : seconds < 7200 ? ["min", 60] : seconds < 172_800 ? ["h", 3600] : ["days", 86_400];
  return `${Number((seconds / Number(size)).toPrecision(3)).toLocaleString("en")} ${unit}`;
}

const BYTE_UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];

function bytesText(bytes: number): string {
  const unit = Math.min(BYTE_UNITS.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  return `${Number((bytes / 1024 ** unit).toPrecision(3))} ${BYTE_UNITS[unit]}`;
}
