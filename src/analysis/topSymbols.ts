import type { SampleTable } from "../model/profile";
import type { NamedStacks } from "../model/stacks";
import { framesOfStack } from "./shownRows";

/** Self weight of a physical function: what the processor was in, inlined calls counted for the code that holds them. */
export interface SymbolWeight {
  readonly symbol: string;
  readonly module: number; // -> modules, -1 when unknown
  readonly self: number;
  readonly samples: number;
}

type MutableRow = { -readonly [Column in keyof SymbolWeight]: SymbolWeight[Column] };

/**
 * Self weights by physical symbol, as `perf report` counts them, heaviest first. Where a code address has no
 * symbol, its outermost function stands for it: the one that the inlined ones are in.
 */
export function topSymbols(named: NamedStacks, samples: SampleTable): readonly SymbolWeight[] {
  const { length, stack, weight } = samples;
  const rows = new Map<string, MutableRow>();
  const rowOfRecorded = new Map<number, MutableRow>();
  for (let sample = 0; sample < length; sample++) {
    const recorded = stack[sample];
    if (recorded < 0) continue;
    let row = rowOfRecorded.get(recorded);
    if (row === undefined) {
      const { symbol, module } = physicalFunction(named, recorded);
      const key = `${module} ${symbol}`;
      row = rows.get(key) ?? { symbol, module, self: 0, samples: 0 };
      rows.set(key, row);
      rowOfRecorded.set(recorded, row);
    }
    row.self += weight[sample];
    row.samples += 1;
  }
  return [...rows.values()].sort((a, b) => Math.abs(b.self) - Math.abs(a.self) || b.samples - a.samples);
}

function physicalFunction(named: NamedStacks, recorded: number): { symbol: string; module: number } {
  const { frames, funcs, strings } = named;
  const shown = framesOfStack(named, recorded);
  // Inlined frames lie above the one whose code they are in: that one is the last with this code.
  const outermost = shown.find((frame) => frames.inlined[frame] === 0) ?? shown.at(-1);
  const func = outermost === undefined ? -1 : frames.func[outermost];
  const module = func < 0 ? -1 : funcs.module[func];
  const symbol = named.codeSymbol[named.recorded.frame[recorded]];
  if (symbol >= 0) return { symbol: strings[symbol], module };
  return { symbol: func < 0 ? "" : strings[funcs.name[func]], module };
}
