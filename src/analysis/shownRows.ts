import type { NamedStacks } from "../model/stacks";

/**
 * The smallest table of stacks that says what is shown: that of the recorded ones, whose rows stand for all frames of a
 * code, or one with a row per frame where frames have been taken out.
 */
export interface ShownRows {
  readonly length: number;
  readonly prefix: Int32Array;
  readonly group: Int32Array; // per row: its frames are start[group] … start[group + 1] - 1, innermost first
  readonly start: Int32Array; // -> frames
  /** Recorded stack -> rows; null where they are the same. */
  readonly leaf: Int32Array | null;
}

type Stacks = Pick<NamedStacks, "recorded" | "frameStart" | "frames" | "expanded">;

export function shownRows({ recorded, frameStart, frames, expanded }: Stacks): ShownRows {
  const { stacks, start, leaf } =
    expanded === undefined
      ? { stacks: recorded, start: frameStart, leaf: null }
      : { ...expanded, start: Int32Array.from({ length: frames.length + 1 }, (_, frame) => frame) };
  return { length: stacks.length, prefix: stacks.prefix, group: stacks.frame, start, leaf };
}

/** The innermost frame that is shown of a recorded stack; -1 for none. */
export function leafFrame({ recorded, frameStart, expanded }: Stacks, stack: number): number {
  if (expanded === undefined) return stack < 0 ? -1 : frameStart[recorded.frame[stack]];
  const row = stack < 0 ? -1 : expanded.leaf[stack];
  return row < 0 ? -1 : expanded.stacks.frame[row];
}

/** Frames of a recorded stack that are shown (-> frames), leaf first. */
export function framesOfStack({ recorded, frameStart, expanded }: Stacks, stack: number): number[] {
  const frames: number[] = [];
  if (expanded !== undefined) {
    const { prefix, frame } = expanded.stacks;
    for (let row = stack < 0 ? -1 : expanded.leaf[stack]; row >= 0; row = prefix[row]) frames.push(frame[row]);
    return frames;
  }
  for (let row = stack; row >= 0; row = recorded.prefix[row]) {
    const code = recorded.frame[row];
    for (let frame = frameStart[code]; frame < frameStart[code + 1]; frame++) frames.push(frame);
  }
  return frames;
}
