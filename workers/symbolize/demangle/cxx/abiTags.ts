import { UNDEMANGLEABLE } from "../undemangleable";
import { Tagged } from "./nameNodes";
import type { Node } from "./node";
import type { Parser } from "./parser";

/** <abi-tags>: B <source-name>, any number of them. */
export function abiTags(p: Parser, name: Node): Node {
  let tagged = name;
  while (p.accept("B")) tagged = new Tagged(tagged, sourceText(p));
  return tagged;
}

/** <source-name>: <number> <identifier> */
export function sourceText(p: Parser): string {
  const length = p.number();
  const text = p.text.slice(p.at, p.at + length);
  if (length === 0 || text.length < length) throw UNDEMANGLEABLE;
  p.at += length;
  return text;
}
