import { UNDEMANGLEABLE } from "../undemangleable";
import { sourceText } from "./abiTags";
import { isSimple } from "./expressionNodes";
import { Phrase, Template } from "./nameNodes";
import { type Node, Text } from "./node";
import { isDigit, type Parser } from "./parser";
import { functionQualifiers } from "./qualifiers";
import { substitution } from "./substitutions";
import { PackExpansion, TemplateParameter } from "./templateNodes";
import {
  ArrayType,
  Builtin,
  FunctionType,
  MemberPointer,
  Pointer,
  Reference,
  Suffixed,
  VendorQualified,
} from "./typeNodes";
import { BUILTINS, D_BUILTINS } from "./typeTable";

type Rule = (p: Parser) => Node;

const named: Rule = (p) => p.grammar.name(p);

/** What begins a type and is remembered as a candidate for substitution once it is read. */
const RULES: Readonly<Record<string, Rule>> = {
  P: after((p) => new Pointer(type(p))),
  R: after((p) => new Reference(type(p), false)),
  O: after((p) => new Reference(type(p), true)),
  C: after((p) => new Suffixed(type(p), " _Complex")),
  G: after((p) => new Suffixed(type(p), " _Imaginary")),
  r: qualifiedType,
  V: qualifiedType,
  K: qualifiedType,
  A: after(arrayType),
  M: after((p) => {
    const of = type(p);
    return new MemberPointer(type(p), of);
  }),
  F: functionType,
  U: after(vendorQualified),
  u: after(vendorType),
  N: named,
  Z: named,
  T: templateType,
};

function after(rule: Rule): Rule {
  return (p) => {
    p.at++;
    return rule(p);
  };
}

/** <type> */
export function type(p: Parser): Node {
  return p.nested(() => {
    const character = p.peek();
    if (character === "S") return substitutedType(p);
    if (character === "D") return dType(p);
    const builtin = BUILTINS[character];
    if (builtin !== undefined) {
      p.at++;
      return builtin;
    }
    const rule = isDigit(character) ? named : RULES[character];
    if (rule === undefined) throw UNDEMANGLEABLE;
    return p.remember(rule(p));
  });
}

/** A substitution is no new candidate, unless arguments or names follow it. */
function substitutedType(p: Parser): Node {
  if (p.peek(1) === "t") return p.remember(p.grammar.name(p));
  const found = substitution(p, false);
  return p.peek() === "I" ? p.remember(new Template(found, p.grammar.templateArgs(p))) : found;
}

/** Types of two letters. */
const D_RULES: Readonly<Record<string, Rule>> = {
  T: after(decltype),
  t: after(decltype),
  p: after(packExpansion),
  v: after(vectorType),
  o: qualifiedType,
  O: qualifiedType,
  w: qualifiedType,
  x: qualifiedType,
};

function dType(p: Parser): Node {
  const letter = p.peek(1);
  const builtin = D_BUILTINS[letter];
  if (builtin !== undefined) {
    p.at += 2;
    return builtin;
  }
  if (letter === "F" || letter === "B" || letter === "U") return sizedType(p, letter);
  const rule = D_RULES[letter];
  if (rule === undefined) throw UNDEMANGLEABLE;
  if (rule !== qualifiedType) p.at++;
  return p.remember(rule(p));
}

/** DF <bits> _, DF <bits> x, DF16b; DB <bits> _, DU <bits> _ */
function sizedType(p: Parser, letter: "F" | "B" | "U"): Node {
  p.at += 2;
  const bits = isDigit(p.peek()) ? new Text(String(p.number())) : p.grammar.expression(p);
  if (letter === "F" && p.accept("b")) return new Builtin("std::bfloat16_t", "float");
  const isExtended = letter === "F" && p.accept("x");
  if (!isExtended) p.expect("_");
  if (letter === "F") return new Phrase(["_Float", bits, isExtended ? "x" : ""]);
  return p.remember(new Phrase([letter === "B" ? "signed _BitInt(" : "unsigned _BitInt(", bits, ")"]));
}

/** DT <expression> E */
function decltype(p: Parser): Node {
  const expression = p.grammar.expression(p);
  p.expect("E");
  return new Phrase(["decltype (", expression, ")"]);
}

/** Dp <type> */
function packExpansion(p: Parser): Node {
  const [pattern, parameters] = p.withParameters(() => type(p));
  return new PackExpansion(pattern, parameters, isSimple(pattern));
}

/** Dv <number> _ <type>, Dv _ <expression> _ <type> */
function vectorType(p: Parser): Node {
  const size = isDigit(p.peek()) ? new Text(String(p.number())) : vectorSize(p);
  p.expect("_");
  return new VendorQualified(type(p), new Phrase(["__vector(", size, ")"]));
}

function vectorSize(p: Parser): Node {
  p.expect("_");
  return p.grammar.expression(p);
}

/** Of a function type the qualifiers come after its parameters, of anything else after the type. */
function qualifiedType(p: Parser): Node {
  const qualifiers = functionQualifiers(p);
  if (p.peek() === "F") return functionType(p).qualified(qualifiers);
  let inner = type(p);
  for (const qualifier of qualifiers) {
    inner = qualifier instanceof Text ? new Suffixed(inner, qualifier.text) : new VendorQualified(inner, qualifier);
  }
  return inner;
}

/** F [Y] <bare-function-type> [<ref-qualifier>] E */
function functionType(p: Parser): FunctionType {
  return p.nested(() => {
    p.expect("F");
    p.accept("Y"); // extern "C"
    const returns = type(p);
    const list = parameters(p);
    const qualifiers: Node[] = [];
    if (p.accept("R")) qualifiers.push(new Text(" &"));
    else if (p.accept("O")) qualifiers.push(new Text(" &&"));
    p.expect("E");
    return new FunctionType(returns, list, qualifiers);
  });
}

/** <type>+ up to the end of the list, where void alone means none. */
export function parameters(p: Parser): Node[] {
  const list: Node[] = [];
  while (!p.isAtEnd && p.peek() !== "E" && p.peek() !== "." && !isRefQualifier(p)) list.push(type(p));
  if (list.length === 0) throw UNDEMANGLEABLE;
  return list.length === 1 && list[0] === BUILTINS["v"] ? [] : list;
}

function isRefQualifier(p: Parser): boolean {
  return p.peek(1) === "E" && (p.peek() === "R" || p.peek() === "O");
}

/** A [<number> | <expression>] _ <type> */
function arrayType(p: Parser): Node {
  let dimension: Node | null = null;
  if (isDigit(p.peek())) dimension = new Text(String(p.number()));
  else if (p.peek() !== "_") dimension = p.grammar.expression(p);
  p.expect("_");
  return new ArrayType(type(p), dimension);
}

/** U <source-name> [<template-args>] <type> */
function vendorQualified(p: Parser): Node {
  const qualifier = maybeTemplate(p, new Text(sourceText(p)));
  return new VendorQualified(type(p), qualifier);
}

/** u <source-name> [<template-args>] */
function vendorType(p: Parser): Node {
  return maybeTemplate(p, new Text(sourceText(p)));
}

function maybeTemplate(p: Parser, name: Node): Node {
  return p.peek() === "I" ? new Template(name, p.grammar.templateArgs(p)) : name;
}

/**
 * T_ may itself be a template. In the type of a conversion operator the arguments after it are its own only where
 * more follow for the operator.
 */
function templateType(p: Parser): Node {
  const parameter = templateParameter(p);
  if (p.peek() !== "I") return parameter;
  const back = p.checkpoint();
  p.remember(parameter);
  const args = p.grammar.templateArgs(p);
  if (p.inConversion && p.peek() !== "I") {
    back();
    return parameter;
  }
  return new Template(parameter, args);
}

/** T_, T <number> _, TL <level> __ … */
export function templateParameter(p: Parser): Node {
  p.expect("T");
  if (p.accept("L")) {
    p.number();
    p.expect("_");
  }
  const index = p.compactNumber();
  p.meet(index);
  return new TemplateParameter(index);
}
