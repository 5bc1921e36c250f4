import type { Arch } from "../arch";
import { disassemble } from "./disasm";
import { frameRules } from "./frameRules";
import { perfRegs } from "./perfRegs";
import { pltRule } from "./plt";
import { registerNames } from "./registerNames";
import { registers } from "./regs";

export const sw64: Arch = {
  id: "sw_64",
  elfMachines: [0x9916, 268, 0x1a7],
  registers,
  perfRegs,
  registerNames,
  rules: frameRules,
  pltRule,
  disassemble,
};
