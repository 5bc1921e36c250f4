import type { SampleTable } from "../../model/profile";
import type { ReportProfile } from "../../model/report";
import type { NamedStacks } from "../../model/stacks";
import { baseName } from "../baseName";
import { type FunctionTable, functionTable } from "../functionTable";
import { sampledStacks } from "../sampledStacks";
import { heaviestStacks, stackNames, stackWeights } from "../stackWeights";
import { topSymbols } from "../topSymbols";

const TOP_FUNCTIONS = 200;
const TOP_STACKS = 200;

/** What the report says of a profile that has to be computed. */
export type ReportedProfile = Pick<
  ReportProfile,
  "samples" | "weight_total" | "unique_stacks" | "top" | "top_symbols" | "stacks"
>;

export function reportedProfile(named: NamedStacks, samples: SampleTable): ReportedProfile {
  const weights = stackWeights(named, { samples });
  const table = functionTable(named, samples);
  const moduleName = (module: number): string => moduleNameOf(named, module);
  return {
    samples: samples.length,
    weight_total: weights.total,
    unique_stacks: sampledStacks(samples, named.recorded.length).rows.length,
    top: topFunctions(table).map((func) => ({
      function: named.strings[named.funcs.name[func] as number] as string,
      module: moduleName(named.funcs.module[func] as number),
      self: table.self[func] as number,
      total: table.total[func] as number,
      samples: table.samples[func] as number,
    })),
    top_symbols: topSymbols(named, samples).map(({ symbol, module, self, samples: count }) => ({
      symbol,
      module: moduleName(module),
      self,
      samples: count,
    })),
    stacks: heaviestStacks(weights, TOP_STACKS).map((stack) => ({
      frames: stackNames(named, stack),
      weight: weights.self[stack] as number,
    })),
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
