import { encoding, mangledName } from "./encoding";
import { expression, primary } from "./expressions";
import { name } from "./names";
import { Writer } from "./node";
import { type Grammar, Parser } from "./parser";
import { templateArgs } from "./templateArgs";
import { parameters, templateParameter, type } from "./types";
import { unqualifiedName } from "./unqualifiedNames";

const GRAMMAR: Grammar = {
  encoding,
  name,
  unqualifiedName,
  type,
  parameters,
  templateArgs,
  templateParameter,
  expression,
  primary,
};

/**
 * A C++ name (Itanium C++ ABI) as addr2line -C writes it. Throws UNDEMANGLEABLE where it is none, or beyond the limits.
 */
export function demangleCxx(mangled: string): string {
  const writer = new Writer();
  writer.node(mangledName(new Parser(mangled, GRAMMAR)));
  return writer.text;
}
