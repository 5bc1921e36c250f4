import { RUNGS } from "../../model/stacks";
import { groupingOf } from "./clusters";
import { normalFunction, normalModule } from "./normalName";
import type { SourcePart, StackSource } from "./sources";

/** The self weights of the functions of one side, per group of clusters that is drawn: clusters themselves may be many. */
export interface FunctionShares {
  /** By normalised name; code without a name is called by its module. */
  readonly functions: ReadonlyMap<string, FunctionWeights>;
  readonly total: Float64Array; // weight per group; no group is without any
  readonly unnamed: { readonly share: number; readonly module: string }; // of the weight, and whose most of it is
}

export interface FunctionWeights {
  readonly module: string; // normalised, of the first that has the function
  readonly isNamed: boolean;
  readonly weight: number; // of all groups
  readonly perGroup: Float64Array;
}

const known = new WeakMap<
  StackSource,
  { readonly rules: ReadonlyMap<string, string>; readonly shares: FunctionShares }
>();

/** `rules`: what the user says is one function. */
export function functionShares(source: StackSource, rules: ReadonlyMap<string, string>): FunctionShares {
  const before = known.get(source);
  if (before?.rules === rules) return before.shares;
  const shares = counted(source, rules);
  known.set(source, { rules, shares });
  return shares;
}

const UNNAMED_RUNGS: ReadonlySet<number> = new Set([RUNGS.indexOf("none"), RUNGS.indexOf("fde")]);

interface Counted {
  readonly module: string;
  readonly isNamed: boolean;
  weight: number;
  readonly perGroup: Float64Array;
}

function counted({ parts, clusters }: StackSource, rules: ReadonlyMap<string, string>): FunctionShares {
  const rows = new Float64Array(clusters);
  for (const part of parts) {
    for (let row = 0; row < part.weighed.samples.length; row++) {
      if (leafFrame(part, row) >= 0) rows[part.clusters.of[row]]++;
    }
  }
  const { groups, group } = groupingOf(rows);
  const total = new Float64Array(groups);
  const functions = new Map<string, Counted>();
  for (const part of parts) {
    const { input, weighed, clusters: of } = part;
    const { named, codes } = input;
    const known = new Map<number, Counted>(); // by function, or by -2 - module for code without a name
    const { weight } = weighed.samples;
    for (let row = 0; row < weight.length; row++) {
      const frame = leafFrame(part, row);
      if (frame < 0) continue;
      const code = named.frames.code[frame];
      const isNamed = !UNNAMED_RUNGS.has(named.codeRung[code]);
      const func = named.frames.func[frame];
      const key = isNamed ? func : -2 - codes.module[code];
      let found = known.get(key);
      if (found === undefined) {
        const module = normalModule(input.modules[codes.module[code]]?.name ?? "[unknown]");
        const name = isNamed ? normalFunction(named.strings[named.funcs.name[func]], rules) : `${module} (unnamed)`;
        found = functions.get(name) ?? { module, isNamed, weight: 0, perGroup: new Float64Array(groups) };
        functions.set(name, found);
        known.set(key, found);
      }
      const drawnWith = group[of.of[row]];
      found.weight += weight[row];
      found.perGroup[drawnWith] += weight[row];
      total[drawnWith] += weight[row];
    }
  }
  return { functions, total, unnamed: unnamedOf(functions, total) };
}

/** The innermost frame (-> NamedStacks.frames) of a sample with a weight; -1 for none. */
function leafFrame({ ends, weighed: { samples } }: SourcePart, row: number): number {
  const stack = samples.stack[row];
  return stack < 0 || !(samples.weight[row] > 0) ? -1 : ends.leafFrame[stack];
}

function unnamedOf(found: ReadonlyMap<string, FunctionWeights>, total: Float64Array): FunctionShares["unnamed"] {
  const all = total.reduce((sum, weight) => sum + weight, 0);
  const without = [...found.values()].filter(({ isNamed }) => !isNamed).sort((a, b) => b.weight - a.weight);
  const weight = without.reduce((sum, one) => sum + one.weight, 0);
  return { share: all === 0 ? 0 : weight / all, module: without[0]?.module ?? "" };
}
