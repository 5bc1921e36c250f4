import { UNDEMANGLEABLE } from "../undemangleable";
import { Phrase } from "./nameNodes";
import type { Node } from "./node";
import { isDigit, type Parser } from "./parser";

type Rule = (p: Parser) => Node;

const ofType =
  (words: string): Rule =>
  (p) =>
    new Phrase([words, p.grammar.type(p)]);
const ofName =
  (words: string): Rule =>
  (p) =>
    new Phrase([words, p.grammar.name(p)]);
const ofEncoding =
  (words: string): Rule =>
  (p) =>
    new Phrase([words, p.grammar.encoding(p, true)]);

/** <special-name>: what the compiler makes beside functions and data. */
const RULES: Readonly<Record<string, Rule>> = {
  TV: ofType("vtable for "),
  TT: ofType("VTT for "),
  TI: ofType("typeinfo for "),
  TS: ofType("typeinfo name for "),
  TF: ofType("typeinfo fn for "),
  TJ: ofType("java Class for "),
  TC: constructionVtable,
  Th: (p) => {
    callOffset(p, "h");
    return ofEncoding("non-virtual thunk to ")(p);
  },
  Tv: (p) => {
    callOffset(p, "v");
    return ofEncoding("virtual thunk to ")(p);
  },
  Tc: (p) => {
    callOffset(p, p.next());
    callOffset(p, p.next());
    return ofEncoding("covariant return thunk to ")(p);
  },
  TH: ofName("TLS init function for "),
  TW: ofName("TLS wrapper function for "),
  TA: (p) => new Phrase(["template parameter object for ", templateArgument(p)]),
  GV: ofName("guard variable for "),
  GR: referenceTemporary,
  GA: ofEncoding("hidden alias for "),
  GT: (p) => ofEncoding(p.next() === "n" ? "non-transaction clone for " : "transaction clone for ")(p),
};

export function specialName(p: Parser): Node {
  const rule = RULES[p.next() + p.next()];
  if (rule === undefined) throw UNDEMANGLEABLE;
  return rule(p);
}

/** TC <derived> <offset> _ <base> */
function constructionVtable(p: Parser): Node {
  const derived = p.grammar.type(p);
  p.number();
  p.expect("_");
  return new Phrase(["construction vtable for ", p.grammar.type(p), "-in-", derived]);
}

/** GR <name> [<seq-id>] _ */
function referenceTemporary(p: Parser): Node {
  const name = p.grammar.name(p);
  const number = p.isAtEnd || p.accept("_") ? 0 : p.number() + 1;
  p.accept("_");
  return new Phrase([`reference temporary #${number} for `, name]);
}

/** h <offset> _ | v <offset> _ <offset> _ */
function callOffset(p: Parser, kind: string): void {
  if (kind !== "h" && kind !== "v") throw UNDEMANGLEABLE;
  signed(p);
  p.expect("_");
  if (kind === "h") return;
  signed(p);
  p.expect("_");
}

function signed(p: Parser): void {
  p.accept("n");
  if (isDigit(p.peek())) p.number();
}

function templateArgument(p: Parser): Node {
  return p.peek() === "L" ? p.grammar.primary(p) : p.grammar.type(p);
}
