import { UNDEMANGLEABLE } from "../undemangleable";

/** RFC 3492, section 5: the parameters of Punycode. */
const BASE = 36;
const T_MIN = 1;
const T_MAX = 26;
const SKEW = 38;
const DAMP = 700;
const INITIAL_BIAS = 72;
const INITIAL_N = 128;

/** `plain` with the characters put in that `deltas` encodes (RFC 3492, section 6.2; Rust writes digits after letters). */
export function punycode(plain: string, deltas: string): string {
  const codes = Array.from(plain, (character) => character.codePointAt(0) ?? 0);
  let n = INITIAL_N;
  let i = 0;
  let bias = INITIAL_BIAS;
  for (let at = 0; at < deltas.length; ) {
    const start = i;
    let weight = 1;
    for (let k = BASE; ; k += BASE) {
      const digit = digitOf(deltas.charAt(at++));
      i += digit * weight;
      const threshold = Math.min(T_MAX, Math.max(T_MIN, k - bias));
      if (digit < threshold) break;
      weight *= BASE - threshold;
      if (weight > 0x7fffffff) throw UNDEMANGLEABLE;
    }
    const length = codes.length + 1;
    bias = adapted(i - start, length, start === 0);
    n += Math.floor(i / length);
    i %= length;
    if (n > 0x10ffff || (n >= 0xd800 && n < 0xe000)) throw UNDEMANGLEABLE;
    codes.splice(i++, 0, n);
  }
  return String.fromCodePoint(...codes);
}

function adapted(delta: number, length: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / length);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}

function digitOf(character: string): number {
  const digit = "abcdefghijklmnopqrstuvwxyz0123456789".indexOf(character);
  if (digit < 0 || character === "") throw UNDEMANGLEABLE;
  return digit;
}
