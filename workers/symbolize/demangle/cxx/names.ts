import { UNDEMANGLEABLE } from "../undemangleable";
import { Local, Qualified, Template } from "./nameNodes";
import { type Node, Text } from "./node";
import type { Parser } from "./parser";
import { functionQualifiers } from "./qualifiers";
import { std, substitution } from "./substitutions";
import { discriminator } from "./unqualifiedNames";

/** A name whose function has qualifiers after its parameters: `const`, `&`. They are taken off by the encoding. */
export interface NameWithQualifiers {
  readonly name: Node;
  readonly qualifiers: readonly Node[];
}

/** A name that is no function with qualifiers. */
export function name(p: Parser): Node {
  return qualifiedName(p).name;
}

/**
 * <name>: <nested-name> | <local-name> | <unscoped-name> | <unscoped-template-name> <template-args>
 */
export function qualifiedName(p: Parser): NameWithQualifiers {
  return p.nested(() => {
    switch (p.peek()) {
      case "N":
        return nestedName(p);
      case "Z":
        return localName(p);
      case "S":
        if (p.peek(1) !== "t") {
          const found = substitution(p, false);
          return plain(p.peek() === "I" ? template(p, found) : found);
        }
        p.at += 2;
        return plain(maybeTemplate(p, new Qualified(std, p.grammar.unqualifiedName(p, null))));
      default:
        return plain(maybeTemplate(p, p.grammar.unqualifiedName(p, null)));
    }
  });
}

function plain(name: Node): NameWithQualifiers {
  return { name, qualifiers: [] };
}

function maybeTemplate(p: Parser, name: Node): Node {
  return p.peek() === "I" ? template(p, p.remember(name)) : name;
}

function template(p: Parser, name: Node): Node {
  return new Template(name, p.grammar.templateArgs(p));
}

/** N [<CV-qualifiers>] [<ref-qualifier>] <prefix> E */
function nestedName(p: Parser): NameWithQualifiers {
  p.expect("N");
  const qualifiers = functionQualifiers(p);
  if (p.accept("R")) qualifiers.push(new Text(" &"));
  else if (p.accept("O")) qualifiers.push(new Text(" &&"));
  return { name: prefix(p), qualifiers };
}

/** Each of its steps but the last may be referred to later; a bare substitution is already one that is. */
function prefix(p: Parser): Node {
  let scope: Node | null = null;
  for (;;) {
    const character = p.peek();
    if (p.accept("E")) break;
    if (p.accept("M")) continue; // a member's initializer, which a lambda is in: nothing of it is written
    let isBare = false;
    if (character === "I") {
      if (scope === null) throw UNDEMANGLEABLE;
      scope = template(p, scope);
    } else {
      const step = prefixStep(p, character, scope);
      isBare = character === "S";
      scope = step;
    }
    if (!isBare && p.peek() !== "E") p.remember(scope);
  }
  if (scope === null) throw UNDEMANGLEABLE;
  return scope;
}

function prefixStep(p: Parser, character: string, scope: Node | null): Node {
  if (scope === null) {
    if (character === "S") return substitution(p, true);
    if (character === "T") return p.grammar.templateParameter(p);
    if (character === "D" && /^D[tT]/.test(p.peek() + p.peek(1))) return p.grammar.type(p);
  }
  const step = p.grammar.unqualifiedName(p, scope);
  return scope === null ? step : new Qualified(scope, step);
}

/** Z <encoding> E <name> [<discriminator>], Z <encoding> Ed [<number>] _ <name>, Z <encoding> Es [<discriminator>] */
function localName(p: Parser): NameWithQualifiers {
  p.expect("Z");
  const func = p.grammar.encoding(p, false);
  p.expect("E");
  if (p.accept("s")) {
    discriminator(p);
    return plain(new Local(func, new Text("string literal"), 0));
  }
  const defaultArg = p.accept("d") ? p.compactNumber() + 1 : 0;
  const inner = qualifiedName(p);
  discriminator(p);
  return { name: new Local(func, inner.name, defaultArg), qualifiers: inner.qualifiers };
}
