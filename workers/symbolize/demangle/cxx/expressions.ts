import { UNDEMANGLEABLE } from "../undemangleable";
import {
  ArgumentCount,
  addressOf,
  Binary,
  Conditional,
  callee,
  FunctionParameter,
  InitializerList,
  isSimple,
  Literal,
  Operand,
  PackSize,
} from "./expressionNodes";
import { List, Phrase, Qualified, Template } from "./nameNodes";
import { type Node, Text } from "./node";
import { OPERATORS, type Operator } from "./operators";
import { isDigit, type Parser } from "./parser";
import { PackExpansion } from "./templateNodes";

type Rule = (p: Parser) => Node;

/** <expression>s that are no operator with operands, by their first two letters. */
const RULES: Readonly<Record<string, Rule>> = {
  sr: scopeResolution,
  sp: expansion,
  fp: functionParameter,
  fL: nestedFunctionParameter,
  il: (p) => new InitializerList(null, expressionList(p)),
  tl: (p) => {
    const type = p.grammar.type(p);
    return new InitializerList(type, expressionList(p));
  },
  on: (p) => {
    p.at -= 2;
    return simpleName(p);
  },
};

export function expression(p: Parser): Node {
  return p.nested(() => {
    const character = p.peek();
    if (character === "L") return primary(p);
    if (character === "T") return p.grammar.templateParameter(p);
    if (isDigit(character)) return simpleName(p);
    const code = character + p.peek(1);
    const rule = code === "fL" && !isDigit(p.peek(2)) ? undefined : RULES[code];
    if (rule !== undefined) {
      p.at += 2;
      return rule(p);
    }
    return operation(p);
  });
}

/** <expr-primary>: L <type> <value> E, L <mangled-name> E */
export function primary(p: Parser): Node {
  p.expect("L");
  if (p.accept("_Z") || p.accept("Z")) {
    const entity = p.grammar.encoding(p, true);
    p.expect("E");
    return entity;
  }
  const type = p.grammar.type(p);
  if (p.accept("E")) return type; // decltype(nullptr)
  const isNegative = p.accept("n");
  const start = p.at;
  while (p.peek() !== "E") p.next();
  const value = p.text.slice(start, p.at);
  p.expect("E");
  return new Literal(type, value, isNegative);
}

function expressionList(p: Parser): Node[] {
  return p.listUntil("E", () => expression(p));
}

/**
 * sr <type> <name>, sr <level>+ E <name>; srN <type> <level>+ E <name> reads like the first. GCC writes a type where Clang writes a level and
 * E; the E after two names may end the expression that GCC's form is in, unless a third name follows.
 */
function scopeResolution(p: Parser): Node {
  if (isDigit(p.peek())) {
    const back = p.checkpoint();
    let scope = simpleName(p);
    let names = 1;
    for (; isDigit(p.peek()); names++) scope = new Qualified(scope, simpleName(p));
    if ((names !== 2 || isDigit(p.peek(1))) && p.accept("E")) return lastLevel(p, scope);
    back();
  }
  const scope = p.grammar.type(p);
  return new Qualified(scope, simpleName(p));
}

function lastLevel(p: Parser, scope: Node): Node {
  const name = new Qualified(scope, p.grammar.unqualifiedName(p, null));
  return p.peek() === "I" ? new Template(name, p.grammar.templateArgs(p)) : name;
}

function simpleName(p: Parser): Node {
  const name = p.grammar.unqualifiedName(p, null);
  return p.peek() === "I" ? new Template(name, p.grammar.templateArgs(p)) : name;
}

/** sp <expression> */
function expansion(p: Parser): Node {
  const [pattern, parameters] = p.withParameters(() => expression(p));
  return new PackExpansion(pattern, parameters, isSimple(pattern));
}

/** fpT, fp [<CV-qualifiers>] [<number>] _ */
function functionParameter(p: Parser): Node {
  if (p.accept("T")) return new FunctionParameter("this");
  while (/^[rVK]$/.test(p.peek())) p.at++;
  return new FunctionParameter(`{parm#${p.compactNumber() + 1}}`);
}

/** fL <number> p … : a parameter of a function further out. */
function nestedFunctionParameter(p: Parser): Node {
  p.number();
  p.expect("p");
  return functionParameter(p);
}

type Operation = (p: Parser, operator: Operator, code: string) => Node;

/** Operators whose operands are not just expressions. */
const OPERATIONS: Readonly<Record<string, Operation>> = {
  ad: (p) => new Phrase(["&", new Operand(addressOf(expression(p)))]),
  cl: (p) => {
    const func = new Operand(callee(expression(p)));
    return new Phrase([func, "(", new List(expressionList(p)), ")"]);
  },
  cv: (p) => {
    const type = p.grammar.type(p);
    const values = p.accept("_") ? new Phrase(["(", new List(expressionList(p)), ")"]) : new Operand(expression(p));
    return new Phrase(["(", type, ")", values]);
  },
  dt: member,
  pt: member,
  gs: (p) => new Phrase(["::", expression(p)]),
  ix: (p) => {
    const array = new Operand(expression(p));
    return new Phrase([array, "[", expression(p), "]"]);
  },
  mm: step,
  pp: step,
  nw: newExpression,
  na: newExpression,
  nx: (p, operator) => new Phrase([operator.text, "(", expression(p), ")"]),
  qu: (p) => new Conditional(expression(p), expression(p), expression(p)),
  st: (p, operator) => new Phrase([operator.text, "(", p.grammar.type(p), ")"]),
  ti: (p, operator) => new Phrase([operator.text, "(", p.grammar.type(p), ")"]),
  at: (p, operator) => new Phrase([operator.text, "(", p.grammar.type(p), ")"]),
  cc: cast,
  dc: cast,
  rc: cast,
  sc: cast,
  sZ: (p) => {
    const [operand, parameters] = p.withParameters(() => expression(p));
    return new PackSize(operand, parameters);
  },
  sP: (p) => new ArgumentCount(p.listUntil("E", () => templateArgument(p))),
  fl: fold,
  fr: fold,
  fL: fold,
  fR: fold,
};

function operation(p: Parser): Node {
  const code = p.next() + p.next();
  const operator = code === "cv" ? { text: "", operands: 1 } : OPERATORS.get(code);
  if (operator === undefined) throw UNDEMANGLEABLE;
  const rule = OPERATIONS[code];
  if (rule !== undefined) return rule(p, operator, code);
  if (operator.operands === 0) return new Text(operator.text);
  const a = expression(p);
  if (operator.operands === 1) return new Phrase([operator.text, new Operand(a)]);
  return new Binary(operator, a, expression(p));
}

/** a.b, a->b */
function member(p: Parser, operator: Operator): Node {
  const object = new Operand(expression(p));
  return new Phrase([object, operator.text, new Operand(isDigit(p.peek()) ? simpleName(p) : expression(p))]);
}

/** pp_ a: ++a; pp a: a++ */
function step(p: Parser, operator: Operator): Node {
  if (p.accept("_")) return new Phrase([operator.text, new Operand(expression(p))]);
  return new Phrase([new Operand(expression(p)), operator.text]);
}

function cast(p: Parser, operator: Operator): Node {
  const type = p.grammar.type(p);
  return new Phrase([operator.text, "<", type, ">(", expression(p), ")"]);
}

/** nw <expression>* _ <type> (E | pi <expression>* E | il …) */
function newExpression(p: Parser): Node {
  const placement = p.listUntil("_", () => expression(p));
  const type = p.grammar.type(p);
  const parts: (string | Node)[] = ["new "];
  if (placement.length > 0) parts.push("(", new List(placement), ") ");
  parts.push(type);
  if (p.accept("E")) return new Phrase(parts);
  if (p.accept("pi")) return new Phrase([...parts, "(", new List(expressionList(p)), ")"]);
  return new Phrase([...parts, expression(p)]);
}

/** (a + ...), (... + a), (a + ... + b) */
function fold(p: Parser, _: Operator, code: string): Node {
  const operator = OPERATORS.get(p.next() + p.next());
  if (operator === undefined) throw UNDEMANGLEABLE;
  const text = operator.text;
  const a = new Operand(expression(p));
  if (code === "fl") return new Phrase(["(...", text, a, ")"]);
  if (code === "fr") return new Phrase(["(", a, text, "...)"]);
  return new Phrase(["(", a, text, "...", text, new Operand(expression(p)), ")"]);
}

function templateArgument(p: Parser): Node {
  return p.peek() === "L" ? primary(p) : p.grammar.type(p);
}
