import type { Registers } from "../arch";

/** DWARF numbers: 0–31 are r0–r31, 32–63 f0–f31, 64 is the pc, which only signal frames have a rule for. */
export const DWARF = { S0: 9, S5: 14, FP: 15, RA: 26, GP: 29, SP: 30, ZERO: 31, F2: 34, F9: 41, PC: 64 } as const;

const COUNT = 65;

/** s0–s5 and fp; f2–f9; sp. Not ra: a call overwrites it, so a caller's is known only from its own frame. */
function isCalleeSaved(register: number): boolean {
  return (
    (register >= DWARF.S0 && register <= DWARF.FP) ||
    register === DWARF.SP ||
    register === DWARF.ZERO ||
    (register >= DWARF.F2 && register <= DWARF.F9)
  );
}

export const registers: Registers = {
  count: COUNT,
  sp: DWARF.SP,
  fp: DWARF.FP,
  pc: DWARF.PC,
  link: DWARF.RA,
  calleeSaved: Uint8Array.from({ length: COUNT }, (_, i) => Number(isCalleeSaved(i))),
};
