import { Builtin, type LiteralStyle } from "./typeNodes";

const builtin = (text: string, literal: LiteralStyle = "cast"): Builtin => new Builtin(text, literal);

/** <builtin-type> of one letter. */
export const BUILTINS: Readonly<Record<string, Builtin>> = {
  a: builtin("signed char"),
  b: builtin("bool", "bool"),
  c: builtin("char"),
  d: builtin("double", "float"),
  e: builtin("long double", "float"),
  f: builtin("float", "float"),
  g: builtin("__float128", "float"),
  h: builtin("unsigned char"),
  i: builtin("int", ""),
  j: builtin("unsigned int", "u"),
  l: builtin("long", "l"),
  m: builtin("unsigned long", "ul"),
  n: builtin("__int128"),
  o: builtin("unsigned __int128"),
  s: builtin("short"),
  t: builtin("unsigned short"),
  v: builtin("void"),
  w: builtin("wchar_t"),
  x: builtin("long long", "ll"),
  y: builtin("unsigned long long", "ull"),
  z: builtin("..."),
};

/** And of D and a letter. */
export const D_BUILTINS: Readonly<Record<string, Builtin>> = {
  a: builtin("auto"),
  c: builtin("decltype(auto)"),
  d: builtin("decimal64"),
  e: builtin("decimal128"),
  f: builtin("decimal32"),
  h: builtin("half", "float"),
  i: builtin("char32_t"),
  n: builtin("decltype(nullptr)"),
  s: builtin("char16_t"),
  u: builtin("char8_t"),
};
