import type { FrameRules } from "../arch";
import { DWARF } from "./regs";

const { FP, SP } = DWARF;

export const frameRules: FrameRules = {
  /*
   * gcc -fno-omit-frame-pointer: the record lies at the bottom of the frame, so that its size and the caller's sp are
   * not known. The next record is found all the same.
   *
   *   fp = sp ─▶ │ ra │ caller's fp │ …
   */
  framePointer: {
    cfaRegister: FP,
    cfaOffset: 16,
    returnAddress: -16,
    saved: [[FP, -8]],
    spIsCfa: false,
    keeps: "callee-saved",
  },
  leaf: { cfaRegister: SP, cfaOffset: 0, returnAddress: null, saved: [], spIsCfa: true, keeps: "callee-saved" },
  // ra is stored at 0(sp) before sp moves (cmd/internal/obj/sw64), and a function that calls has stored it.
  go: (spDelta, innermost) => {
    if (spDelta === 0 && !innermost) return null;
    return {
      cfaRegister: SP,
      cfaOffset: spDelta,
      returnAddress: spDelta === 0 ? null : -spDelta,
      saved: [],
      spIsCfa: true,
      keeps: "frame-pointer",
    };
  },
  // core3 has no integer divide: this is called for it, often, and makes room of its own.
  goUntabled: ["runtime.udiv"],
  spMoves,
  instructionBytes: 4,
};

const LDI = 0x3e; // ldi ra,disp(rb)
const OPR_LITERAL = 0x12; // addl and subl ra,#lit8,rc by function
const ADDL = 0x08;
const SUBL = 0x09;

function spMoves(code: Uint8Array): Int32Array {
  const view = new DataView(code.buffer, code.byteOffset, code.byteLength);
  const moves = new Int32Array(code.length >>> 2);
  let down = 0;
  for (let i = 0; i < moves.length; i++) {
    moves[i] = down;
    down += spMove(view.getUint32(4 * i, true));
  }
  return moves;
}

function spMove(word: number): number {
  const opcode = word >>> 26;
  const ra = (word >>> 21) & 31;
  if (ra !== SP) return 0;
  if (opcode === LDI) return ((word >>> 16) & 31) === SP ? -((word << 16) >> 16) : 0;
  if (opcode !== OPR_LITERAL || (word & 31) !== SP) return 0;
  const literal = (word >>> 13) & 0xff;
  const func = (word >>> 5) & 0xff;
  return func === SUBL ? literal : func === ADDL ? -literal : 0;
}
