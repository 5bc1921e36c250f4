import type { ManualRule } from "../model/deviation";
import type { Profile, SampleTable, TextArg } from "../model/profile";
import type { SpanLives } from "../model/spanLives";
import type { NamedStacks } from "../model/stacks";
import { callTreeParts } from "./callTree";
import { type CodeWeights, codeWeights } from "./code/codeWeights";
import { edgeCodes } from "./code/edgeCodes";
import { shareDifference } from "./deviation/shareDifference";
import { type Difference, difference } from "./difference/difference";
import type { DifferenceSide } from "./difference/differenceSide";
import { storeSites } from "./escapes/storeSites";
import { differenceTables, type ExportedCapture, exportTables, type ValueType } from "./exports/exportTables";
import { foldedStacks } from "./exports/foldedStacks";
import { pprofProfile } from "./exports/pprofProfile";
import { speedscopeProfile } from "./exports/speedscopeProfile";
import type { SampledFacts } from "./filter";
import { filterChoices } from "./filterChoices";
import { hottestFunctions } from "./findings/hottest";
import { type FunctionTable, functionTable, heaviestOfName } from "./functionTable";
import { judgeSeries } from "./growth/judgeSeries";
import type { SeriesInput } from "./growth/series";
import { heaviestLine } from "./heaviestLine";
import { mergeStacks } from "./icicleLayout";
import { neighbours } from "./neighbours";
import { chosenRecords } from "./records/chosenRecords";
import { reportedProfile } from "./report/reportedProfile";
import { sampledCodes } from "./sampledCodes";
import { shownParts } from "./shownProfile";
import type { PageStreams } from "./spans/physical/pageStreams";
import { spanPages } from "./spans/physical/spanPages";
import { absoluteTotal, stackWeights } from "./stackWeights";
import { maskedTimeline } from "./timeline";

/**
 * What takes long on a large profile: pure functions of what a view shows. The page runs them in a worker, which keeps
 * the columns that it has once been given, and keeps the results by their arguments (app/analyze.ts). Their results
 * share no column with their arguments, because they are handed over.
 */
export const ANALYSES = {
  functions: (named: NamedStacks, samples: SampleTable): { readonly table: FunctionTable; readonly total: number } => ({
    table: functionTable(named, samples),
    total: absoluteTotal(samples),
  }),
  hottest: (named: NamedStacks, samples: SampleTable, most: number) => hottestFunctions(named, samples, most),
  neighbours: (named: NamedStacks, samples: SampleTable, func: number) => neighbours(named, samples, func),
  /** `func` is the name of the function whose calls or callers alone are shown, "" for everything. */
  callTree: (named: NamedStacks, samples: SampleTable, inverted: boolean, func: string) => {
    const weights = stackWeights(named, { samples });
    const focus = func === "" ? null : heaviestOfName(named, samples, func);
    return { parts: callTreeParts(named, weights, { inverted, focus }), focus, total: weights.total };
  },
  icicle: (named: NamedStacks, samples: SampleTable) => {
    const weights = stackWeights(named, { samples });
    return {
      merged: mergeStacks(named, weights),
      total: weights.total,
      hasNegative: weights.self.some((weight) => weight < 0),
    };
  },
  heaviestLine: (named: NamedStacks, samples: SampleTable, func: number) => ({
    place: heaviestLine(named, stackWeights(named, { samples }), func),
  }),
  codes: (named: NamedStacks, samples: SampleTable): { readonly weights: CodeWeights; readonly total: number } => {
    const weights = stackWeights(named, { samples });
    return { weights: codeWeights(named, weights), total: weights.total };
  },
  edge: (named: NamedStacks, samples: SampleTable, caller: number, callee: number) =>
    edgeCodes(named, stackWeights(named, { samples }), caller, callee),
  /** The function of this name that there is most of (-> funcs), -1 for none. */
  named: (named: NamedStacks, samples: SampleTable, name: string): { readonly func: number } => ({
    func: heaviestOfName(named, samples, name) ?? -1,
  }),
  difference: (_named: NamedStacks, later: DifferenceSide, base: DifferenceSide, normalised: boolean) =>
    difference(base, later, normalised),
  shareDifference: (
    _named: NamedStacks,
    candidate: DifferenceSide,
    baseline: DifferenceSide,
    rules: readonly ManualRule[],
  ) => shareDifference(candidate, baseline, rules),
  records: chosenRecords,
  /** The pages under one life (-> lives) of a process. */
  spanPages: (_named: NamedStacks, events: PageStreams, lives: SpanLives, pid: number, life: number) => ({
    pages: spanPages(events, lives, pid, life),
  }),
  /** Verdicts of a series that was put together otherwise; `_named` of one of its profiles. */
  judge: (_named: NamedStacks, input: SeriesInput) => judgeSeries(input),
  stores: storeSites,
  sampledCodes,
  report: reportedProfile,
  shown: shownParts,
  choices: (_named: NamedStacks, samples: SampleTable, cgroups: TextArg | null, facts: SampledFacts | null) =>
    filterChoices(samples, cgroups, facts),
  timeline: (_named: NamedStacks, samples: SampleTable, spanNs: number, bins: number, mask: Uint8Array | null) =>
    maskedTimeline(samples, spanNs, bins, mask),
  speedscope: speedscopeProfile,
  folded: (named: NamedStacks, samples: SampleTable) => ({
    pieces: foldedStacks(named, stackWeights(named, { samples })).map((piece) => new TextEncoder().encode(piece)),
  }),
  pprof: (named: NamedStacks, profile: Profile, siblings: readonly Profile[], capture: ExportedCapture) => ({
    bytes: pprofProfile(exportTables(named, profile, siblings, capture)),
  }),
  pprofOfDifference: (_named: NamedStacks, made: Difference, type: ValueType) => ({
    bytes: pprofProfile(differenceTables(made, type)),
  }),
} satisfies Record<string, (named: NamedStacks, ...args: never[]) => unknown>;

/** Analyses that others are asked about the results of: the worker keeps their columns and hands over copies. */
export const KEPT_RESULTS: ReadonlySet<AnalysisName> = new Set<AnalysisName>(["shown", "difference"]);

export type AnalysisName = keyof typeof ANALYSES;
export type AnalysisArgs<N extends AnalysisName> = Parameters<(typeof ANALYSES)[N]>;
export type AnalysisResult<N extends AnalysisName> = ReturnType<(typeof ANALYSES)[N]>;

/** Answers at once where it knows the answer or it is soon found, else later. */
export type Analyze = <N extends AnalysisName>(
  name: N,
  args: AnalysisArgs<N>,
) => AnalysisResult<N> | Promise<AnalysisResult<N>>;

/** In place. */
export const analyzeHere: Analyze = (name, args) => runAnalysis(name, args);

export function runAnalysis<N extends AnalysisName>(name: N, args: AnalysisArgs<N>): AnalysisResult<N> {
  const table: { readonly [K in AnalysisName]: (...args: AnalysisArgs<K>) => AnalysisResult<K> } = ANALYSES;
  return table[name](...args);
}
