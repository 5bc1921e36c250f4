import type { Arch } from "../arch";
import { disassemble } from "./disasm";
import { frameRules } from "./frameRules";
import { perfRegs } from "./perfRegs";
import { pltRule } from "./plt";
import { registerNames } from "./registerNames";
import { registers } from "./regs";

export const x86_64: Arch = {
  id: "x86_64",
  elfMachines: [62],
  registers,
  perfRegs,
  registerNames,
  rules: frameRules,
  pltRule,
  disassemble,
};
