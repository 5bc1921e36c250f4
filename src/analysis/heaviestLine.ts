import type { NamedStacks } from "../model/stacks";
import { expandedStacks } from "./expandedStacks";
import { type FramePlace, fileOfFrame, framePlace } from "./framePlace";
import { type StackWeights, subtreeSums } from "./stackWeights";

/** The line of a function where most is spent by itself, else below it; null where no line of it is known. */
export function heaviestLine(named: NamedStacks, weights: StackWeights, func: number): FramePlace | null {
  const { frames, strings } = named;
  const { stacks } = expandedStacks(named);
  const totals = subtreeSums(stacks, weights.self);
  const lines = new Map<number, { frame: number; self: number; total: number }>(); // by line and file
  for (let stack = 0; stack < stacks.length; stack++) {
    const frame = stacks.frame[stack] as number;
    const line = frames.line[frame] as number;
    if (frames.func[frame] !== func || line === 0) continue;
    const key = line * (strings.length + 1) + fileOfFrame(named, frame) + 1;
    const sums = lines.get(key) ?? { frame, self: 0, total: 0 };
    sums.self += Math.abs(weights.self[stack] as number);
    sums.total += Math.abs(totals[stack] as number);
    lines.set(key, sums);
  }
  const [first] = [...lines.values()].sort((a, b) => b.self - a.self || b.total - a.total);
  return first === undefined ? null : framePlace(named, first.frame);
}
