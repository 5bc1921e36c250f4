import type { Registers } from "../arch";

/** DWARF numbers (System V psABI, figure 3.36). 16 is the return address column. */
export const DWARF = {
  RAX: 0,
  RDX: 1,
  RCX: 2,
  RBX: 3,
  RSI: 4,
  RDI: 5,
  RBP: 6,
  RSP: 7,
  R8: 8,
  R9: 9,
  R10: 10,
  R11: 11,
  R12: 12,
  R13: 13,
  R14: 14,
  R15: 15,
  RIP: 16,
} as const;

const COUNT = 17;
const { RBX, RBP, RSP, R12, R13, R14, R15 } = DWARF;
const CALLEE_SAVED: readonly number[] = [RBX, RBP, RSP, R12, R13, R14, R15];

export const registers: Registers = {
  count: COUNT,
  sp: RSP,
  fp: RBP,
  pc: DWARF.RIP,
  link: -1,
  calleeSaved: Uint8Array.from({ length: COUNT }, (_, i) => Number(CALLEE_SAVED.includes(i))),
};
