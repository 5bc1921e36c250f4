import { DecodeError } from "../../src/model/decodeError";
import { type ExpressionContext, evaluateExpression } from "../object/dwarf/cfiExpression";
import type { CfiSection } from "../object/dwarf/cfiSection";
import { type CfiState, RULE } from "../object/dwarf/cfiState";
import type { StackMemory } from "./stackMemory";

/** A row of CFI that is more than a register and offsets: evaluated anew for every frame. */
export class SlowRule {
  readonly isSignalFrame: boolean;
  readonly #section: CfiSection;
  readonly #state: CfiState;
  readonly #returnRegister: number;
  readonly #registers: number[] = []; // that have a rule

  constructor(
    section: CfiSection,
    state: CfiState,
    returnRegister: number,
    isSignalFrame: boolean,
    registerCount: number,
  ) {
    this.#section = section;
    this.#state = state.clone();
    this.#returnRegister = returnRegister;
    this.isSignalFrame = isSignalFrame;
    for (let register = 0; register < registerCount; register++) {
      if (state.kind[register] !== RULE.UNSPECIFIED) this.#registers.push(register);
    }
  }

  /** The CFA, NaN when it cannot be found. */
  cfa(registers: Float64Array, memory: StackMemory): number {
    const { isCfaExpression, cfaRegister, cfaOffset, cfaLength } = this.#state;
    if (!isCfaExpression) return (registers[cfaRegister] ?? Number.NaN) + cfaOffset;
    return this.#evaluate(cfaOffset, cfaLength, null, registers, memory);
  }

  /**
   * The caller's registers that the row has rules for into `into`, NaN for those that cannot be found; the others of
   * `into` stay. Gives the return address.
   */
  restore(cfa: number, registers: Float64Array, memory: StackMemory, into: Float64Array): number {
    for (const register of this.#registers) into[register] = this.#value(register, cfa, registers, memory);
    const rule = this.#state.kind[this.#returnRegister];
    return rule === RULE.UNSPECIFIED
      ? (registers[this.#returnRegister] ?? Number.NaN)
      : (into[this.#returnRegister] as number);
  }

  #value(register: number, cfa: number, registers: Float64Array, memory: StackMemory): number {
    const { kind, value, length } = this.#state;
    const operand = value[register] as number;
    const expression = (): number =>
      this.#evaluate(operand, length[register] as number, BigInt(cfa), registers, memory);
    switch (kind[register]) {
      case RULE.SAME_VALUE:
        return registers[register] as number;
      case RULE.OFFSET:
        return memory.word(cfa + operand);
      case RULE.VAL_OFFSET:
        return cfa + operand;
      case RULE.REGISTER:
        return registers[operand] ?? Number.NaN;
      case RULE.EXPRESSION:
        return memory.word(expression());
      case RULE.VAL_EXPRESSION:
        return expression();
      default:
        return Number.NaN;
    }
  }

  #evaluate(at: number, length: number, initial: bigint | null, registers: Float64Array, memory: StackMemory): number {
    try {
      const value = evaluateExpression(this.#section, at, length, initial, context(registers, memory));
      return Number(BigInt.asIntN(64, value));
    } catch (error) {
      if (error instanceof DecodeError) return Number.NaN;
      throw error;
    }
  }
}

function context(registers: Float64Array, memory: StackMemory): ExpressionContext {
  return {
    register(number) {
      const value = registers[number] ?? Number.NaN;
      if (Number.isNaN(value)) throw unknown(`register ${number}`);
      return BigInt(value);
    },
    memory(address, bytes) {
      const value = memory.unsigned(Number(BigInt.asIntN(64, address)), bytes);
      if (value === null) throw unknown(`memory at 0x${address.toString(16)}`);
      return value;
    },
  };
}

function unknown(what: string): DecodeError {
  return new DecodeError("Malformed", "stack", 0, `${what} is not known`);
}
