import { MAX_REMEMBERED_STATES } from "../limits";
import { CfiReader } from "./cfiReader";
import type { CfiSection } from "./cfiSection";
import { CfiState, RULE } from "./cfiState";
import { readEncodedPointer } from "./encodedPointer";
import type { Fde } from "./fde";

/**
 * Runs the call frame instructions of an FDE (DWARF 5 section 6.4.2): those of its CIE first, which make the initial
 * rules, then its own, each row ending where the next location begins.
 */
export class CfiMachine {
  fde: Fde;
  readonly state = new CfiState();
  loc = 0; // where the row begins
  readonly initial = new CfiState(); // after the CIE: what DW_CFA_restore goes back to
  readonly #section: CfiSection;
  readonly #remembered: CfiState[] = [];
  #depth = 0; // of those, how many are remembered now

  constructor(section: CfiSection, fde: Fde) {
    this.#section = section;
    this.fde = fde;
    this.restart(fde);
  }

  /** Begins another FDE of the section. Making the columns of new states takes longer than running most FDEs. */
  restart(fde: Fde): void {
    this.fde = fde;
    this.loc = fde.start;
    this.#depth = 0;
    this.state.reset();
    this.#run(fde.cie.instructions, fde.cie.end, () => true);
    this.loc = fde.start;
    this.initial.copyFrom(this.state);
  }

  /** False when there is no room for one more. */
  remember(): boolean {
    if (this.#depth === MAX_REMEMBERED_STATES) return false;
    let kept = this.#remembered[this.#depth];
    if (kept === undefined) {
      kept = new CfiState();
      this.#remembered.push(kept);
    }
    kept.copyFrom(this.state);
    this.#depth++;
    return true;
  }

  /** False when nothing is remembered. */
  recall(): boolean {
    if (this.#depth === 0) return false;
    this.state.copyFrom(this.#remembered[--this.#depth] as CfiState);
    return true;
  }

  /** Makes `state` the row that holds at an address inside the FDE. */
  runTo(svma: number): void {
    this.rows((_, end) => end <= svma);
  }

  /**
   * Calls `onRow` with the bounds of each row, while `state` is the row, until it returns false. Throws DecodeError
   * at an instruction that cannot be carried out.
   */
  rows(onRow: (start: number, end: number) => boolean): void {
    const { instructions, instructionsEnd, end } = this.fde;
    let start = this.loc;
    const goesOn = this.#run(instructions, instructionsEnd, (next) => {
      if (next <= start) return true; // no code in between, or a location set back
      const more = onRow(start, Math.min(next, end));
      start = next;
      return more && next < end;
    });
    if (goesOn && start < end) onRow(start, end);
  }

  #run(from: number, to: number, onAdvance: (next: number) => boolean): boolean {
    const reader = new CfiReader(this.#section, from, to);
    while (reader.remaining > 0) {
      const byte = reader.u8();
      const high = byte >>> 6; // three instructions have their operand in the low bits
      const code = high === 0 ? byte : high << 6;
      const advance = ADVANCES[code];
      if (advance !== undefined) {
        const next = advance(this, reader, byte & 0x3f);
        if (!onAdvance(next)) return false;
        this.loc = next;
        continue;
      }
      const change = CHANGES[code];
      if (change === undefined) throw reader.fail("Unsupported", `call frame instruction 0x${byte.toString(16)}`);
      change(this, reader, byte & 0x3f);
    }
    return true;
  }
}

/** Gives the new location. */
type Advance = (machine: CfiMachine, reader: CfiReader, low: number) => number;

/** Changes the rules. */
type Change = (machine: CfiMachine, reader: CfiReader, low: number) => void;

function by(delta: (reader: CfiReader, low: number) => number): Advance {
  return ({ loc, fde }, reader, low) => loc + delta(reader, low) * fde.cie.codeAlign;
}

const ADVANCES: Readonly<Record<number, Advance>> = {
  64: by((_, low) => low), // DW_CFA_advance_loc
  1: ({ fde }, reader) => readEncodedPointer(reader, fde.cie.fdeEncoding, fde.cie.addressBytes), // set_loc
  2: by((reader) => reader.u8()), // advance_loc1
  3: by((reader) => reader.u16()),
  4: by((reader) => reader.u32()),
  29: ({ loc }, reader) => loc + reader.i64(), // MIPS_advance_loc8
};

/** An instruction that gives one register a rule, its operand read by `value`. */
function rule(kind: number, value: (machine: CfiMachine, reader: CfiReader) => number): Change {
  return (machine, reader) => {
    const register = reader.uleb();
    machine.state.set(register, kind, value(machine, reader));
  };
}

const factored = ({ fde }: CfiMachine, reader: CfiReader): number => reader.uleb() * fde.cie.dataAlign;
const factoredSigned = ({ fde }: CfiMachine, reader: CfiReader): number => reader.sleb() * fde.cie.dataAlign;
const nothing = (): number => 0;

function expressionRule(kind: number): Change {
  return ({ state }, reader) => {
    const register = reader.uleb();
    const length = reader.uleb();
    state.set(register, kind, reader.at, length);
    reader.skip(length);
  };
}

function restore({ state, initial }: CfiMachine, register: number): void {
  state.set(register, initial.kind[register] ?? 0, initial.value[register] ?? 0, initial.length[register] ?? 0);
}

const CHANGES: Readonly<Record<number, Change>> = {
  128: ({ state, fde }, reader, register) => state.set(register, RULE.OFFSET, reader.uleb() * fde.cie.dataAlign), // offset
  192: (machine, _, register) => restore(machine, register), // restore
  0: () => {}, // nop
  5: rule(RULE.OFFSET, factored), // offset_extended
  6: (machine, reader) => restore(machine, reader.uleb()), // restore_extended
  7: rule(RULE.UNDEFINED, nothing),
  8: rule(RULE.SAME_VALUE, nothing),
  9: rule(RULE.REGISTER, (_, reader) => reader.uleb()),
  10: (machine, reader) => {
    // remember_state
    if (!machine.remember()) throw reader.fail("TooLarge", `more than ${MAX_REMEMBERED_STATES} remembered states`);
  },
  11: (machine, reader) => {
    // restore_state: the CFA too, which gcc relies on
    if (!machine.recall()) throw reader.fail("Malformed", "restore_state without remember_state");
  },
  12: ({ state }, reader) => state.setCfa(reader.uleb(), reader.uleb()), // def_cfa
  13: ({ state }, reader) => state.setCfa(reader.uleb(), state.isCfaExpression ? 0 : state.cfaOffset), // def_cfa_register
  14: ({ state }, reader) => state.setCfa(state.cfaRegister, reader.uleb()), // def_cfa_offset
  15: ({ state }, reader) => {
    // def_cfa_expression
    const length = reader.uleb();
    state.setCfaExpression(reader.at, length);
    reader.skip(length);
  },
  16: expressionRule(RULE.EXPRESSION),
  17: rule(RULE.OFFSET, factoredSigned), // offset_extended_sf
  18: ({ state, fde }, reader) => state.setCfa(reader.uleb(), reader.sleb() * fde.cie.dataAlign), // def_cfa_sf
  19: ({ state, fde }, reader) => state.setCfa(state.cfaRegister, reader.sleb() * fde.cie.dataAlign), // def_cfa_offset_sf
  20: rule(RULE.VAL_OFFSET, factored),
  21: rule(RULE.VAL_OFFSET, factoredSigned),
  22: expressionRule(RULE.VAL_EXPRESSION),
  45: () => {}, // GNU_window_save, AARCH64_negate_ra_state: nothing on our processors
  46: (_, reader) => {
    reader.uleb(); // GNU_args_size
  },
  47: rule(RULE.OFFSET, (machine, reader) => -factored(machine, reader)), // GNU_negative_offset_extended
};
