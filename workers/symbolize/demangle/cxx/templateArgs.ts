import { Pack } from "./nameNodes";
import type { Node } from "./node";
import type { Parser } from "./parser";

/** <template-args>: I <template-arg>+ E */
export function templateArgs(p: Parser): Node[] {
  return p.nested(() => {
    p.expect("I");
    return p.listUntil("E", () => templateArg(p));
  });
}

/** <template-arg>: a type, X <expression> E, a literal, or the arguments of a pack, J … E. */
function templateArg(p: Parser): Node {
  switch (p.peek()) {
    case "L":
      return p.grammar.primary(p);
    case "X": {
      p.at++;
      const expression = p.grammar.expression(p);
      p.expect("E");
      return expression;
    }
    case "J":
      p.at++;
      return new Pack(p.listUntil("E", () => templateArg(p)));
    case "I":
      return new Pack(templateArgs(p)); // before GCC 4.5
    default:
      return p.grammar.type(p);
  }
}
