import { DecodeError } from "../../src/model/decodeError";
import { FRAME_ORIGINS } from "../../src/model/unwind";
import type { Arch, FrameRule } from "../arch/arch";
import type { CfiMachine } from "../object/dwarf/cfiInstructions";
import { type CfiState, RULE } from "../object/dwarf/cfiState";
import type { CfiTable } from "../object/dwarf/cfiTable";
import { pcValue } from "../object/gopclntab/pcValues";
import { PlaceTable } from "./placeTable";
import { NOT_SAVED, type RuleTable, STEP } from "./ruleTable";
import { SlowRule } from "./slowRule";
import type { UnwindObject } from "./unwindObject";

const CFI = FRAME_ORIGINS.indexOf("cfi");
const GUESS = FRAME_ORIGINS.indexOf("guess");
const PCSP = FRAME_ORIGINS.indexOf("pcsp");

/** The rules of one module, found once for each address. */
export class ModuleRules {
  readonly #arch: Arch;
  readonly #table: RuleTable;
  readonly #object: UnwindObject | null;
  readonly #cache = new PlaceTable();
  readonly #cfiRows: readonly PlaceTable[]; // per table of the object: the rules by where the row begins

  constructor(arch: Arch, table: RuleTable, object: UnwindObject | null) {
    this.#arch = arch;
    this.#table = table;
    this.#object = object;
    this.#cfiRows = object?.cfi.map(() => new PlaceTable()) ?? [];
  }

  /**
   * The row of the rule for a place in the module's file. `isReturn`: a call lies before it, so that it is the byte
   * before that tells the function; otherwise the processor was there.
   */
  rule(fileOffset: number, isReturn: boolean): number {
    const key = 2 * fileOffset + Number(isReturn);
    let row = this.#cache.get(key);
    if (row < 0) {
      row = this.#find(fileOffset, isReturn);
      this.#cache.set(key, row);
    }
    return row;
  }

  #find(fileOffset: number, isReturn: boolean): number {
    const object = this.#object;
    const svma = object?.offsets.svma(fileOffset - Number(isReturn)) ?? null;
    const none = this.#table.plain(STEP.NONE);
    if (object === null || svma === null) return none;
    if (isReturn && isTopEntry(object, fileOffset)) return this.#table.plain(STEP.ENTRY);
    try {
      return this.#byGo(object, svma, !isReturn) ?? this.#byCfi(object, svma) ?? this.#byPlt(object, svma) ?? none;
    } catch (error) {
      if (error instanceof DecodeError) return none; // as good as none
      throw error;
    }
  }

  /** Before CFI: Go's own says nothing of rbp, and nothing of functions that switch stacks. */
  #byGo({ go, goMoves }: UnwindObject, svma: number, innermost: boolean): number | null {
    const index = go?.find(svma) ?? -1;
    if (go === null || index < 0) return null;
    const frame = go.frame(index);
    if (frame.isTop) return this.#table.plain(STEP.ROOT);
    if (frame.switchesStack && !innermost) return this.#table.plain(STEP.SWITCH);
    const delta = pcValue(frame.spDelta, svma - frame.entry);
    if (delta < 0) return null;
    const moved = goMoves.get(index)?.[Math.floor((svma - frame.entry) / this.#arch.rules.instructionBytes)] ?? 0;
    const rule = this.#arch.rules.go(delta, innermost);
    if (rule === null) return null;
    // It may not have moved yet, or be back: the unwinder looks whether the rule leads anywhere.
    if (frame.switchesStack) return this.#table.rule(rule, GUESS, false, STEP.SWITCH);
    // What the table does not know of: the rule, seen from a stack pointer that lies lower.
    return this.#table.rule({ ...rule, cfaOffset: rule.cfaOffset + moved }, PCSP);
  }

  #byCfi({ cfi }: UnwindObject, svma: number): number | null {
    for (const [index, table] of cfi.entries()) {
      const machine = table.row(svma);
      const known = this.#cfiRows[index];
      if (machine === null || known === undefined) continue;
      const row = known.get(machine.loc);
      if (row >= 0) return row;
      const rule = this.#byRow(table, machine);
      if (rule !== null) known.set(machine.loc, rule);
      return rule;
    }
    return null;
  }

  #byRow(table: CfiTable, machine: CfiMachine): number | null {
    const { returnRegister, isSignalFrame } = machine.fde.cie;
    if (machine.state.kind[returnRegister] === RULE.UNDEFINED) return this.#table.plain(STEP.ROOT);
    if (!machine.state.hasCfa) return null;
    const rule = this.#simple(machine);
    if (rule !== null) return this.#table.rule(rule, CFI, isSignalFrame);
    const { count } = this.#arch.registers;
    return this.#table.slowRule(new SlowRule(table.section, machine.state, returnRegister, isSignalFrame, count), CFI);
  }

  /** The row as a FrameRule; null where it needs more than that can say. */
  #simple({ state, fde }: CfiMachine): FrameRule | null {
    const { count, sp, link, calleeSaved } = this.#arch.registers;
    const { returnRegister } = fde.cie;
    if (state.isCfaExpression || !(state.cfaRegister < count)) return null;
    const returnAddress = returnAddressOf(state, returnRegister, link);
    if (returnAddress === undefined) return null;
    const saved: [number, number][] = [];
    for (let register = 0; register < count; register++) {
      const kind = state.kind[register] as number;
      if (kind === RULE.UNSPECIFIED || register === returnRegister) continue;
      if (register === sp) return null;
      const isCalleeSaved = calleeSaved[register] === 1;
      const isKept = kind === RULE.SAME_VALUE && isCalleeSaved;
      if (kind === RULE.OFFSET && isCalleeSaved) saved.push([register, state.value[register] as number]);
      else if (kind === RULE.UNDEFINED) saved.push([register, NOT_SAVED]);
      else if (!isKept) return null;
    }
    const { cfaRegister, cfaOffset } = state;
    return { cfaRegister, cfaOffset, returnAddress, saved, spIsCfa: true, keeps: "callee-saved" };
  }

  #byPlt({ plt }: UnwindObject, svma: number): number | null {
    const section = plt.find(({ addr, size }) => svma >= addr && svma < addr + size);
    const rule = section === undefined ? null : this.#arch.pltRule(section.name, svma - section.addr);
    return rule === null ? null : this.#table.rule(rule, CFI);
  }
}

/** runtime.systemstack on SW64 gives the entry of runtime.mstart as where to return to. */
function isTopEntry({ go, offsets }: UnwindObject, fileOffset: number): boolean {
  const svma = offsets.svma(fileOffset);
  const index = svma === null || go === null ? -1 : go.find(svma);
  const frame = go === null || index < 0 ? null : go.frame(index);
  return frame?.isTop === true && frame.entry === svma;
}

/** Undefined where only a slow rule can tell. */
function returnAddressOf(state: CfiState, returnRegister: number, link: number): number | null | undefined {
  const kind = state.kind[returnRegister];
  if (kind === RULE.OFFSET) return state.value[returnRegister];
  const isStill = kind === RULE.UNSPECIFIED || kind === RULE.SAME_VALUE;
  return isStill && returnRegister === link ? null : undefined;
}
