import type { CodeNames, Rung } from "./stacks";

/** How an instruction passes control on. The index is what Instructions.flow holds. */
export const FLOWS = ["next", "branch", "jump", "call", "return"] as const;
export type Flow = (typeof FLOWS)[number];

/** Machine instructions one behind the other, as the file has them. A row each. */
export interface Instructions {
  readonly length: number;
  readonly address: Float64Array; // Svma
  readonly bytes: Uint8Array; // of all of them, the first at address[0]
  readonly size: Uint8Array; // bytes of each
  readonly text: readonly string[]; // "mnemonic<TAB>operands", as `objdump -d` prints it
  readonly flow: Uint8Array; // -> FLOWS
  /** Svma that it branches to or calls, NaN when it does not or the register is not known. */
  readonly target: Float64Array;
  /** Svma of the code or data whose address it makes, loads or uses, NaN when there is none or it is not known. */
  readonly refers: Float64Array;
}

/** What tells where a function begins and ends. "none": nothing does, and what is shown lies around the address. */
export type FunctionBounds = Extract<
  Rung,
  "gopclntab" | "sw64symtab" | "symtab" | "minidebug" | "dynsym" | "plt" | "fde" | "none"
>;

/** One function of a module as machine code. */
export interface FunctionCode {
  readonly arch: string; // as in Capture.arch
  readonly bounds: FunctionBounds;
  readonly start: number; // Svma
  readonly end: number; // exclusive
  /** How many of its bytes are left out, before and behind, because it is too long. */
  readonly omittedBytes: number;
  /** Svma minus the address as Module.addressing counts it. */
  readonly delta: number;
  readonly instructions: Instructions;
  readonly lines: CodeNames; // a row per instruction
  readonly places: Places;
}

/** What the targets and references of a function's instructions are called. Ascending, each address once. */
export interface Places {
  readonly length: number;
  readonly address: Float64Array; // Svma
  readonly name: readonly string[]; // "memcpy", "main.step+0x1c", ".rodata+0x40"
  readonly isCode: Uint8Array; // 1 where a function can be opened
}
