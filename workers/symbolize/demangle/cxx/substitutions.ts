import { UNDEMANGLEABLE } from "../undemangleable";
import { abiTags } from "./abiTags";
import { StdAbbreviation } from "./nameNodes";
import { type Node, Text } from "./node";
import { isDigit, type Parser } from "./parser";

export const std = new Text("std");

const TRAITS = "std::char_traits<char>";

/** <substitution> abbreviations: S and a letter. */
const ABBREVIATIONS: Readonly<Record<string, Node>> = {
  t: std,
  a: new StdAbbreviation("std::allocator", "std::allocator", "allocator"),
  b: new StdAbbreviation("std::basic_string", "std::basic_string", "basic_string"),
  s: new StdAbbreviation("std::string", `std::basic_string<char, ${TRAITS}, std::allocator<char> >`, "basic_string"),
  i: new StdAbbreviation("std::istream", `std::basic_istream<char, ${TRAITS} >`, "basic_istream"),
  o: new StdAbbreviation("std::ostream", `std::basic_ostream<char, ${TRAITS} >`, "basic_ostream"),
  d: new StdAbbreviation("std::iostream", `std::basic_iostream<char, ${TRAITS} >`, "basic_iostream"),
};

/**
 * S <seq-id> _ or an abbreviation, which is written out as a class whose constructor follows (`isPrefix`).
 */
export function substitution(p: Parser, isPrefix: boolean): Node {
  p.expect("S");
  const character = p.peek();
  if (character === "_" || isDigit(character) || (character >= "A" && character <= "Z")) return p.recall(sequenceId(p));
  const found = ABBREVIATIONS[p.next()];
  if (found === undefined) throw UNDEMANGLEABLE;
  const written =
    isPrefix && found instanceof StdAbbreviation && /^[CD]$/.test(p.peek())
      ? new StdAbbreviation(found.full, found.full, found.className)
      : found;
  return p.peek() === "B" ? p.remember(abiTags(p, written)) : written;
}

/** [<seq-id>] _ : in base 36, one less than the number. */
function sequenceId(p: Parser): number {
  if (p.accept("_")) return 0;
  let id = 0;
  while (!p.accept("_")) {
    const digit = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ".indexOf(p.next());
    if (digit < 0 || id > Number.MAX_SAFE_INTEGER / 64) throw UNDEMANGLEABLE;
    id = id * 36 + digit;
  }
  return id + 1;
}
