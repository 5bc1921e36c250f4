import { codeAt, framesOfCode, hottestCode, placeOfCode } from "../../analysis/code/codePlace";
import type { CodeWeights } from "../../analysis/code/codeWeights";
import { type InstructionWeights, instructionAt, instructionWeights } from "../../analysis/code/instructionWeights";
import { type FramePlace, framePlace } from "../../analysis/framePlace";
import type { StackCapture } from "../../model/capture";
import type { FunctionCode } from "../../model/disassembly";
import type { CodePlace, Inspection, ModuleMatch, ProfileEntry, SessionData } from "../../model/session";
import { type Module, RUNGS, type Rung } from "../../model/stacks";
import { chainAt } from "./codeRows";

/** A capture that has code addresses, as every one has that stacks were read from. */
export function captureOf({ file }: ProfileEntry): StackCapture | null {
  return file.capture !== null && "stacks" in file.capture ? file.capture : null;
}

/** Everything that is said of one frame. */
export interface FrameFacts {
  readonly place: CodePlace;
  readonly module: Module;
  readonly match: ModuleMatch | undefined;
  readonly rung: Rung;
  readonly chain: readonly FramePlace[]; // innermost inline first
  /** The function that the profile knows here (-> funcs): the one that was compiled, not what is inlined. -1 for none. */
  readonly func: number;
  readonly code: FunctionCode | null; // of the function that the place is in
  readonly row: number; // -> code.instructions, -1 when not known
  readonly weights: InstructionWeights | null; // per instruction
}

/** The chosen place, or the hottest of the profile. Null where the capture has no such place. */
export function placeOf(capture: StackCapture, weights: CodeWeights, chosen: CodePlace | null): CodePlace | null {
  if (chosen !== null && chosen.module < capture.modules.length) return chosen;
  return placeOfCode(capture.codes, hottestCode(weights));
}

export function frameFacts(
  session: SessionData,
  entry: ProfileEntry,
  capture: StackCapture,
  weights: CodeWeights,
  place: CodePlace,
): FrameFacts {
  const { named, file } = entry;
  const code = codeOf(session.inspection, file.id, place);
  const row = code === null ? -1 : instructionAt(code.instructions, place.address + code.delta);
  const sampled = codeAt(capture.codes, weights, place);
  const frames = framesOfCode(named, sampled);
  const fromProfile = frames.map((frame) => framePlace(named, frame));
  const fromCode = code === null || row < 0 ? [] : chainAt(code, row);
  const rung = sampled >= 0 ? named.codeRung[sampled] : row >= 0 ? (code?.lines.rung[row] ?? -1) : -1;
  return {
    place,
    module: capture.modules[place.module],
    match: session.named.get(file.id)?.matches[place.module],
    rung: RUNGS[rung] ?? "none",
    chain: fromProfile.length > 0 ? fromProfile : fromCode,
    func: named.frames.func[frames.at(-1) ?? -1] ?? funcInside(entry, capture, code, place, weights),
    code,
    row,
    weights: code === null ? null : instructionWeights(code, capture.codes, weights, place.module),
  };
}

/** The code that was read, when the place is in its function; another place of the same function needs no new one. */
export function codeOf(
  inspection: Inspection | null,
  fileId: number,
  { module, address }: CodePlace,
): FunctionCode | null {
  if (inspection?.code == null || inspection.file !== fileId || inspection.place.module !== module) return null;
  const { instructions, delta } = inspection.code;
  return instructionAt(instructions, address + delta) < 0 ? null : inspection.code;
}

/** Of a place without samples: the function of the heaviest code beside it. */
function funcInside(
  { named }: ProfileEntry,
  { codes }: StackCapture,
  code: FunctionCode | null,
  { module }: CodePlace,
  weights: CodeWeights,
): number {
  let best = -1;
  for (let row = 0; code !== null && row < codes.length; row++) {
    if (codes.module[row] !== module || instructionAt(code.instructions, codes.address[row] + code.delta) < 0) continue;
    if (best < 0 || weights.self[row] + weights.called[row] > weights.self[best] + weights.called[best]) best = row;
  }
  const outermost = framesOfCode(named, best).at(-1);
  return outermost === undefined ? -1 : named.frames.func[outermost];
}
