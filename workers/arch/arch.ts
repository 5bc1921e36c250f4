import type { Svma } from "../../src/model/address";
import type { Instructions } from "../../src/model/disassembly";
import type { RegisterName } from "../../src/model/registers";
import type { Elf } from "../object/elf/elf";

/**
 * What unwinding and disassembling have to know of a processor. Registers are numbered as DWARF numbers them; a register file is a
 * Float64Array of them, an address being a signed double (see Avma) and NaN what is not known.
 */
export interface Arch {
  readonly id: "x86_64" | "sw_64"; // as perf and `uname -m` call it
  readonly elfMachines: readonly number[]; // e_machine
  readonly registers: Registers;
  /** How the registers of a sample are laid out, or why they cannot be used. */
  perfRegs(mask: bigint): PerfRegs | UnusableRegs;
  /** What the registers of a sample are called, by bit of sample_regs_user. */
  registerNames(mask: bigint): readonly RegisterName[];
  readonly rules: FrameRules;
  /** The rule at an address inside a section of PLT stubs; null where there is none. */
  pltRule(section: string, offset: number): FrameRule | null;
  disassemble(code: MachineCode): Promise<Instructions>;
}

/** A piece of a program to be disassembled, and what its operands are looked up in. */
export interface MachineCode {
  readonly elf: Elf;
  readonly start: Svma;
  readonly bytes: Uint8Array;
  /** Whether a function begins at `start`. */
  readonly isEntry: boolean;
  /** The generation of the processor where the text depends on it ("core3", "core4" of SW64), null for unknown. */
  readonly cpu: string | null;
  /** The WebAssembly of the library that does the work, base64 (virtual:iced for x86_64); null where none is needed. */
  readonly library: string | null;
}

export interface Registers {
  readonly count: number; // of a register file
  readonly sp: number;
  readonly fp: number;
  readonly pc: number;
  /** Where a called function finds its return address when it has not stored it; -1 when calls push it. */
  readonly link: number;
  /** 1 for registers that a function leaves as it found them, so that a caller's value is known when no rule tells. */
  readonly calleeSaved: Uint8Array;
}

/** PERF_SAMPLE_REGS_USER: the DWARF number of each register that a sample holds, in the order of the mask's bits. */
export interface PerfRegs {
  readonly dwarf: Int16Array; // -1 for one that unwinding has no use for
}

export interface UnusableRegs {
  readonly unusable: string;
}

/**
 * How to get from a frame to its caller: CFA = register + cfaOffset, the return address and the caller's registers
 * lie at offsets from the CFA.
 */
export interface FrameRule {
  readonly cfaRegister: number;
  readonly cfaOffset: number;
  /** Offset from the CFA; null while the return address is in the link register. */
  readonly returnAddress: number | null;
  readonly saved: readonly (readonly [register: number, offset: number])[];
  /** Whether the caller's sp is the CFA. If not it is unknown, and the CFA only bounds it from below. */
  readonly spIsCfa: boolean;
  /** Registers without a rule that the caller finds as they were. */
  readonly keeps: "callee-saved" | "frame-pointer";
}

/** The rules of code that no table describes. */
export interface FrameRules {
  /** A frame that the frame pointer points to, as compilers without -fomit-frame-pointer make them. */
  readonly framePointer: FrameRule;
  /** Code that has stored nothing: the first instruction of a function, stubs. */
  readonly leaf: FrameRule;
  /**
   * A Go function whose table says that the stack pointer has been moved by `spDelta`. Null when it says nothing of
   * where the return address is: a function that has called another one has stored it.
   */
  go(spDelta: number, innermost: boolean): FrameRule | null;
  /** Go functions whose table is wrong: they move the stack pointer and it does not say so. */
  readonly goUntabled: readonly string[];
  /** By instruction of such a function: how far the ones before it have moved the stack pointer down, in bytes. */
  spMoves(code: Uint8Array): Int32Array;
  readonly instructionBytes: number; // the shortest
}
