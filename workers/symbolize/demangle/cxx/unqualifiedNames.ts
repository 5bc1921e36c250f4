import { UNDEMANGLEABLE } from "../undemangleable";
import { abiTags, sourceText } from "./abiTags";
import {
  Conversion,
  Lambda,
  Local,
  Phrase,
  Qualified,
  StdAbbreviation,
  Structor,
  StructuredBinding,
  Tagged,
  Template,
} from "./nameNodes";
import { type Node, Text } from "./node";
import { OPERATORS, operatorFunction } from "./operators";
import { isDigit, type Parser } from "./parser";

type Rule = (p: Parser, scope: Node | null) => Node;

/** <unqualified-name>: by its first character; digits and operators apart. */
const RULES: Readonly<Record<string, Rule>> = {
  C: constructorName,
  D: (p, scope) => (p.peek(1) === "C" ? structuredBinding(p) : destructorName(p, scope)),
  U: (p) => (p.peek(1) === "l" ? lambda(p) : unnamedType(p)),
  L: internalName,
};

/** `scope` is what the name is in: a constructor is called like it. */
export function unqualifiedName(p: Parser, scope: Node | null): Node {
  return p.nested(() => {
    const character = p.peek();
    const rule = isDigit(character) ? sourceName : /^[a-z]$/.test(character) ? operatorName : RULES[character];
    if (rule === undefined) throw UNDEMANGLEABLE;
    return abiTags(p, rule(p, scope));
  });
}

/** What compilers call a namespace without a name: _GLOBAL__N_1. */
const ANONYMOUS = /^_GLOBAL_[._$]N/;

function sourceName(p: Parser): Node {
  const text = sourceText(p);
  return new Text(ANONYMOUS.test(text) ? "(anonymous namespace)" : text);
}

/** L <source-name> [<discriminator>]: static */
function internalName(p: Parser): Node {
  p.expect("L");
  const name = sourceName(p);
  discriminator(p);
  return name;
}

function operatorName(p: Parser): Node {
  p.accept("on"); // as a name inside an expression
  if (p.accept("cv")) return conversion(p);
  if (p.peek() === "v" && isDigit(p.peek(1))) {
    p.at += 2;
    return new Phrase(["operator ", sourceName(p)]);
  }
  const code = p.next() + p.next();
  const operator = OPERATORS.get(code);
  if (operator === undefined) throw UNDEMANGLEABLE;
  if (code === "li") return new Phrase([operator.text, sourceName(p)]);
  return new Text(operatorFunction(operator));
}

/** cv <type> */
function conversion(p: Parser): Node {
  const outer = p.inConversion;
  p.inConversion = true;
  const type = p.grammar.type(p);
  p.inConversion = outer;
  return new Conversion(type);
}

/** C1 complete, C2 base, C3 allocating, C4 and C5 for both; CI1 <type> inherited. */
function constructorName(p: Parser, scope: Node | null): Node {
  p.expect("C");
  const isInherited = p.accept("I");
  if (!/^[1-5]$/.test(p.next()) || scope === null) throw UNDEMANGLEABLE;
  if (isInherited) p.grammar.type(p);
  return new Structor(classNameOf(scope), false);
}

function destructorName(p: Parser, scope: Node | null): Node {
  p.expect("D");
  if (!/^[01245]$/.test(p.next()) || scope === null) throw UNDEMANGLEABLE;
  return new Structor(classNameOf(scope), true);
}

/** DC <source-name>+ E */
function structuredBinding(p: Parser): Node {
  p.expect("DC");
  return new StructuredBinding(p.listUntil("E", () => sourceName(p)));
}

/** Ul <type>+ E [<number>] _ */
function lambda(p: Parser): Node {
  p.expect("Ul");
  const parameters = p.grammar.parameters(p);
  p.expect("E");
  return new Lambda(parameters, p.compactNumber() + 1);
}

/** Ut [<number>] _ */
function unnamedType(p: Parser): Node {
  p.expect("Ut");
  return new Text(`{unnamed type#${p.compactNumber() + 1}}`);
}

/** _ <digit> | __ <number> _ : which of several entities of that name. It is not written. */
export function discriminator(p: Parser): void {
  if (p.peek() !== "_" || !(p.peek(1) === "_" || isDigit(p.peek(1)))) return;
  p.at++;
  const isLong = p.accept("_");
  p.number();
  if (isLong) p.accept("_");
}

/** What a constructor of the class is called. */
export function classNameOf(scope: Node): string {
  if (scope instanceof Text) return scope instanceof StdAbbreviation ? scope.className : scope.text;
  if (scope instanceof Qualified || scope instanceof Template || scope instanceof Local) return classNameOf(scope.name);
  if (scope instanceof Tagged) return classNameOf(scope.name);
  throw UNDEMANGLEABLE;
}
