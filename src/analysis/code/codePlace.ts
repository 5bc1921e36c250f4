import type { CodePlace } from "../../model/session";
import { CODE_RETURN_ADDRESS, type CodeTable, type NamedStacks } from "../../model/stacks";
import type { CodeWeights } from "./codeWeights";

/** Where a code lies, and a caller's call rather than what comes behind it; null when it lies in no module. */
export function placeOfCode(codes: CodeTable, code: number): CodePlace | null {
  const module = codes.module[code] ?? -1;
  return module < 0 ? null : { module, address: calledAddress(codes, code) };
}

/** A return address is one past its call. */
export function calledAddress({ address, flags }: CodeTable, code: number): number {
  return (flags[code] & CODE_RETURN_ADDRESS) === 0 ? address[code] : address[code] - 1;
}

/**
 * The code of a function, or of one of its lines, that a profile has most of: where it was sampled itself, else where it
 * calls. -1 for none.
 */
export function heaviestCode({ frames }: NamedStacks, weights: CodeWeights, func: number, line?: number): number {
  let best = -1;
  for (let frame = 0; frame < frames.length; frame++) {
    const code = frames.code[frame];
    if (line !== undefined && frames.line[frame] !== line) continue;
    if (frames.func[frame] === func && (best < 0 || isHeavier(weights, code, best))) best = code;
  }
  return best;
}

/** The code with the most samples of its own; -1 where there are none. */
export function hottestCode(weights: CodeWeights): number {
  return weights.self.reduce((best, weight, code) => {
    return weight !== 0 && (best < 0 || isHeavier(weights, code, best)) ? code : best;
  }, -1);
}

function isHeavier({ self, called }: CodeWeights, code: number, than: number): boolean {
  const [own, other] = [Math.abs(self[code]), Math.abs(self[than])];
  return own > other || (own === other && Math.abs(called[code]) > Math.abs(called[than]));
}

/** A code at this place, -1 when no sample has one. Of several the one that `weights` has most of. */
export function codeAt(codes: CodeTable, weights: CodeWeights, { module, address }: CodePlace): number {
  let best = -1;
  for (let code = 0; code < codes.length; code++) {
    if (codes.module[code] !== module || calledAddress(codes, code) !== address) continue;
    if (best < 0 || isHeavier(weights, code, best)) best = code;
  }
  return best;
}

/** The frames of a code (-> FrameTable), innermost inline first. */
export function framesOfCode({ frames }: NamedStacks, code: number): readonly number[] {
  const rows: number[] = [];
  for (let frame = 0; frame < frames.length; frame++) if (frames.code[frame] === code) rows.push(frame);
  return rows;
}
