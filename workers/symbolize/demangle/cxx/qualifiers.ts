import { List, Phrase } from "./nameNodes";
import { type Node, Text } from "./node";
import type { Parser } from "./parser";

const CV: Readonly<Record<string, string>> = { r: " restrict", V: " volatile", K: " const" };

/**
 * <CV-qualifiers>: [r] [V] [K], and those of a function: its exceptions, Do, DO <expression> E, Dw <types> E, and Dx for
 * transaction_safe. The innermost is the last in the name and the first here, as they are written.
 */
export function functionQualifiers(p: Parser): Node[] {
  const found: Node[] = [];
  for (;;) {
    const word = CV[p.peek()];
    if (word !== undefined) {
      p.at++;
      found.unshift(new Text(word));
    } else if (p.accept("Dx")) found.unshift(new Text(" transaction_safe"));
    else if (p.accept("Do")) found.unshift(new Text(" noexcept"));
    else if (p.accept("DO")) {
      found.unshift(new Phrase([" noexcept(", p.grammar.expression(p), ")"]));
      p.expect("E");
    } else if (p.accept("Dw")) {
      const types = p.listUntil("E", () => p.grammar.type(p));
      found.unshift(new Phrase([" throw(", new List(types), ")"]));
    } else return found;
  }
}
