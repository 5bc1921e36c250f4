import type { CodeTable } from "../../model/stacks";
import { expandedStacks } from "../expandedStacks";
import type { DifferenceSide } from "./differenceSide";

/**
 * Stacks from which frames have been taken out cannot be merged by code, because a code then stands for some of its frames
 * only: in all profiles every frame becomes a code of its own. Where none has been taken out nothing changes.
 */
export function withFramesAsCodes(sides: readonly DifferenceSide[]): readonly DifferenceSide[] {
  return sides.some(({ named }) => named.expanded !== undefined) ? sides.map(flattened) : sides;
}

function flattened(side: DifferenceSide): DifferenceSide {
  const { named, samples, codes } = side;
  const { stacks, leaf } = expandedStacks(named);
  const { length, code } = named.frames;
  const { expanded, ...rest } = named;
  return {
    ...side,
    named: {
      ...rest,
      frames: { ...named.frames, code: Int32Array.from({ length }, (_, frame) => frame) },
      frameStart: Int32Array.from({ length: length + 1 }, (_, frame) => frame),
      recorded: stacks,
      codeSymbol: code.map((of) => named.codeSymbol[of]),
      codeRung: Uint8Array.from(code, (of) => named.codeRung[of]),
    },
    samples: { ...samples, stack: samples.stack.map((row) => (row < 0 ? -1 : leaf[row])) },
    codes: codes === null || codes.length === 0 ? codes : codesOf(codes, code),
  };
}

/** The code of every frame. */
function codesOf({ module, address, flags }: CodeTable, ofFrame: Int32Array): CodeTable {
  return {
    length: ofFrame.length,
    module: ofFrame.map((code) => module[code]),
    address: Float64Array.from(ofFrame, (code) => address[code]),
    flags: Uint8Array.from(ofFrame, (code) => flags[code]),
  };
}
