import { UNDEMANGLEABLE } from "../undemangleable";
import type { V0Grammar } from "./v0";
import type { V0Reader } from "./v0Reader";

type Rule = (r: V0Reader, grammar: V0Grammar) => void;

const RULES: Readonly<Record<string, Rule>> = {
  p: (r) => r.add("_"),
  b: (r) => {
    const value = hex(r);
    if (value !== 0n && value !== 1n) throw UNDEMANGLEABLE;
    r.add(value === 1n ? "true" : "false");
  },
  c: (r) => r.add(quoted(String.fromCodePoint(codePoint(hex(r))), "'")),
  e: (r) => {
    r.add("*");
    r.add(text(r));
  },
  R: (r, grammar) => {
    if (r.accept("e")) {
      r.add(text(r)); // &str: the "*" of a place and the "&" cancel out
      return;
    }
    r.add("&");
    constant(r, grammar);
  },
  Q: (r, grammar) => {
    r.add("&mut ");
    constant(r, grammar);
  },
  A: (r, grammar) => {
    r.add("[");
    r.list(", ", () => constant(r, grammar));
    r.add("]");
  },
  T: (r, grammar) => {
    r.add("(");
    const count = r.list(", ", () => constant(r, grammar));
    r.add(count === 1 ? ",)" : ")");
  },
  V: structure,
  B: (r, grammar) => r.backReference(() => constant(r, grammar)),
};

const UNSIGNED = new Set(["h", "j", "m", "o", "t", "y"]);
const SIGNED = new Set(["a", "i", "l", "n", "s", "x"]);

/** <const>: a type's letter and the value; a bare integer needs no braces. */
export function constant(r: V0Reader, grammar: V0Grammar): void {
  r.nested(() => {
    const character = r.next();
    if (UNSIGNED.has(character)) r.add(String(hex(r)));
    else if (SIGNED.has(character)) r.add(`${r.accept("n") ? "-" : ""}${hex(r)}`);
    else {
      const rule = RULES[character];
      if (rule === undefined) throw UNDEMANGLEABLE;
      rule(r, grammar);
    }
  });
}

/** V <path> (U | T <const>* E | S (<identifier> <const>)* E) */
function structure(r: V0Reader, grammar: V0Grammar): void {
  grammar.path(r, true);
  const form = r.next();
  if (form === "U") return;
  if (form === "T") {
    r.add("(");
    r.list(", ", () => constant(r, grammar));
    r.add(")");
    return;
  }
  if (form !== "S") throw UNDEMANGLEABLE;
  r.add(" { ");
  r.list(", ", () => {
    r.add(`${r.identifier().name}: `);
    constant(r, grammar);
  });
  r.add(" }");
}

/** Hexadecimal digits up to "_". */
function digits(r: V0Reader): string {
  let found = "";
  for (let character = r.next(); character !== "_"; character = r.next()) {
    if (!/^[0-9a-f]$/.test(character)) throw UNDEMANGLEABLE;
    found += character;
  }
  return found;
}

function hex(r: V0Reader): bigint {
  return BigInt(`0x0${digits(r)}`);
}

function codePoint(value: bigint): number {
  if (value > 0x10ffffn || (value >= 0xd800n && value < 0xe000n)) throw UNDEMANGLEABLE;
  return Number(value);
}

/** A string as the hexadecimal digits of its UTF-8 bytes. */
function text(r: V0Reader): string {
  const found = digits(r);
  if (found.length % 2 !== 0) throw UNDEMANGLEABLE;
  const bytes = Uint8Array.from(found.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
  try {
    return quoted(new TextDecoder("utf-8", { fatal: true }).decode(bytes), '"');
  } catch {
    throw UNDEMANGLEABLE;
  }
}

const NAMED: Readonly<Record<string, string>> = { "\t": "\\t", "\r": "\\r", "\n": "\\n", "\0": "\\0" };

/** A literal in the language's escapes. */
function quoted(value: string, quote: "'" | '"'): string {
  const escaped = Array.from(value, (character) => {
    if (character === quote || character === "\\") return `\\${character}`;
    const code = character.codePointAt(0) ?? 0;
    return NAMED[character] ?? (code < 0x20 || code === 0x7f ? `\\u{${code.toString(16)}}` : character);
  });
  return `${quote}${escaped.join("")}${quote}`;
}
