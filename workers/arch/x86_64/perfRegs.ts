import type { PerfRegs, UnusableRegs } from "../arch";
import { DWARF } from "./regs";

/**
 * `enum perf_event_x86_regs` (arch/x86/include/uapi/asm/perf_regs.h) by bit of the mask: AX BX CX DX SI DI BP SP IP
 * FLAGS CS SS DS ES FS GS R8 … R15.
 */
const BY_BIT: readonly number[] = [
  DWARF.RAX,
  DWARF.RBX,
  DWARF.RCX,
  DWARF.RDX,
  DWARF.RSI,
  DWARF.RDI,
  DWARF.RBP,
  DWARF.RSP,
  DWARF.RIP,
  ...[-1, -1, -1, -1, -1, -1, -1],
  ...[DWARF.R8, DWARF.R9, DWARF.R10, DWARF.R11, DWARF.R12, DWARF.R13, DWARF.R14, DWARF.R15],
];

export function perfRegs(mask: bigint): PerfRegs | UnusableRegs {
  const dwarf: number[] = [];
  for (let bit = 0; bit < 64; bit++) if ((mask >> BigInt(bit)) & 1n) dwarf.push(BY_BIT[bit] ?? -1);
  const lacks = [DWARF.RSP, DWARF.RIP].some((register) => !dwarf.includes(register));
  return lacks
    ? { unusable: `sample_regs_user 0x${mask.toString(16)} lacks SP or IP` }
    : { dwarf: Int16Array.from(dwarf) };
}
