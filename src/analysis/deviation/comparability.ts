import type { PerfAttr } from "../../model/capture";
import type { Comparison, MetricName } from "../../model/deviation";
import type { ComparabilityRule } from "../../model/deviationText";
import type { Severity } from "../../model/report";
import type { CaptureInput, DeviationInput } from "./input";
import type { Source, SourcePair, SourcePart } from "./sources";

/** A property that captures must share. `of`: its values in one side's captures, distinct ones, none where nothing says it. */
interface Rule {
  readonly id: ComparabilityRule;
  readonly severity: Severity; // of a difference
  readonly spoils: readonly MetricName[];
  readonly differs?: (baseline: number, candidate: number) => boolean; // of numbers that are never quite equal
}

interface CaptureRule extends Rule {
  readonly of: (capture: CaptureInput) => string | null;
}

interface SourceRule extends Rule {
  readonly of: (source: Source) => readonly string[];
}

const DEPTHS: readonly MetricName[] = ["truncation_rate", "incomplete_rate"];

/** Of all captures of a side. */
const CAPTURE_RULES: readonly CaptureRule[] = [
  { id: "arch", severity: "info", spoils: [], of: ({ arch }) => arch },
  {
    id: "go_version",
    severity: "warning",
    spoils: ["truncation_rate", "profile_distance", "pc_offset"],
    of: (capture) => (capture.kind === "harness-csv" ? null : capture.build.goVersion),
  },
  {
    id: "build_flags",
    severity: "warning",
    spoils: ["truncation_rate", "profile_distance", "pc_offset"],
    of: (capture) => (capture.kind === "harness-csv" ? null : capture.build.flags),
  },
];

/** Of the captures that one metric row is from. */
const SOURCE_RULES: readonly SourceRule[] = [
  {
    id: "event",
    severity: "info",
    spoils: ["profile_distance"],
    of: (source) => stackValues(source, ({ profile }) => profile.event),
  },
  {
    id: "rate",
    severity: "warning",
    spoils: ["sampling_regularity"],
    of: (source) => stackValues(source, (part) => rateText(part)),
  },
  {
    id: "call_graph",
    severity: "error",
    spoils: [...DEPTHS, "call_site_error"],
    of: (source) => stackValues(source, (part) => attrOf(part)?.callGraph ?? null),
  },
  {
    id: "dump_size",
    severity: "warning",
    spoils: DEPTHS,
    of: (source) => stackValues(source, (part) => numberText(attrOf(part)?.stackUser)),
  },
  {
    id: "frame_limit",
    severity: "error",
    spoils: ["truncation_rate"],
    of: (source) =>
      source.kind === "harness"
        ? source.parts.flatMap(({ rows }) => (Number.isNaN(rows.limit) ? [] : [String(rows.limit)]))
        : stackValues(source, ({ limit }) => (limit === null ? null : `${limit.frames}${FROM[limit.from] ?? ""}`)),
  },
  {
    id: "duration",
    severity: "info",
    spoils: ["profile_distance"],
    differs: isFarApart,
    of: (source) => total(source, ({ input, profile }) => secondsOf(input, profile), "s"),
  },
  { id: "samples", severity: "info", spoils: [], differs: isFarApart, of: sampleCount },
];

/** Every rule with a value on either side: differences first, the gravest before the others. */
export function comparability({ baseline, candidate }: DeviationInput, sources: readonly SourcePair[]): Comparison[] {
  const rows: Comparison[] = [];
  for (const rule of CAPTURE_RULES) {
    const [base, later] = [baseline, candidate].map((captures) => captures.flatMap((one) => rule.of(one) ?? []));
    rows.push(...compared(rule, "", base, later));
  }
  for (const { name, baseline: base, candidate: later } of sources) {
    if (base === null || later === null) continue;
    for (const rule of SOURCE_RULES) rows.push(...compared(rule, name, rule.of(base), rule.of(later)));
  }
  const rank = ({ differs, severity }: Comparison): number => (differs ? SEVERITIES.indexOf(severity) : 3);
  return rows.sort((a, b) => rank(a) - rank(b));
}

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

function compared(rule: Rule, source: string, base: readonly string[], later: readonly string[]): Comparison[] {
  if (base.length + later.length === 0) return [];
  const [baseline, candidate] = [base, later].map((values) => [...new Set(values)].sort().join(", ") || "?");
  const isUnsaid = baseline === "?" || candidate === "?";
  const differs = isUnsaid
    ? false
    : rule.differs === undefined
      ? withoutOrigin(baseline) !== withoutOrigin(candidate)
      : rule.differs(Number.parseFloat(baseline), Number.parseFloat(candidate));
  const severity = differs ? rule.severity : "info";
  return [{ rule: rule.id, source, baseline, candidate, differs, severity, spoils: differs ? rule.spoils : [] }];
}

/** Where a limit of frames is not what the capture states: said behind it. */
const FROM: Readonly<Record<string, string>> = {
  default: " (default)",
  "pile-up": " (pile-up)",
  user: " (chosen)",
};

function withoutOrigin(values: string): string {
  return values.replace(/ \((?:default|pile-up|chosen)\)/g, "");
}

/** One is more than twice the other. */
function isFarApart(a: number, b: number): boolean {
  return Math.max(a, b) > 2 * Math.min(a, b);
}

function stackValues(source: Source, of: (part: SourcePart) => string | null): string[] {
  return source.kind === "harness" ? [] : source.parts.flatMap((part) => of(part) ?? []);
}

function attrOf({ input, profile }: SourcePart): PerfAttr | null {
  return input.perf?.events.find(({ name }) => name === profile.event)?.attr ?? null;
}

/** "999 Hz" or "every 100000" of perf; the period of pprof. */
function rateText(part: SourcePart): string | null {
  const attr = attrOf(part);
  if (attr !== null) {
    if (attr.freq) return `${attr.samplePeriod} Hz`;
    const isClock = part.profile.unit === "nanoseconds";
    return isClock ? `${Number((1e9 / attr.samplePeriod).toPrecision(3))} Hz` : `every ${attr.samplePeriod}`;
  }
  const { pprof } = part.input;
  return pprof === null || pprof.period === 0 ? null : `${pprof.period} ${pprof.periodUnit}`;
}

function numberText(value: number | undefined): string | null {
  return value === undefined || value === 0 ? null : String(value);
}

function total(source: Source, of: (part: SourcePart) => number | null, unit: string): string[] {
  if (source.kind === "harness") return [];
  const values = source.parts.flatMap((part) => of(part) ?? []);
  return values.length === 0 ? [] : [`${Number(values.reduce((sum, value) => sum + value, 0).toPrecision(4))} ${unit}`];
}

function secondsOf(
  { pprof, perf }: SourcePart["input"],
  { samples: { time, length } }: SourcePart["profile"],
): number | null {
  if (pprof !== null) return pprof.durationNs > 0n ? Number(pprof.durationNs) / 1e9 : null;
  return perf === null || time === null || length === 0 ? null : (time[length - 1] - time[0]) / 1e9;
}

function sampleCount(source: Source): string[] {
  if (source.kind === "harness") return [String(source.parts.reduce((sum, { rows }) => sum + rows.length, 0))];
  const rows = ({ counts, profile }: SourcePart): number =>
    counts === null ? profile.samples.length : counts.reduce((sum, count) => sum + count, 0);
  return [String(source.parts.reduce((sum, part) => sum + rows(part), 0))];
}
