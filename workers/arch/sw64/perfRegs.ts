import type { PerfRegs, UnusableRegs } from "../arch";
import { DWARF } from "./regs";

/** `enum perf_event_sw64_regs` of Linux for SW64 since a413cd0db3: r0 … r28, gp, sp, and the pc in place of r31. */
const REGISTERS_32 = 0xffff_ffffn;
const SP_BIT = 30;
const PC_BIT = 31;

/**
 * There are two layouts with one ABI value, told apart by the mask. The older one (931ff1e40a) has 36 registers in the
 * order of pt_regs, and the stack pointer is none of them.
 */
export function perfRegs(mask: bigint): PerfRegs | UnusableRegs {
  const hex = `0x${mask.toString(16)}`;
  if (mask > REGISTERS_32) {
    return {
      unusable: `sample_regs_user ${hex} is the older layout of 36 registers, which lacks the stack pointer: record with a kernel that has the layout of 32`,
    };
  }
  const dwarf: number[] = [];
  for (let bit = 0; bit < 32; bit++) if ((mask >> BigInt(bit)) & 1n) dwarf.push(bit === PC_BIT ? DWARF.PC : bit);
  const lacks = !dwarf.includes(SP_BIT) || !dwarf.includes(DWARF.PC);
  return lacks ? { unusable: `sample_regs_user ${hex} lacks sp or pc` } : { dwarf: Int16Array.from(dwarf) };
}
