import { RUNGS } from "../../model/stacks";
import { normalFunction, normalModule } from "./normalName";
import type { StackSource } from "./sources";

/** The self weights of the functions of one side, per cluster. */
export interface FunctionShares {
  /** By normalised name; code without a name is called by its module. */
  readonly functions: ReadonlyMap<string, FunctionWeights>;
  readonly total: Float64Array; // weight per cluster
  readonly rows: Float64Array; // samples per cluster
  readonly unnamed: { readonly share: number; readonly module: string }; // of the weight, and whose most of it is
}

export interface FunctionWeights {
  readonly module: string; // normalised, of the first that has the function
  readonly isNamed: boolean;
  readonly weight: number; // of all clusters
  readonly perCluster: Float64Array;
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

function counted({ parts, clusters }: StackSource, rules: ReadonlyMap<string, string>): FunctionShares {
  const total = new Float64Array(clusters);
  const rows = new Float64Array(clusters);
  const found = new Map<string, { module: string; isNamed: boolean; weight: number; perCluster: Float64Array }>();
  for (const {
    input,
    ends,
    weighed,
    clusters: { of },
  } of parts) {
    const { named, modules, codes } = input;
    const leafOf = new Map<number, ReturnType<typeof found.get>>(); // by function, or by -1 - module for code without a name
    const { stack, weight } = weighed.samples;
    for (let row = 0; row < stack.length; row++) {
      const frame = stack[row] < 0 ? -1 : ends.leafFrame[stack[row]];
      if (frame < 0 || !(weight[row] > 0)) continue;
      const code = named.frames.code[frame];
      const isNamed = !UNNAMED_RUNGS.has(named.codeRung[code]);
      const func = named.frames.func[frame];
      const key = isNamed ? func : -2 - codes.module[code];
      let function_ = leafOf.get(key);
      if (function_ === undefined) {
        const module = normalModule(modules[codes.module[code]]?.name ?? "[unknown]");
        const name = isNamed ? normalFunction(named.strings[named.funcs.name[func]], rules) : `${module} (unnamed)`;
        function_ = found.get(name);
        if (function_ === undefined) {
          function_ = { module, isNamed, weight: 0, perCluster: new Float64Array(clusters) };
          found.set(name, function_);
        }
        leafOf.set(key, function_);
      }
      function_.weight += weight[row];
      function_.perCluster[of[row]] += weight[row];
      total[of[row]] += weight[row];
      rows[of[row]]++;
    }
  }
  return { functions: found, total, rows, unnamed: unnamedOf(found, total) };
}

function unnamedOf(found: ReadonlyMap<string, FunctionWeights>, total: Float64Array): FunctionShares["unnamed"] {
  const all = total.reduce((sum, weight) => sum + weight, 0);
  const without = [...found.values()].filter(({ isNamed }) => !isNamed).sort((a, b) => b.weight - a.weight);
  const weight = without.reduce((sum, one) => sum + one.weight, 0);
  return { share: all === 0 ? 0 : weight / all, module: without[0]?.module ?? "" };
}
