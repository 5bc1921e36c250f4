import { UNDEMANGLEABLE } from "../undemangleable";
import { Pack } from "./nameNodes";
import { Node, type Shape, type Writer } from "./node";

/** pattern... : once per argument of the pack in it, or with the dots where none is known. */
export class PackExpansion extends Node {
  readonly pattern: Node;
  readonly parameters: readonly number[];
  /** Whether the pattern, followed by dots, needs no parentheses. */
  readonly isSimple: boolean;

  /** `parameters`: those that the pattern refers to, by index, in its order. */
  constructor(pattern: Node, parameters: readonly number[], isSimple: boolean) {
    super();
    this.pattern = pattern;
    this.parameters = parameters;
    this.isSimple = isSimple;
  }

  left(out: Writer): void {
    const pack = packOf(this.parameters, out);
    if (pack === null) {
      if (!this.isSimple) out.add("(");
      out.node(this.pattern);
      out.add(this.isSimple ? "..." : ")...");
      return;
    }
    const outer = out.packIndex;
    for (let index = 0; index < pack.elements.length; index++) {
      if (index > 0) out.add(", ");
      out.packIndex = index;
      out.node(this.pattern);
    }
    out.packIndex = outer;
  }
}

/** The first parameter of these that stands for a pack. */
export function packOf(parameters: readonly number[], out: Writer): Pack | null {
  if (out.inLambda) return null;
  for (const index of parameters) {
    const argument = out.scope?.args[index];
    if (argument instanceof Pack) return argument;
  }
  return null;
}

/**
 * T_: the argument it stands for where it is written, or `auto:1` in a generic lambda's parameters. A substitution may
 * have been read in the name of another template.
 */
export class TemplateParameter extends Node {
  readonly index: number;

  constructor(index: number) {
    super();
    this.index = index;
  }

  left(out: Writer): void {
    if (out.inLambda) out.add(`auto:${this.index + 1}`);
    else this.#inOuterScope(out, (argument) => out.left(argument));
  }

  override right(out: Writer): void {
    if (!out.inLambda) this.#inOuterScope(out, (argument) => out.right(argument));
  }

  override shape(out: Writer): Shape {
    return out.inLambda ? "plain" : this.#inOuterScope(out, (argument) => argument.shape(out));
  }

  override actual(out: Writer): Node {
    return out.inLambda ? this : this.#inOuterScope(out, (argument) => argument.actual(out));
  }

  /** An argument may be written with parameters of the template around it. */
  #inOuterScope<T>(out: Writer, write: (argument: Node) => T): T {
    const { scope } = out;
    const argument = scope?.args[this.index];
    if (scope === null || argument === undefined) throw UNDEMANGLEABLE;
    out.scope = scope.outer;
    const result = write(argument instanceof Pack ? (argument.elements[out.packIndex] ?? argument) : argument);
    out.scope = scope;
    return result;
  }
}
