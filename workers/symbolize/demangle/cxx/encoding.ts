import { UNDEMANGLEABLE } from "../undemangleable";
import { Conversion, Local, Phrase, Qualified, Structor, Template } from "./nameNodes";
import { qualifiedName } from "./names";
import type { Node } from "./node";
import type { Parser } from "./parser";
import { specialName } from "./specialNames";
import { FunctionType, Typed } from "./typeNodes";

/**
 * <encoding>: <function name> <bare-function-type> | <data name> | <special-name>
 */
export function encoding(p: Parser, withReturnType: boolean): Node {
  return p.nested(() => {
    const character = p.peek();
    if (character === "T" || character === "G") return specialName(p);
    const { name, qualifiers } = qualifiedName(p);
    if (p.isAtEnd || p.peek() === "E" || p.peek() === ".") {
      return qualifiers.length === 0 ? name : new Phrase([name, ...qualifiers]);
    }
    const hasReturnType = p.accept("J") || isTemplate(name);
    const returns = hasReturnType ? p.grammar.type(p) : null;
    // The function around a local name is written without what it returns, which would look like the local's type.
    return new Typed(name, new FunctionType(withReturnType ? returns : null, p.grammar.parameters(p), qualifiers));
  });
}

/** Of templates the return type is mangled, but for constructors, destructors and conversions. */
function isTemplate(name: Node): boolean {
  if (name instanceof Local) return isTemplate(name.name);
  return name instanceof Template && !isStructor(name.name);
}

function isStructor(name: Node): boolean {
  if (name instanceof Qualified || name instanceof Local) return isStructor(name.name);
  return name instanceof Structor || name instanceof Conversion;
}

/** <mangled-name> with what compilers append to the names of a function's copies: .isra.0, .cold */
export function mangledName(p: Parser): Node {
  p.expect("_Z");
  let node = encoding(p, true);
  for (let suffix = cloneSuffix(p); suffix !== ""; suffix = cloneSuffix(p)) {
    node = new Phrase([node, ` [clone ${suffix}]`]);
  }
  if (!p.isAtEnd) throw UNDEMANGLEABLE;
  return node;
}

const CLONE_SUFFIX = /\.(?:[a-z_][a-z0-9_]*|\d+)(?:\.\d+)*/y;

function cloneSuffix(p: Parser): string {
  CLONE_SUFFIX.lastIndex = p.at;
  const found = CLONE_SUFFIX.exec(p.text)?.[0] ?? "";
  p.at += found.length;
  return found;
}
