import type { FrameRules } from "../arch";
import { DWARF } from "./regs";

const { RBP, RSP } = DWARF;

/** `call` has pushed the return address: it lies just below the CFA, always. */
const RETURN_ADDRESS = -8;

export const frameRules: FrameRules = {
  //  rbp ─▶ │ caller's rbp │ return address │ ◀─ CFA = rbp + 16
  framePointer: {
    cfaRegister: RBP,
    cfaOffset: 16,
    returnAddress: RETURN_ADDRESS,
    saved: [[RBP, -16]],
    spIsCfa: true,
    keeps: "callee-saved",
  },
  leaf: {
    cfaRegister: RSP,
    cfaOffset: 8,
    returnAddress: RETURN_ADDRESS,
    saved: [],
    spIsCfa: true,
    keeps: "callee-saved",
  },
  // A function with a frame has pushed rbp first (cmd/internal/obj/x86/obj6.go); one without leaves it alone.
  go: (spDelta) => ({
    cfaRegister: RSP,
    cfaOffset: spDelta + 8,
    returnAddress: RETURN_ADDRESS,
    saved: spDelta > 0 ? [[RBP, -16]] : [],
    spIsCfa: true,
    keeps: "frame-pointer",
  }),
  goUntabled: [],
  spMoves: () => new Int32Array(0),
  instructionBytes: 1,
};
