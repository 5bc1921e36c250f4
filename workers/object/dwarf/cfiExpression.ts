import { DecodeError } from "../../../src/model/decodeError";
import { MAX_EXPRESSION_STACK, MAX_EXPRESSION_STEPS } from "../limits";
import { CfiReader } from "./cfiReader";
import type { CfiSection } from "./cfiSection";

/** What an expression may look at. Both throw DecodeError for what is not known. */
export interface ExpressionContext {
  register(number: number): bigint;
  /** `bytes` little-endian bytes at an address. */
  memory(address: bigint, bytes: number): bigint;
}

/**
 * Evaluates a DWARF expression of CFI (DWARF 5 section 2.5.1), from `start` to `start + length` of the section, in
 * 64-bit arithmetic that wraps. `initial` is on the stack when it begins: the CFA, for a register's rule. The result
 * is the top of the stack. Throws DecodeError for what it cannot do, and past its limits of stack and steps.
 */
export function evaluateExpression(
  section: CfiSection,
  start: number,
  length: number,
  initial: bigint | null,
  context: ExpressionContext,
): bigint {
  const reader = new CfiReader(section, start, start + length);
  const stack = new ExpressionStack(section, start);
  if (initial !== null) stack.push(initial);
  for (let steps = 0; reader.remaining > 0; steps++) {
    if (steps === MAX_EXPRESSION_STEPS) throw reader.fail("TooLarge", `more than ${MAX_EXPRESSION_STEPS} operations`);
    const opcode = reader.u8();
    const operation = OPERATIONS[opcode];
    if (operation === undefined) throw reader.fail("Unsupported", `DW_OP 0x${opcode.toString(16)}`);
    operation({ stack, reader, context, start, initial });
  }
  return stack.pop();
}

class ExpressionStack {
  readonly #values: bigint[] = [];
  readonly #section: CfiSection;
  readonly #start: number;

  constructor(section: CfiSection, start: number) {
    this.#section = section;
    this.#start = start;
  }

  push(value: bigint): void {
    if (this.#values.length >= MAX_EXPRESSION_STACK) throw this.#fail("TooLarge", "the stack is full");
    this.#values.push(BigInt.asUintN(64, value));
  }

  pop(): bigint {
    const value = this.#values.pop();
    if (value === undefined) throw this.#fail("Malformed", "the stack is empty");
    return value;
  }

  popSigned(): bigint {
    return BigInt.asIntN(64, this.pop());
  }

  /** The value at a depth, 0 being the top. */
  pick(depth: number): bigint {
    const value = this.#values[this.#values.length - 1 - depth];
    if (value === undefined) throw this.#fail("Malformed", `pick ${depth} of ${this.#values.length}`);
    return value;
  }

  #fail(code: "Malformed" | "TooLarge", detail: string): DecodeError {
    return new DecodeError(code, `${this.#section.name} expression`, this.#section.fileOffset + this.#start, detail);
  }
}

interface Machine {
  readonly stack: ExpressionStack;
  readonly reader: CfiReader;
  readonly context: ExpressionContext;
  readonly start: number; // of the expression
  readonly initial: bigint | null;
}

type Operation = (machine: Machine) => void;

const literal = (read: (reader: CfiReader) => number): Operation => {
  return ({ stack, reader }) => stack.push(BigInt(read(reader)));
};

/** a, below the top, and b, the top, become one value. */
const binary = (combine: (a: bigint, b: bigint) => bigint): Operation => {
  return ({ stack }) => {
    const b = stack.pop();
    const a = stack.pop();
    stack.push(combine(a, b));
  };
};

const signed = (combine: (a: bigint, b: bigint) => bigint | boolean): Operation => {
  return ({ stack }) => {
    const b = stack.popSigned();
    const a = stack.popSigned();
    stack.push(BigInt(combine(a, b)));
  };
};

const unary = (change: (a: bigint) => bigint): Operation => {
  return ({ stack }) => stack.push(change(stack.popSigned()));
};

const registerPlus = (number: (machine: Machine) => number): Operation => {
  return (machine) => {
    const register = number(machine);
    const offset = BigInt(machine.reader.sleb());
    machine.stack.push(machine.context.register(register) + offset);
  };
};

/** Shifts of 64 and more give what is shifted in. */
const shiftBy = (b: bigint): bigint => (b > 64n ? 64n : b);

function jump({ reader, start }: Machine, delta: number): void {
  const to = reader.at + delta;
  if (!(to >= start && to <= reader.end)) throw reader.fail("Malformed", `a branch by ${delta} leaves the expression`);
  reader.at = to;
}

const nonZero = (reader: CfiReader, divisor: bigint): bigint => {
  if (divisor === 0n) throw reader.fail("Malformed", "division by zero");
  return divisor;
};

/** By DW_OP code. Those of locations, types and calls have no place in CFI. */
const OPERATIONS: Readonly<Record<number, Operation>> = {
  3: ({ stack, reader }) => stack.push(BigInt(reader.address(reader.section.addressBytes))), // addr
  6: ({ stack, context }) => stack.push(context.memory(stack.pop(), 8)), // deref
  8: literal((reader) => reader.u8()), // const1u …
  9: literal((reader) => (reader.u8() << 24) >> 24),
  10: literal((reader) => reader.u16()),
  11: literal((reader) => reader.i16()),
  12: literal((reader) => reader.u32()),
  13: literal((reader) => reader.i32()),
  14: ({ stack, reader }) => stack.push(reader.u64()),
  15: ({ stack, reader }) => stack.push(reader.u64()),
  16: literal((reader) => reader.uleb()), // constu
  17: literal((reader) => reader.sleb()), // consts
  18: ({ stack }) => stack.push(stack.pick(0)), // dup
  19: ({ stack }) => void stack.pop(), // drop
  20: ({ stack }) => stack.push(stack.pick(1)), // over
  21: ({ stack, reader }) => stack.push(stack.pick(reader.u8())), // pick
  22: ({ stack }) => {
    // swap
    const [top, second] = [stack.pop(), stack.pop()];
    stack.push(top);
    stack.push(second);
  },
  23: ({ stack }) => {
    // rot: the top becomes the third
    const [top, second, third] = [stack.pop(), stack.pop(), stack.pop()];
    stack.push(top);
    stack.push(third);
    stack.push(second);
  },
  25: unary((a) => (a < 0n ? -a : a)), // abs
  26: binary((a, b) => a & b),
  27: (machine) => signed((a, b) => a / nonZero(machine.reader, b))(machine), // div
  28: binary((a, b) => a - b),
  29: (machine) => binary((a, b) => a % nonZero(machine.reader, b))(machine), // mod
  30: binary((a, b) => a * b),
  31: unary((a) => -a),
  32: unary((a) => ~a),
  33: binary((a, b) => a | b),
  34: binary((a, b) => a + b),
  35: ({ stack, reader }) => stack.push(stack.pop() + BigInt(reader.uleb())), // plus_uconst
  36: binary((a, b) => a << shiftBy(b)),
  37: binary((a, b) => a >> shiftBy(b)),
  38: binary((a, b) => BigInt.asIntN(64, a) >> shiftBy(b)), // shra
  39: binary((a, b) => a ^ b),
  40: (machine) => {
    // bra
    const delta = machine.reader.i16();
    if (machine.stack.pop() !== 0n) jump(machine, delta);
  },
  41: signed((a, b) => a === b),
  42: signed((a, b) => a >= b),
  43: signed((a, b) => a > b),
  44: signed((a, b) => a <= b),
  45: signed((a, b) => a < b),
  46: signed((a, b) => a !== b),
  47: (machine) => jump(machine, machine.reader.i16()), // skip
  146: registerPlus(({ reader }) => reader.uleb()), // bregx
  148: ({ stack, reader, context }) => {
    // deref_size
    const bytes = reader.u8();
    if (!(bytes >= 1 && bytes <= 8)) throw reader.fail("Malformed", `deref_size ${bytes}`);
    stack.push(context.memory(stack.pop(), bytes));
  },
  150: () => {}, // nop
  156: ({ stack, reader, initial }) => {
    // call_frame_cfa: of no meaning while the CFA itself is being found
    if (initial === null) throw reader.fail("Malformed", "DW_OP_call_frame_cfa in the rule of the CFA");
    stack.push(initial);
  },
  ...table(
    48,
    32,
    (n) =>
      ({ stack }) =>
        stack.push(BigInt(n)),
  ), // lit0 …
  ...table(112, 32, (n) => registerPlus(() => n)), // breg0 …
};

function table(first: number, count: number, make: (n: number) => Operation): Record<number, Operation> {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [first + n, make(n)]));
}
