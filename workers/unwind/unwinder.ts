import { CODE_RETURN_ADDRESS } from "../../src/model/stacks";
import { FRAME_ORIGINS, MAX_UNWOUND_FRAMES, UNWIND_STOPS, type UnwindStop } from "../../src/model/unwind";
import type { Arch } from "../arch/arch";
import { type CodeMap, pieceAt } from "./codeMap";
import { ModuleRules } from "./moduleRules";
import { IN_LINK_REGISTER, NOT_SAVED, RuleTable, STEP } from "./ruleTable";
import type { StackMemory } from "./stackMemory";
import type { UnwindObject } from "./unwindObject";

const RECORDED = FRAME_ORIGINS.indexOf("callchain");
const FP = FRAME_ORIGINS.indexOf("fp");

/**
 * Follows the callers in a copied stack. The frames of the last stack are in the columns, innermost first. For each:
 *
 *   1. the module and the rule of the place: CFI or Go's table, found once per place (ModuleRules)
 *   2. the CFA from the registers, the return address and the saved registers from the CFA
 *   3. registers that are neither saved nor kept by convention are lost (NaN), and what needs them later fails
 *   4. without a rule: by the frame pointer, if it can be one
 *
 * A caller's place is the byte before the return address: a call may be the last instruction of its function.
 * Innermost and interrupted frames are looked up where they are.
 */
export class Unwinder {
  length = 0;
  readonly module = new Int32Array(MAX_UNWOUND_FRAMES); // -1: the sampled address is in no mapping
  readonly address = new Float64Array(MAX_UNWOUND_FRAMES); // as CodeTable.address
  readonly flags = new Uint8Array(MAX_UNWOUND_FRAMES); // CODE_RETURN_ADDRESS or 0
  readonly origin = new Uint8Array(MAX_UNWOUND_FRAMES); // -> FRAME_ORIGINS
  readonly cfa = new Float64Array(MAX_UNWOUND_FRAMES); // NaN for the last one

  /** Of the last stack: the stack pointer of its innermost frame. */
  innerSp = Number.NaN;

  readonly #arch: Arch;
  readonly #rules = new RuleTable();
  readonly #modules: readonly ModuleRules[];
  readonly #callerSaved: Uint8Array; // register numbers
  readonly #notFramePointer: Uint8Array;
  readonly #registers: Float64Array;
  readonly #restored: Float64Array;
  #callerSavedLost = false; // they are NaN, and no rule has found any of them since
  #returnAddress = Number.NaN;
  #cfa = Number.NaN;

  /** `objects`: by module, null where there is none. */
  constructor(arch: Arch, objects: readonly (UnwindObject | null)[]) {
    const { count, calleeSaved, fp } = arch.registers;
    this.#arch = arch;
    this.#modules = objects.map((object) => new ModuleRules(arch, this.#rules, object));
    const numbers = Array.from({ length: count }, (_, register) => register);
    this.#callerSaved = Uint8Array.from(numbers.filter((register) => calleeSaved[register] === 0));
    this.#notFramePointer = Uint8Array.from(numbers.filter((register) => register !== fp));
    this.#registers = new Float64Array(count);
    this.#restored = new Float64Array(count);
  }

  /** Of the last stack: the CFA of the outermost frame that has one, which is that of the frame below where the outermost is a root. */
  get outerCfa(): number {
    const last = this.cfa[this.length - 1] ?? Number.NaN;
    return Number.isNaN(last) ? (this.cfa[this.length - 2] ?? Number.NaN) : last;
  }

  /** `registers`: of the innermost frame, NaN where unknown. Gives the index in UNWIND_STOPS. */
  unwind(map: CodeMap, registers: Float64Array, memory: StackMemory): number {
    this.#registers.set(registers);
    this.#callerSavedLost = false;
    this.length = 0;
    const { sp, pc: pcRegister, fp } = this.#arch.registers;
    let pc = registers[pcRegister] as number;
    let isReturn = false;
    let origin = RECORDED;
    this.innerSp = registers[sp] as number;
    let lastCfa = this.innerSp;
    let level = 0; // frames in a row whose CFA has not moved
    let piece = 0;
    for (;;) {
      piece = pieceAt(map, isReturn ? pc - 1 : pc, piece);
      if (piece < 0) {
        if (this.length === 0) this.#push(-1, pc, 0, RECORDED);
        return NO_MODULE;
      }
      const module = map.module[piece] as number;
      const fileOffset = pc - (map.start[piece] as number) + (map.fileOffset[piece] as number);
      const rule = (this.#modules[module] as ModuleRules).rule(fileOffset, isReturn);
      const step = this.#rules.kind[rule] as number;
      const flags = isReturn && step !== STEP.ENTRY ? CODE_RETURN_ADDRESS : 0;
      this.#push(module, map.absolute[piece] === 1 ? pc : fileOffset, flags, origin);
      if (step === STEP.ROOT || step === STEP.ENTRY) return ROOT_REACHED;
      if (step === STEP.SWITCH && (isReturn || !this.#leadsInto(module, rule, map, memory))) return STACK_SWITCH;
      if (this.length === MAX_UNWOUND_FRAMES) return FRAME_LIMIT;
      memory.exhausted = false;
      let isSignalFrame = false;
      if (step === STEP.NONE) {
        if (origin === FP && this.#registers[fp] === 0) return ROOT_REACHED; // the ABI marks the outermost frame so
        if (!this.#byFramePointer(map, memory, lastCfa)) return NO_UNWIND_INFO;
        origin = FP;
      } else {
        isSignalFrame = this.#rules.isSignalFrame[rule] === 1;
        origin = this.#rules.origin[rule] as number;
        if (step === STEP.SLOW) this.#slow(rule, memory);
        else this.#byRule(rule, memory);
      }
      const cfa = this.#cfa;
      pc = this.#returnAddress;
      if (Number.isNaN(cfa) || Number.isNaN(pc)) return memory.exhausted && memory.isFull ? EXHAUSTED : BAD_CFA;
      this.cfa[this.length - 1] = cfa;
      if (pc === 0) return ROOT_REACHED;
      // Stacks grow down: a caller's frame lies higher, but for the one that a signal was handled on another stack of.
      if (!isSignalFrame && cfa <= lastCfa) {
        if (cfa < lastCfa) return BAD_CFA;
        // Functions without a frame do not move it: on SW64 a leaf, or one that never returns, may be such.
        if (++level > MAX_LEVEL_FRAMES) return LOOP_DETECTED;
      } else level = 0;
      lastCfa = cfa;
      isReturn = !isSignalFrame;
    }
  }

  #push(module: number, address: number, flags: number, origin: number): void {
    const at = this.length++;
    this.module[at] = module;
    this.address[at] = address;
    this.flags[at] = flags;
    this.origin[at] = origin;
    this.cfa[at] = Number.NaN;
  }

  #byRule(row: number, memory: StackMemory): void {
    const rules = this.#rules;
    const registers = this.#registers;
    const { sp, link } = this.#arch.registers;
    const cfa = (registers[rules.cfaRegister[row] as number] as number) + (rules.cfaOffset[row] as number);
    const returnAddress = rules.returnAddress[row] as number;
    this.#cfa = cfa;
    this.#returnAddress =
      returnAddress === IN_LINK_REGISTER ? (registers[link] as number) : memory.word(cfa + returnAddress);
    const keepsCalleeSaved = rules.keepsCalleeSaved[row] === 1;
    if (!this.#callerSavedLost || !keepsCalleeSaved) this.#forget(keepsCalleeSaved);
    const end = rules.savedStart[row + 1] as number;
    for (let at = rules.savedStart[row] as number; at < end; at++) {
      const offset = rules.savedOffset[at] as number;
      // In an epilogue a stale rule may point below the stack pointer: the register has been popped already.
      if (cfa + offset < memory.start) continue;
      registers[rules.savedRegister[at] as number] = offset === NOT_SAVED ? Number.NaN : memory.word(cfa + offset);
    }
    registers[sp] = rules.spIsCfa[row] === 1 ? cfa : Number.NaN;
  }

  #slow(row: number, memory: StackMemory): void {
    const slow = this.#rules.slow.get(row);
    const { sp } = this.#arch.registers;
    const cfa = slow?.cfa(this.#registers, memory) ?? Number.NaN;
    this.#cfa = cfa;
    this.#returnAddress = Number.NaN;
    if (slow === undefined || !Number.isSafeInteger(cfa)) {
      this.#cfa = Number.NaN;
      return;
    }
    const { calleeSaved } = this.#arch.registers;
    const restored = this.#restored;
    for (let i = 0; i < restored.length; i++)
      restored[i] = calleeSaved[i] === 1 ? (this.#registers[i] as number) : Number.NaN;
    restored[sp] = cfa;
    this.#returnAddress = slow.restore(cfa, this.#registers, memory, restored);
    this.#registers.set(restored);
    this.#callerSavedLost = false;
  }

  /** What a called function may have changed is not known in its caller. */
  #forget(keepsCalleeSaved: boolean): void {
    const lost = keepsCalleeSaved ? this.#callerSaved : this.#notFramePointer;
    for (let i = 0; i < lost.length; i++) this.#registers[lost[i] as number] = Number.NaN;
    this.#callerSavedLost = true;
  }

  /** Whether a rule's return address lies in the module. */
  #leadsInto(module: number, row: number, map: CodeMap, memory: StackMemory): boolean {
    const { cfaRegister, cfaOffset, returnAddress } = this.#rules;
    const cfa = (this.#registers[cfaRegister[row] as number] as number) + (cfaOffset[row] as number);
    const offset = returnAddress[row] as number;
    const link = this.#arch.registers.link;
    const to = offset === IN_LINK_REGISTER ? (this.#registers[link] as number) : memory.word(cfa + offset);
    const piece = pieceAt(map, to - 1, 0);
    return piece >= 0 && map.module[piece] === module;
  }

  /** A step by the frame pointer, if it points to a frame higher on the stack whose return address is in code. */
  #byFramePointer(map: CodeMap, memory: StackMemory, lastCfa: number): boolean {
    const { framePointer } = this.#arch.rules;
    const fp = this.#registers[this.#arch.registers.fp] as number;
    const cfa = fp + framePointer.cfaOffset;
    if (!(fp % 8 === 0 && fp >= lastCfa && cfa <= memory.end)) return false;
    const to = memory.word(cfa + (framePointer.returnAddress ?? 0));
    if (pieceAt(map, to - 1, 0) < 0) return false;
    this.#byRule(this.#rules.rule(framePointer, FP), memory);
    return true;
  }
}

/** Frames without a stack of their own that may follow each other. */
const MAX_LEVEL_FRAMES = 2;

const stop = (name: UnwindStop): number => UNWIND_STOPS.indexOf(name);
const ROOT_REACHED = stop("RootReached");
const EXHAUSTED = stop("StackDumpExhausted");
const NO_UNWIND_INFO = stop("NoUnwindInfo");
const NO_MODULE = stop("NoModule");
const BAD_CFA = stop("BadCfa");
const LOOP_DETECTED = stop("LoopDetected");
const FRAME_LIMIT = stop("FrameLimit");
const STACK_SWITCH = stop("StackSwitch");
