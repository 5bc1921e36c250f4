import type { NamedStacks } from "../model/stacks";
import { expandedStacks } from "./expandedStacks";
import { type StackWeights, subtreeSums } from "./stackWeights";

/** The line of a function where most is spent by itself, else below it; 0 where no line of it is known. */
export function heaviestLine(named: NamedStacks, weights: StackWeights, func: number): number {
  const { frames } = named;
  const { stacks } = expandedStacks(named);
  const totals = subtreeSums(stacks, weights.self);
  const byLine = new Map<number, { self: number; total: number }>();
  for (let stack = 0; stack < stacks.length; stack++) {
    const frame = stacks.frame[stack] as number;
    const line = frames.line[frame] as number;
    if (frames.func[frame] !== func || line === 0) continue;
    const sums = byLine.get(line) ?? { self: 0, total: 0 };
    sums.self += Math.abs(weights.self[stack] as number);
    sums.total += Math.abs(totals[stack] as number);
    byLine.set(line, sums);
  }
  const [first] = [...byLine].sort(([, a], [, b]) => b.self - a.self || b.total - a.total);
  return first?.[0] ?? 0;
}
