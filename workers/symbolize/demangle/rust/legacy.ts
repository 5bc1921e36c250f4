import { UNDEMANGLEABLE } from "../undemangleable";

/**
 * Rust before v0: an Itanium-like nested name whose last part is a hash, "_ZN4core3fmt5write17h0123456789abcdefE", and
 * whose parts spell what C++ cannot have in a name with dollars. The hash is left out.
 */
export const RUST_LEGACY = /^_{0,2}ZN(?=\d).*17h[0-9a-f]{16}E(?:\.[\w.@$]*)?$/;

const ESCAPES: Readonly<Record<string, string>> = {
  SP: "@",
  BP: "*",
  RF: "&",
  LT: "<",
  GT: ">",
  LP: "(",
  RP: ")",
  C: ",",
};

export function demangleRustLegacy(mangled: string): string {
  const parts: string[] = [];
  let at = mangled.indexOf("ZN") + 2;
  while (mangled.charAt(at) !== "E") {
    const digits = /\d+/y;
    digits.lastIndex = at;
    const found = digits.exec(mangled)?.[0];
    if (found === undefined) throw UNDEMANGLEABLE;
    at += found.length;
    const part = mangled.slice(at, at + Number(found));
    at += Number(found);
    if (part === "" || at >= mangled.length) throw UNDEMANGLEABLE;
    parts.push(part);
  }
  const suffix = mangled.slice(at + 1);
  const hash = parts.pop() ?? "";
  // A C++ name may end like this by chance: a hash has many different digits.
  const isRust = new Set(hash.slice(1)).size >= 5 && parts.length > 0 && (suffix === "" || suffix.startsWith("."));
  if (!isRust) throw UNDEMANGLEABLE;
  return parts.map(plain).join("::") + (suffix.startsWith(".llvm.") ? "" : suffix);
}

function plain(part: string): string {
  const text = part.startsWith("_$") ? part.slice(1) : part;
  return text.replace(/\$(?:u([0-9a-f]+)|([A-Z]+))\$|\.\.|[^\w.$]/g, (piece, code?: string, name?: string) => {
    if (piece === "..") return "::";
    const character = code === undefined ? ESCAPES[name ?? ""] : printable(Number.parseInt(code, 16));
    if (character === undefined) throw UNDEMANGLEABLE;
    return character;
  });
}

function printable(code: number): string | undefined {
  return code >= 0x20 && code !== 0x7f && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}
