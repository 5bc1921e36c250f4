import type { Profile } from "../../model/profile";
import type { ReportProfile, ReportUnwind } from "../../model/report";
import type { ModuleMatch, ProfileEntry, SessionData, SessionFile } from "../../model/session";
import type { NamedStacks } from "../../model/stacks";
import { baseName } from "../baseName";
import { type FunctionTable, functionTable, heaviestStacks, stackNames, stackWeights } from "../functionTable";
import { topSymbols } from "../topSymbols";
import { unwindQuality } from "../unwinding/quality";

const TOP_FUNCTIONS = 200;
const TOP_STACKS = 200;

/** `profiles` of the report: one entry per event or sample type, null without any. */
export function profilesPart({ profiles, named }: SessionData): ReportProfile[] | null {
  if (profiles.length === 0) return null;
  return profiles.map((entry) => reportProfile(entry, named.get(entry.file.id)?.matches ?? []));
}

function reportProfile(
  { id, file, profile, named, side }: ProfileEntry,
  matches: readonly ModuleMatch[],
): ReportProfile {
  const weights = stackWeights(named, profile);
  const table = functionTable(named, weights);
  const moduleName = (module: number): string => moduleNameOf(named, module);
  const distinct = new Set(profile.samples.stack);
  distinct.delete(-1);
  return {
    id,
    file: file.name,
    event: profile.event,
    unit: profile.unit,
    side,
    samples: profile.samples.length,
    weight_total: weights.total,
    unique_stacks: distinct.size,
    top: topFunctions(table).map((func) => ({
      function: named.strings[named.funcs.name[func] as number] as string,
      module: moduleName(named.funcs.module[func] as number),
      self: table.self[func] as number,
      total: table.total[func] as number,
      samples: table.samples[func] as number,
    })),
    top_symbols: topSymbols(named, profile).map(({ symbol, module, self, samples }) => ({
      symbol,
      module: moduleName(module),
      self,
      samples,
    })),
    stacks: heaviestStacks(named, weights, TOP_STACKS).map((stack) => ({
      frames: stackNames(named, stack),
      weight: weights.self[stack] as number,
    })),
    unwind: reportUnwind(file, profile, matches),
  };
}

function reportUnwind(
  { capture }: SessionFile,
  profile: Profile,
  matches: readonly ModuleMatch[],
): ReportUnwind | null {
  const quality = capture !== null && "stacks" in capture ? unwindQuality(profile, capture, matches) : null;
  if (quality === null || quality.unwound === 0) return null;
  const { complete, incomplete, truncated, stops, origins, ends } = quality;
  return {
    complete,
    incomplete,
    truncated,
    stop_reasons: stops,
    origins,
    ends: ends.map(({ module, buildId, stop, samples }) => ({ module, build_id: buildId, stop, samples })),
  };
}

/** Functions with a weight: the first by self, and then the first by total that are not among them. */
function topFunctions({ self, total }: FunctionTable): number[] {
  const used = Array.from(total.keys()).filter((func) => total[func] !== 0 || self[func] !== 0);
  const by = (column: Float64Array): number[] =>
    [...used]
      .sort((a, b) => Math.abs(column[b] as number) - Math.abs(column[a] as number) || a - b)
      .slice(0, TOP_FUNCTIONS);
  return [...new Set([...by(self), ...by(total)])];
}

/** As perf and pprof show a module: its base name. */
function moduleNameOf({ modules }: NamedStacks, module: number): string {
  const path = modules[module]?.path;
  return path === undefined ? "[unknown]" : baseName(path);
}
