/**
 * Constant expressions of C as they stand in print fmt, where the kernel's macros have left
 * `(( gfp_t)((((1UL))) << (10)))`. Values are 64 bits, unsigned. `REC->field` is whatever the caller says.
 */
export function evaluate(text: string, record: bigint | null = null): bigint | null {
  const tokens = text.match(TOKEN) ?? [];
  if (tokens.length > MAX_TOKENS) return null;
  const parser = new Parser(tokens, record);
  try {
    const value = parser.ternary(0);
    return parser.done ? value : null;
  } catch (error) {
    if (error instanceof NotConstant) return null;
    throw error;
  }
}

const MAX_TOKENS = 10_000;
const MAX_DEPTH = 200;

const TOKEN =
  /REC->\w+|0[xX][0-9a-fA-F]+[uUlL]*|\d+[uUlL]*|'(?:\\.|[^'\\])'|[A-Za-z_]\w*|<<|>>|<=|>=|==|!=|&&|\|\||\S/g;

class NotConstant extends Error {}

/** Binary operators, those that bind the least first. */
const LEVELS: readonly Readonly<Record<string, (a: bigint, b: bigint) => bigint>>[] = [
  { "||": (a, b) => truth(a !== 0n || b !== 0n) },
  { "&&": (a, b) => truth(a !== 0n && b !== 0n) },
  { "|": (a, b) => a | b },
  { "^": (a, b) => a ^ b },
  { "&": (a, b) => a & b },
  { "==": (a, b) => truth(a === b), "!=": (a, b) => truth(a !== b) },
  {
    "<": (a, b) => truth(a < b),
    ">": (a, b) => truth(a > b),
    "<=": (a, b) => truth(a <= b),
    ">=": (a, b) => truth(a >= b),
  },
  { "<<": (a, b) => (b > 63n ? 0n : a << b), ">>": (a, b) => (b > 63n ? 0n : a >> b) },
  { "+": (a, b) => a + b, "-": (a, b) => a - b },
  { "*": (a, b) => a * b, "/": (a, b) => a / nonZero(b), "%": (a, b) => a % nonZero(b) },
];

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "0": "\0" };

class Parser {
  readonly #tokens: readonly string[];
  readonly #record: bigint | null;
  #at = 0;

  constructor(tokens: readonly string[], record: bigint | null) {
    this.#tokens = tokens;
    this.#record = record;
  }

  get done(): boolean {
    return this.#at === this.#tokens.length;
  }

  ternary(depth: number): bigint {
    if (depth > MAX_DEPTH) throw new NotConstant();
    const condition = this.#binary(0, depth);
    if (!this.#take("?")) return condition;
    const yes = this.ternary(depth + 1);
    this.#expect(":");
    const no = this.ternary(depth + 1);
    return condition !== 0n ? yes : no;
  }

  #binary(level: number, depth: number): bigint {
    const operators = LEVELS[level];
    if (operators === undefined) return this.#unary(depth);
    let value = this.#binary(level + 1, depth);
    for (;;) {
      const operator = this.#tokens[this.#at] ?? "";
      if (!Object.hasOwn(operators, operator)) return value;
      this.#at++;
      value = BigInt.asUintN(64, operators[operator]?.(value, this.#binary(level + 1, depth)) ?? 0n);
    }
  }

  #unary(depth: number): bigint {
    if (depth > MAX_DEPTH) throw new NotConstant();
    const token = this.#tokens[this.#at++] ?? "";
    if (token === "(") {
      if (this.#skipType()) return this.#unary(depth + 1); // a cast: everything is 64 bits here
      const value = this.ternary(depth + 1);
      this.#expect(")");
      return value;
    }
    const operand = (): bigint => this.#unary(depth + 1);
    if (token === "-") return BigInt.asUintN(64, -operand());
    if (token === "~") return BigInt.asUintN(64, ~operand());
    if (token === "!") return truth(operand() === 0n);
    if (token === "+") return operand();
    if (/^\d/.test(token)) return literal(token.replace(/[uUlL]+$/, ""));
    if (token.startsWith("REC->") && this.#record !== null) return this.#record;
    if (token.length > 2 && token.startsWith("'")) return BigInt(characterOf(token.slice(1, -1)).charCodeAt(0));
    throw new NotConstant();
  }

  /** Behind "(": passes over "type )", if that is what comes. */
  #skipType(): boolean {
    let at = this.#at;
    while (/^(?!REC->)[A-Za-z_*]/.test(this.#tokens[at] ?? "")) at++;
    if (at === this.#at || this.#tokens[at] !== ")") return false;
    this.#at = at + 1;
    return true;
  }

  #take(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at++;
    return true;
  }

  #expect(token: string): void {
    if (!this.#take(token)) throw new NotConstant();
  }
}

function literal(digits: string): bigint {
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  if (!/^(0[xX][0-9a-fA-F]{1,16}|0o[0-7]{1,22}|\d{1,20})$/.test(octal)) throw new NotConstant();
  return BigInt.asUintN(64, BigInt(octal));
}

function characterOf(text: string): string {
  return text.startsWith("\\") ? (ESCAPES[text.slice(1)] ?? text.slice(1)) : text;
}

function truth(holds: boolean): bigint {
  return holds ? 1n : 0n;
}

function nonZero(value: bigint): bigint {
  if (value === 0n) throw new NotConstant();
  return value;
}
