import type { Flow } from "../../../src/model/disassembly";
import { bits, branchTarget } from "./operands";

const ZERO = 31;

/** Opcodes, bits 31:26. */
const OPCODE = { CALL: 0x01, RET: 0x02, JMP: 0x03, BR: 0x04, BSR: 0x05, LBR: 0x1d, BEQ: 0x30, FBGE: 0x3d } as const;

/** Those that may not go on to the next instruction: what they are when they keep a return address, and when not. */
const FLOW: Readonly<Record<number, readonly [linked: Flow, unlinked: Flow]>> = {
  [OPCODE.CALL]: ["call", "jump"],
  [OPCODE.RET]: ["return", "return"],
  [OPCODE.JMP]: ["jump", "jump"],
  [OPCODE.BR]: ["jump", "jump"],
  [OPCODE.BSR]: ["call", "jump"],
  [OPCODE.LBR]: ["jump", "jump"],
};

export function flowOf(word: number): Flow {
  const opcode = word >>> 26;
  if (opcode >= OPCODE.BEQ && opcode <= OPCODE.FBGE) return "branch";
  const isLinked = bits(word, 21, 5) !== ZERO;
  if (opcode === OPCODE.BR && isLinked && bits(word, 0, 21) === 0) return "next"; // br $rN,.+4 only reads the pc
  const [linked, unlinked] = FLOW[opcode] ?? NEXT;
  return isLinked ? linked : unlinked;
}

const NEXT: readonly [Flow, Flow] = ["next", "next"];

/** Where the word itself says that it goes; NaN where only a register knows. */
export function statedTarget(word: number, address: number): number {
  const opcode = word >>> 26;
  if (flowOf(word) === "next") return Number.NaN;
  if (opcode === OPCODE.LBR) return branchTarget(bits(word, 0, 26), 26, address);
  const isDirect = opcode === OPCODE.BR || opcode === OPCODE.BSR || opcode >= OPCODE.BEQ;
  return isDirect ? branchTarget(bits(word, 0, 21), 21, address) : Number.NaN;
}

/** The register that `call` and `jmp` go to, -1 for everything else. */
export function targetRegister(word: number): number {
  const opcode = word >>> 26;
  return opcode === OPCODE.CALL || opcode === OPCODE.JMP ? bits(word, 16, 5) : -1;
}

/** What a compiler or linker guessed of that register; NaN for none. In Go's programs it is always right. */
export function hintedTarget(word: number, address: number): number {
  const hint = bits(word, 0, 16);
  return hint === 0 ? Number.NaN : branchTarget(hint, 16, address);
}
