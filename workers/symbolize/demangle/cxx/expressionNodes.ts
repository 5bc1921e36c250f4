import { Pack, Qualified } from "./nameNodes";
import { Node, Text, type Writer } from "./node";
import type { Operator } from "./operators";
import { PackExpansion, packOf } from "./templateNodes";
import { Builtin, FunctionType, Typed } from "./typeNodes";

/** {parm#1}, this */
export class FunctionParameter extends Text {}

/** type{a, b} */
export class InitializerList extends Node {
  readonly type: Node | null;
  readonly values: readonly Node[];

  constructor(type: Node | null, values: readonly Node[]) {
    super();
    this.type = type;
    this.values = values;
  }

  left(out: Writer): void {
    if (this.type !== null) out.node(this.type);
    out.add("{");
    out.list(this.values);
    out.add("}");
  }
}

/** What needs no parentheses as an operand. */
const SIMPLE: readonly (abstract new (...args: never) => Node)[] = [Qualified, InitializerList, FunctionParameter];

export function isSimple(node: Node): boolean {
  return node.constructor === Text || SIMPLE.some((type) => node instanceof type);
}

export class Operand extends Node {
  readonly value: Node;

  constructor(value: Node) {
    super();
    this.value = value;
  }

  left(out: Writer): void {
    const simple = isSimple(this.value);
    if (!simple) out.add("(");
    out.node(this.value);
    if (!simple) out.add(")");
  }
}

/** &A::f, without the parameters that overloading would need */
export function addressOf(operand: Node): Node {
  const isPlain = operand instanceof Typed && operand.name instanceof Qualified && operand.type.qualifiers.length === 0;
  return isPlain ? operand.name : operand;
}

/** (a)+(b); around ">" one more pair, so that it does not end a list of template arguments. */
export class Binary extends Node {
  readonly operator: Operator;
  readonly a: Node;
  readonly b: Node;

  constructor(operator: Operator, a: Node, b: Node) {
    super();
    this.operator = operator;
    this.a = a;
    this.b = b;
  }

  left(out: Writer): void {
    const greater = this.operator.text === ">";
    if (greater) out.add("(");
    out.node(new Operand(this.a));
    out.add(this.operator.text);
    out.node(new Operand(this.b));
    if (greater) out.add(")");
  }
}

/** (a)?(b) : (c) */
export class Conditional extends Node {
  readonly condition: Node;
  readonly yes: Node;
  readonly no: Node;

  constructor(condition: Node, yes: Node, no: Node) {
    super();
    this.condition = condition;
    this.yes = yes;
    this.no = no;
  }

  left(out: Writer): void {
    out.node(new Operand(this.condition));
    out.add("?");
    out.node(new Operand(this.yes));
    out.add(" : ");
    out.node(new Operand(this.no));
  }
}

/** (type)value, or as the language writes a value of the type: 5u, true, -1 */
export class Literal extends Node {
  readonly type: Node;
  readonly value: string;
  readonly isNegative: boolean;

  constructor(type: Node, value: string, isNegative: boolean) {
    super();
    this.type = type;
    this.value = value;
    this.isNegative = isNegative;
  }

  left(out: Writer): void {
    const style = this.type instanceof Builtin ? this.type.literal : "cast";
    const value = this.isNegative ? `-${this.value}` : this.value;
    if (style === "bool" && (value === "0" || value === "1")) {
      out.add(value === "1" ? "true" : "false");
      return;
    }
    if (style !== "cast" && style !== "float" && style !== "bool") {
      out.add(`${value}${style}`);
      return;
    }
    out.add("(");
    out.node(this.type);
    out.add(")");
    if (style !== "float") out.add(value);
    else out.add(`${this.isNegative ? "-" : ""}[${this.value}]`);
  }
}

/** A function in an expression is called with values: its own parameters are not written. */
export function callee(node: Node): Node {
  return node instanceof Typed && node.type instanceof FunctionType ? node.name : node;
}

/** sizeof...(pack): how many arguments it has */
export class PackSize extends Node {
  readonly operand: Node;
  readonly parameters: readonly number[];

  constructor(operand: Node, parameters: readonly number[]) {
    super();
    this.operand = operand;
    this.parameters = parameters;
  }

  left(out: Writer): void {
    const pack = packOf(this.parameters, out);
    if (pack !== null) {
      out.add(String(pack.elements.length));
      return;
    }
    out.add("sizeof...(");
    out.node(this.operand);
    out.add(")");
  }
}

/** sizeof... of the arguments of an alias template */
export class ArgumentCount extends Node {
  readonly args: readonly Node[];

  constructor(args: readonly Node[]) {
    super();
    this.args = args;
  }

  left(out: Writer): void {
    const count = this.args.reduce((sum, arg) => {
      const pack = arg instanceof PackExpansion ? packOf(arg.parameters, out) : arg instanceof Pack ? arg : null;
      return sum + (pack === null ? 1 : pack.elements.length);
    }, 0);
    out.add(String(count));
  }
}
