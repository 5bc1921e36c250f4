import { UNDEMANGLEABLE } from "../undemangleable";
import type { V0Grammar } from "./v0";
import type { V0Reader } from "./v0Reader";

const BASIC: Readonly<Record<string, string>> = {
  a: "i8",
  b: "bool",
  c: "char",
  d: "f64",
  e: "str",
  f: "f32",
  h: "u8",
  i: "isize",
  j: "usize",
  l: "i32",
  m: "u32",
  n: "i128",
  o: "u128",
  p: "_",
  s: "i16",
  t: "u16",
  u: "()",
  v: "...",
  x: "i64",
  y: "u64",
  z: "!",
};

type Rule = (r: V0Reader, grammar: V0Grammar) => void;

const RULES: Readonly<Record<string, Rule>> = {
  A: (r, grammar) => {
    r.add("[");
    type(r, grammar);
    r.add("; ");
    grammar.constant(r);
    r.add("]");
  },
  S: (r, grammar) => {
    r.add("[");
    type(r, grammar);
    r.add("]");
  },
  T: (r, grammar) => {
    r.add("(");
    const count = r.list(", ", () => type(r, grammar));
    r.add(count === 1 ? ",)" : ")");
  },
  R: (r, grammar) => reference(r, grammar, "&"),
  Q: (r, grammar) => reference(r, grammar, "&mut "),
  P: (r, grammar) => pointer(r, grammar, "*const "),
  O: (r, grammar) => pointer(r, grammar, "*mut "),
  F: functionType,
  D: dynamicType,
  B: (r, grammar) => r.backReference(() => type(r, grammar)),
};

export function type(r: V0Reader, grammar: V0Grammar): void {
  r.nested(() => {
    const character = r.peek();
    const basic = BASIC[character];
    const rule = RULES[character];
    if (basic === undefined && rule === undefined) {
      grammar.path(r, false);
      return;
    }
    r.at++;
    if (basic !== undefined) r.add(basic);
    else rule?.(r, grammar);
  });
}

function reference(r: V0Reader, grammar: V0Grammar, mark: "&" | "&mut "): void {
  r.add("&");
  if (r.accept("L")) {
    const index = r.base62();
    if (index !== 0) r.add(`${lifetime(r, index)} `);
  }
  r.add(mark.slice(1));
  type(r, grammar);
}

function pointer(r: V0Reader, grammar: V0Grammar, mark: string): void {
  r.add(mark);
  type(r, grammar);
}

/** F [<binder>] [U] [K <abi>] <type>* E <type> */
function functionType(r: V0Reader, grammar: V0Grammar): void {
  binder(r, () => {
    if (r.accept("U")) r.add("unsafe ");
    if (r.accept("K")) r.add(`extern "${r.accept("C") ? "C" : r.identifier().name.replaceAll("_", "-")}" `);
    r.add("fn(");
    r.list(", ", () => type(r, grammar));
    r.add(")");
    if (r.accept("u")) return;
    r.add(" -> ");
    type(r, grammar);
  });
}

/** D [<binder>] <dyn-trait>* E <lifetime> */
function dynamicType(r: V0Reader, grammar: V0Grammar): void {
  r.add("dyn ");
  binder(r, () => {
    r.list(" + ", () => dynamicTrait(r, grammar));
  });
  if (!r.accept("L")) throw UNDEMANGLEABLE;
  const index = r.base62();
  if (index !== 0) r.add(` + ${lifetime(r, index)}`);
}

/** <path> (p <identifier> <type>)*: the bindings go into the path's own "<…>", where it has one. */
function dynamicTrait(r: V0Reader, grammar: V0Grammar): void {
  let isOpen = openGenerics(r, grammar);
  while (r.accept("p")) {
    r.add(isOpen ? ", " : "<");
    isOpen = true;
    r.add(`${r.identifier().name} = `);
    type(r, grammar);
  }
  if (isOpen) r.add(">");
}

/** A path, without the ">" of its generic arguments; whether it has some. */
function openGenerics(r: V0Reader, grammar: V0Grammar): boolean {
  if (r.accept("B")) {
    let isOpen = false;
    r.backReference(() => {
      isOpen = openGenerics(r, grammar);
    });
    return isOpen;
  }
  if (!r.accept("I")) {
    grammar.path(r, false);
    return false;
  }
  grammar.path(r, false);
  r.add("<");
  r.list(", ", () => grammar.genericArgument(r));
  return true;
}

/** [G <base-62-number>]: for<'a, 'b> */
function binder(r: V0Reader, inside: () => void): void {
  const count = r.tagged("G");
  if (count > MAX_LIFETIMES) throw UNDEMANGLEABLE;
  const outer = r.boundLifetimes;
  if (count > 0) {
    const names: string[] = [];
    for (let i = 0; i < count; i++) {
      r.boundLifetimes++;
      names.push(lifetime(r, 1));
    }
    r.add(`for<${names.join(", ")}> `);
  }
  inside();
  r.boundLifetimes = outer;
}

const MAX_LIFETIMES = 1024;

/** De Bruijn index -> name: 'a for the outermost binder's first. */
export function lifetime(r: V0Reader, index: number): string {
  if (index === 0) return "'_";
  const depth = r.boundLifetimes - index;
  if (depth < 0) throw UNDEMANGLEABLE;
  return depth < 26 ? `'${String.fromCharCode(97 + depth)}` : `'_${depth}`;
}
