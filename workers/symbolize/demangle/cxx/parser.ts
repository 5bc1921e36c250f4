import { MAX_DEPTH, MAX_STEPS } from "../limits";
import { UNDEMANGLEABLE } from "../undemangleable";
import type { Node } from "./node";

/** The productions that refer to each other (Itanium C++ ABI, section 5.1), each in the file of its name. */
export interface Grammar {
  encoding(parser: Parser, withReturnType: boolean): Node;
  name(parser: Parser): Node;
  unqualifiedName(parser: Parser, scope: Node | null): Node;
  type(parser: Parser): Node;
  parameters(parser: Parser): Node[];
  templateArgs(parser: Parser): Node[];
  templateParameter(parser: Parser): Node;
  expression(parser: Parser): Node;
  primary(parser: Parser): Node;
}

/** What a later S_ may stand for. */
interface Substitution {
  readonly node: Node;
  readonly parameters: readonly number[]; // that are in it
}

/** Reads one mangled name, character by character, and remembers what later parts may refer to. */
export class Parser {
  at = 0;
  /** Reading the type of a conversion operator, after which the operator's own arguments may follow. */
  inConversion = false;
  /** Template parameters in what is being read, by index, in its order. */
  #parameters: number[] = [];
  readonly #substitutions: Substitution[] = [];
  #depth = 0;
  #steps = 0;

  readonly text: string;
  readonly grammar: Grammar;

  constructor(text: string, grammar: Grammar) {
    this.text = text;
    this.grammar = grammar;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** "" at the end. */
  peek(ahead = 0): string {
    return this.text.charAt(this.at + ahead);
  }

  next(): string {
    if (this.isAtEnd) throw UNDEMANGLEABLE;
    return this.text.charAt(this.at++);
  }

  accept(words: string): boolean {
    if (!this.text.startsWith(words, this.at)) return false;
    this.at += words.length;
    return true;
  }

  expect(words: string): void {
    if (!this.accept(words)) throw UNDEMANGLEABLE;
  }

  /** Decimal digits, at least one. */
  number(): number {
    let value = 0;
    const start = this.at;
    while (isDigit(this.peek())) value = value * 10 + Number(this.next());
    if (this.at === start || value > Number.MAX_SAFE_INTEGER) throw UNDEMANGLEABLE;
    return value;
  }

  /** "_" is 0, "0_" is 1, "1_" is 2 … */
  compactNumber(): number {
    if (this.accept("_")) return 0;
    const value = this.number() + 1;
    this.expect("_");
    return value;
  }

  /** Runs a production one level deeper. Where one is tried in two ways, the ways multiply with the levels. */
  nested<T>(production: () => T): T {
    if (++this.#depth > MAX_DEPTH || ++this.#steps > MAX_STEPS) throw UNDEMANGLEABLE;
    const result = production();
    this.#depth--;
    return result;
  }

  /** Reads until the character that ends a list, and that too. */
  listUntil(end: string, production: () => Node): Node[] {
    const nodes: Node[] = [];
    while (!this.accept(end)) nodes.push(production());
    return nodes;
  }

  remember(node: Node): Node {
    this.#substitutions.push({ node, parameters: [...this.#parameters] });
    return node;
  }

  /** S_ is 0, S0_ is 1 … */
  recall(index: number): Node {
    const found = this.#substitutions[index];
    if (found === undefined) throw UNDEMANGLEABLE;
    for (const parameter of found.parameters) this.meet(parameter);
    return found.node;
  }

  /** A template parameter has been read. */
  meet(index: number): void {
    if (!this.#parameters.includes(index)) this.#parameters.push(index);
  }

  /** A production, and the template parameters in it. */
  withParameters<T>(production: () => T): readonly [T, readonly number[]] {
    const outer = this.#parameters;
    this.#parameters = [];
    const result = production();
    const found = this.#parameters;
    this.#parameters = outer;
    return [result, found];
  }

  /** Goes back to where a reading was tried. */
  checkpoint(): () => void {
    const { at } = this;
    const count = this.#substitutions.length;
    return () => {
      this.at = at;
      this.#substitutions.length = count;
    };
  }
}

export function isDigit(character: string): boolean {
  return character >= "0" && character <= "9" && character !== "";
}
