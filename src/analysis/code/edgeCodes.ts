import type { NamedStacks } from "../../model/stacks";
import { expandedStacks } from "../expandedStacks";
import { type StackWeights, subtreeSums } from "../stackWeights";

/** Of the calls from one function to another: where most weight goes out, and where most of it arrives (-> codes, or -1). */
export function edgeCodes(
  named: NamedStacks,
  weights: StackWeights,
  caller: number, // -> funcs
  callee: number,
): { readonly from: number; readonly to: number } {
  const { frames } = named;
  const { stacks } = expandedStacks(named);
  const sums = subtreeSums(stacks, weights.self);
  const from = new Map<number, number>();
  const to = new Map<number, number>();
  for (let row = 0; row < stacks.length; row++) {
    const parent = stacks.prefix[row];
    if (parent < 0) continue;
    const [outer, inner] = [stacks.frame[parent], stacks.frame[row]];
    if (frames.func[outer] !== caller || frames.func[inner] !== callee) continue;
    add(from, frames.code[outer], Math.abs(sums[row]));
    add(to, frames.code[inner], Math.abs(sums[row]));
  }
  return { from: heaviest(from), to: heaviest(to) };
}

function add(weights: Map<number, number>, code: number, weight: number): void {
  weights.set(code, (weights.get(code) ?? 0) + weight);
}

function heaviest(weights: ReadonlyMap<number, number>): number {
  let best = -1;
  for (const [code, weight] of weights) if (best < 0 || weight > (weights.get(best) ?? 0)) best = code;
  return best;
}
