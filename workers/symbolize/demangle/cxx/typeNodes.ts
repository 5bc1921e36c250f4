import { Local, Template } from "./nameNodes";
import { Node, type Shape, Text, type Writer } from "./node";
import { TemplateParameter } from "./templateNodes";

/** How a literal of the type is written: its value alone, with a suffix, or after "(type)". */
export type LiteralStyle = "cast" | "float" | "bool" | "" | "u" | "l" | "ul" | "ll" | "ull";

export class Builtin extends Text {
  readonly literal: LiteralStyle;

  constructor(text: string, literal: LiteralStyle) {
    super(text);
    this.literal = literal;
  }
}

/** What stands around a type: `*`, `&`, ` const`; written beside the inner type's name. */
export class Suffixed extends Node {
  readonly type: Node;
  readonly suffix: string;

  constructor(type: Node, suffix: string) {
    super();
    this.type = type;
    this.suffix = suffix;
  }

  left(out: Writer): void {
    out.left(this.type);
    if (!this.#isRepeated(out)) out.add(this.suffix);
  }

  override right(out: Writer): void {
    out.right(this.type);
  }

  override shape(out: Writer): Shape {
    return this.type.shape(out);
  }

  /** Whether what a template parameter stands for has it already: const T where T is const. */
  #isRepeated(out: Writer): boolean {
    if (!(this.type instanceof TemplateParameter)) return false;
    const type = this.type.actual(out);
    return type instanceof Suffixed && type.suffix === this.suffix;
  }
}

/** Vendor's qualifier: ` AS1`, ` __vector`. */
export class VendorQualified extends Node {
  readonly type: Node;
  readonly qualifier: Node;

  constructor(type: Node, qualifier: Node) {
    super();
    this.type = type;
    this.qualifier = qualifier;
  }

  left(out: Writer): void {
    out.left(this.type);
    out.add(" ");
    out.node(this.qualifier);
  }

  override right(out: Writer): void {
    out.right(this.type);
  }
}

abstract class Indirect extends Node {
  readonly target: Node;

  constructor(target: Node) {
    super();
    this.target = target;
  }

  protected open(out: Writer, target: Node, mark: string): void {
    out.left(target);
    if (!needsParentheses(target.shape(out))) {
      out.add(mark);
      return;
    }
    // "void (*", "void (*(*", but "int* (*" of an array
    const last = out.lastCharacter;
    const isInside = target.shape(out) === "function" && (last === "(" || last === "*" || last === " ");
    out.add(isInside ? "(" : " (");
    out.add(mark);
  }

  protected close(out: Writer, target: Node): void {
    if (needsParentheses(target.shape(out))) out.add(")");
    out.right(target);
  }

  protected shapeAround(out: Writer, target: Node): Shape {
    return target.shape(out) === "plain" ? "plain" : "wrapped";
  }
}

function needsParentheses(shape: Shape): boolean {
  return shape === "function" || shape === "array";
}

export class Pointer extends Indirect {
  left(out: Writer): void {
    this.open(out, this.target, "*");
  }

  override right(out: Writer): void {
    this.close(out, this.target);
  }

  override shape(out: Writer): Shape {
    return this.shapeAround(out, this.target);
  }
}

/** T& and T&&. A reference to a reference is one: "&&" only where both are. */
export class Reference extends Indirect {
  readonly isRvalue: boolean;

  constructor(target: Node, isRvalue: boolean) {
    super(target);
    this.isRvalue = isRvalue;
  }

  left(out: Writer): void {
    const [target, mark] = this.#collapsed(out);
    this.open(out, target, mark);
  }

  override right(out: Writer): void {
    this.close(out, this.#collapsed(out)[0]);
  }

  override shape(out: Writer): Shape {
    return this.shapeAround(out, this.#collapsed(out)[0]);
  }

  #collapsed(out: Writer): readonly [Node, "&" | "&&"] {
    let target = this.target;
    let isRvalue = this.isRvalue;
    for (let inner = target.actual(out); inner instanceof Reference; inner = target.actual(out)) {
      isRvalue &&= inner.isRvalue;
      target = inner.target;
    }
    return [target, isRvalue ? "&&" : "&"];
  }
}

/** Class::* */
export class MemberPointer extends Node {
  readonly member: Node;
  readonly of: Node;

  constructor(member: Node, of: Node) {
    super();
    this.member = member;
    this.of = of;
  }

  left(out: Writer): void {
    out.left(this.member);
    if (needsParentheses(this.member.shape(out))) out.add(out.lastCharacter === " " ? "(" : " (");
    else if (out.lastCharacter !== "(") out.add(" ");
    out.node(this.of);
    out.add("::*");
  }

  override right(out: Writer): void {
    if (needsParentheses(this.member.shape(out))) out.add(")");
    out.right(this.member);
  }

  override shape(out: Writer): Shape {
    return this.member.shape(out) === "plain" ? "plain" : "wrapped";
  }
}

/** A function's type: `returns (parameters) qualifiers`. */
export class FunctionType extends Node {
  readonly returns: Node | null;
  readonly parameters: readonly Node[];
  readonly qualifiers: readonly Node[];

  constructor(returns: Node | null, parameters: readonly Node[], qualifiers: readonly Node[]) {
    super();
    this.returns = returns;
    this.parameters = parameters;
    this.qualifiers = qualifiers;
  }

  qualified(more: readonly Node[]): FunctionType {
    return new FunctionType(this.returns, this.parameters, [...this.qualifiers, ...more]);
  }

  left(out: Writer): void {
    if (this.returns === null) return;
    out.left(this.returns);
    if (this.returns.shape(out) === "plain") out.add(" ");
  }

  override right(out: Writer): void {
    out.add("(");
    out.list(this.parameters);
    out.add(")");
    for (const qualifier of this.qualifiers) out.node(qualifier);
    if (this.returns !== null) out.right(this.returns);
  }

  override shape(): "function" {
    return "function";
  }
}

/** A function or variable with its type around its name. */
export class Typed extends Node {
  readonly name: Node;
  readonly type: FunctionType;

  constructor(name: Node, type: FunctionType) {
    super();
    this.name = name;
    this.type = type;
  }

  left(out: Writer): void {
    const outer = out.scope;
    const args = templateArguments(this.name);
    const scope = args === null ? outer : { args, outer };
    out.scope = scope;
    out.left(this.type);
    out.scope = outer;
    out.node(this.name);
    out.scope = scope;
    out.right(this.type);
    out.scope = outer;
  }
}

/** What T_ in the type of this name stands for. */
function templateArguments(name: Node): readonly Node[] | null {
  if (name instanceof Local) return templateArguments(name.name);
  return name instanceof Template ? name.args : null;
}

/** element [dimension] */
export class ArrayType extends Node {
  readonly element: Node;
  readonly dimension: Node | null;

  constructor(element: Node, dimension: Node | null) {
    super();
    this.element = element;
    this.dimension = dimension;
  }

  left(out: Writer): void {
    out.left(this.element);
  }

  override right(out: Writer): void {
    if (out.lastCharacter !== "]") out.add(" ");
    out.add("[");
    if (this.dimension !== null) out.node(this.dimension);
    out.add("]");
    out.right(this.element);
  }

  override shape(): "array" {
    return "array";
  }
}
