import type { CheckRuleId } from "./checkText";
import type { Advice, ArtefactRule, ComparabilityRule, MissingReason } from "./deviationText";
import type { Severity } from "./report";
import type { Side } from "./session";

/** Sampling on the candidate's side compared with the baseline's: what the figures of each are worth. */
export interface Deviation {
  readonly baseline: DeviationSide;
  readonly candidate: DeviationSide;
  /** What has to be equal for the figures to mean the same, a row per rule and source; differences first. */
  readonly comparability: readonly Comparison[];
  readonly metrics: readonly MetricRow[];
  /** Of the headline rows of truncation, incompleteness and call-site error: what adds up to their differences. */
  readonly attribution: readonly Contribution[];
  /** Self shares, of every source with stacks on both sides, those that differ most first. */
  readonly functions: readonly FunctionDifference[];
  /** Functions of one side alone: renamed, inlined, or never sampled on the other. */
  readonly unmatched: readonly UnmatchedFunction[];
  readonly distributions: readonly Distribution[];
  readonly artefacts: readonly Artefact[];
  readonly verdict: DeviationVerdict;
}

/** What the user may set. */
export interface DeviationOptions {
  /** Frames that a stack of a source can have, by MetricRow.source, instead of what the captures tell. */
  readonly limits: Readonly<Record<string, number>>;
  readonly rules: readonly ManualRule[];
}

/** A function that is another one: names as normalised or as captures have them, and what it is to be called. */
export type ManualRule = readonly [name: string, as: string];

export interface DeviationSide {
  readonly files: readonly string[];
  readonly archs: readonly string[]; // distinct ones, as in Capture.arch
}

/** One property of the captures of one source, or of all of them where source is "". */
export interface Comparison {
  readonly rule: ComparabilityRule;
  readonly source: string;
  readonly baseline: string; // "?" where no capture says it; several are parted by ", "
  readonly candidate: string;
  readonly differs: boolean;
  readonly severity: Severity; // info where nothing differs
  readonly spoils: readonly MetricName[]; // empty where nothing differs
}

export const METRIC_NAMES = [
  "truncation_rate",
  "incomplete_rate",
  "call_site_error",
  "stack_top_deviation",
  "sampling_regularity",
  "symbol_coverage",
  "profile_distance",
  "pc_offset",
] as const;
export type MetricName = (typeof METRIC_NAMES)[number];

/** Shares and ratios are plain numbers. */
export type MetricUnit = "share" | "bytes" | "bytes2" | "bits" | "ratio" | "milliseconds" | "nanoseconds";

/** One figure of one metric from one source, on both sides. */
export interface MetricRow {
  readonly name: MetricName;
  /** Which figure of the metric: "share", "median", "gap_variation" … */
  readonly measure: string;
  /** Which captures: "perf cpu-clock", "pprof heap", "csv limit 512"; "" where no capture has any. */
  readonly source: string;
  readonly unit: MetricUnit;
  readonly headline: boolean; // the row that speaks for the metric: one at most
  readonly inVerdict: boolean; // whether more of it makes sampling worse
  readonly baseline: Figure | null;
  readonly candidate: Figure | null;
  readonly missing: { readonly baseline: Missing | null; readonly candidate: Missing | null };
  readonly difference: number | null; // candidate minus baseline; a distance has this only
  readonly differenceCi: readonly [number, number] | null;
  /** Whether more than chance parts the sides; null where too few clusters tell. */
  readonly distinguishable: boolean | null;
  /** Of a distance, which is never below 0: what chance alone makes of it. */
  readonly chance: Chance | null;
}

/** What one side says, 95 %: null for an interval that a single cluster cannot give. */
export interface Figure {
  readonly n: number; // rows: samples, frames, records
  readonly clusters: number; // that are independent: thread × 1 s, files, calls
  readonly estimate: number;
  readonly sd: number; // of the rows
  readonly ci: readonly [number, number] | null;
}

/** Why a side has no figure, and what would have to be recorded. */
export interface Missing {
  readonly reason: MissingReason;
  readonly params: Readonly<Record<string, string | number>>;
}

/** A distance when clusters are dealt to the sides at random. */
export interface Chance {
  readonly mean: number;
  readonly high: number; // 97.5 % of the deals are below
  readonly pValue: number;
}

/** A function's self share of one source on both sides. */
export interface FunctionDifference {
  readonly source: string;
  readonly func: string; // normalised; "MODULE (unnamed)" for the code of a module without names
  readonly module: string; // normalised
  readonly isNamed: boolean;
  readonly baselineShare: number;
  readonly candidateShare: number;
  readonly baselineCi: readonly [number, number] | null;
  readonly candidateCi: readonly [number, number] | null;
  readonly difference: number; // candidate minus baseline
  readonly differenceCi: readonly [number, number] | null;
}

export interface UnmatchedFunction {
  readonly source: string;
  readonly func: string;
  readonly module: string;
  readonly side: Side;
  readonly share: number;
}

/** A part of a difference. The contributions of one metric and source add up to its difference. */
export interface Contribution {
  readonly metric: MetricName;
  readonly source: string;
  readonly stop: string; // why the stack ended (UnwindStop, or of chains OneFrame, ChainEnds), "" where it does not matter
  readonly module: string; // normalised base name of the outermost frame's, "" for none
  readonly func: string; // normalised name of the outermost frame's, "" for none
  readonly rung: string; // that named it
  readonly baseline: number; // its part of the baseline's figure
  readonly candidate: number;
  readonly contribution: number; // candidate minus baseline
}

/** How often what is found, on both sides: shares of the rows, in bins that both sides have. */
export interface Distribution {
  readonly of: "stack_depth" | "pc_offset" | "sample_gap" | "stack_top";
  readonly source: string;
  readonly unit: "frames" | "bytes" | "nanoseconds";
  readonly edges: readonly number[]; // ascending, one more than bins; the last bin holds what lies beyond, too
  readonly baseline: readonly number[] | null; // null where the side has nothing of it
  readonly candidate: readonly number[] | null;
}

/** Something about a capture that is known to bend figures, found in the capture itself. */
export interface Artefact {
  readonly file: string;
  readonly side: Side;
  readonly rule: CheckRuleId | ArtefactRule; // CHECK_TEXT and ARTEFACT_TEXT say what it is
  readonly severity: Severity;
  readonly params: Readonly<Record<string, string | number>>;
  readonly touches: readonly MetricName[];
}

/** The comparison in a sentence: what is worst, what most of it comes from, and what to change. */
export interface DeviationVerdict {
  /** "unclear": too few captures or clusters on a side to tell; "comparable": nothing is distinguishably worse. */
  readonly state: "worse" | "comparable" | "unclear";
  readonly metric: MetricRow | null; // the worst one; null unless "worse"
  readonly cause: Contribution | null; // of the metric's difference, the largest part that makes it worse
  readonly advice: Advice | null;
}
