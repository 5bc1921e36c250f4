import { UNDEMANGLEABLE } from "../undemangleable";
import { constant } from "./v0Constants";
import { V0Reader } from "./v0Reader";
import { lifetime, type } from "./v0Types";

/** Rust v0 (RFC 2603): "_R" and a path. Crates' hashes are left out, as are the types of constants. */
export const RUST_V0 = /^_{0,2}R(?=[A-Z])/;

export function demangleRustV0(mangled: string): string {
  const start = mangled.indexOf("R") + 1;
  const dot = mangled.indexOf(".", start);
  const end = dot < 0 ? mangled.length : dot;
  const reader = new V0Reader(mangled.slice(start, end));
  path(reader, true);
  if (!reader.isAtEnd) {
    reader.isSilent = true;
    path(reader, false); // the crate that made this copy of a generic function
  }
  if (!reader.isAtEnd) throw UNDEMANGLEABLE;
  const suffix = mangled.slice(end);
  return reader.written + (suffix.startsWith(".llvm.") ? "" : suffix);
}

type Rule = (r: V0Reader, inValue: boolean) => void;

const RULES: Readonly<Record<string, Rule>> = {
  C: (r) => r.add(r.identifier().name),
  M: (r) => {
    implementation(r);
    r.add("<");
    type(r, GRAMMAR);
    r.add(">");
  },
  X: (r) => {
    implementation(r);
    qualified(r);
  },
  Y: qualified,
  N: nestedPath,
  I: (r, inValue) => {
    path(r, inValue);
    r.add(inValue ? "::<" : "<");
    r.list(", ", () => genericArgument(r));
    r.add(">");
  },
  B: (r, inValue) => r.backReference(() => path(r, inValue)),
};

/** `inValue`: generic arguments of functions are written "::<T>", those of types "<T>". */
function path(r: V0Reader, inValue: boolean): void {
  r.nested(() => {
    const rule = RULES[r.next()];
    if (rule === undefined) throw UNDEMANGLEABLE;
    rule(r, inValue);
  });
}

/** The path of an impl block says where it stands, which is not written. */
function implementation(r: V0Reader): void {
  const outer = r.isSilent;
  r.isSilent = true;
  r.tagged("s");
  path(r, false);
  r.isSilent = outer;
}

function qualified(r: V0Reader): void {
  r.add("<");
  type(r, GRAMMAR);
  r.add(" as ");
  path(r, false);
  r.add(">");
}

/** Namespaces of what has no name of its own. */
const SPECIAL: Readonly<Record<string, string>> = { C: "closure", S: "shim" };

/** N <namespace> <path> <identifier> */
function nestedPath(r: V0Reader, inValue: boolean): void {
  const namespace = r.next();
  if (!/^[A-Za-z]$/.test(namespace)) throw UNDEMANGLEABLE;
  path(r, inValue);
  const { name, disambiguator } = r.identifier();
  if (/^[a-z]$/.test(namespace)) {
    if (name !== "") r.add(`::${name}`);
    return;
  }
  r.add(`::{${SPECIAL[namespace] ?? namespace}${name === "" ? "" : `:${name}`}#${disambiguator}}`);
}

function genericArgument(r: V0Reader): void {
  if (r.accept("L")) r.add(lifetime(r, r.base62()));
  else if (r.accept("K")) constant(r, GRAMMAR);
  else type(r, GRAMMAR);
}

/** What types and constants need of paths. */
export interface V0Grammar {
  path(r: V0Reader, inValue: boolean): void;
  genericArgument(r: V0Reader): void;
  type(r: V0Reader): void;
  constant(r: V0Reader): void;
}

const GRAMMAR: V0Grammar = {
  path,
  genericArgument,
  type: (r) => type(r, GRAMMAR),
  constant: (r) => constant(r, GRAMMAR),
};
