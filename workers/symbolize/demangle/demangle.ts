import { demangleCxx } from "./cxx/demangleCxx";
import { MANGLED_MAX_LENGTH } from "./limits";
import { demangleRustLegacy, RUST_LEGACY } from "./rust/legacy";
import { demangleRustV0, RUST_V0 } from "./rust/v0";
import { UNDEMANGLEABLE } from "./undemangleable";

/** How languages spell their names in symbol tables, the more particular first: a legacy Rust name is a C++ one too. */
const SCHEMES: readonly (readonly [RegExp, (mangled: string) => string])[] = [
  [RUST_LEGACY, demangleRustLegacy],
  [RUST_V0, demangleRustV0],
  [/^_Z/, demangleCxx],
  [/^__Z/, (mangled) => demangleCxx(mangled.slice(1))], // macOS puts an underscore before every name
];

/**
 * A symbol's name in its language: C++ as addr2line -C writes it, Rust without hashes; "@plt" and versions stay behind
 * it. Anything else (C, Go, what is
 * damaged or beyond the limits) is given back as it is.
 */
export function demangle(symbol: string): string {
  if (!symbol.startsWith("_") || symbol.length > MANGLED_MAX_LENGTH) return symbol;
  const at = symbol.indexOf("@");
  const mangled = at < 0 ? symbol : symbol.slice(0, at);
  for (const [pattern, read] of SCHEMES) {
    if (!pattern.test(mangled)) continue;
    try {
      return at < 0 ? read(mangled) : read(mangled) + symbol.slice(at);
    } catch (error) {
      if (error !== UNDEMANGLEABLE) throw error;
    }
  }
  return symbol;
}
