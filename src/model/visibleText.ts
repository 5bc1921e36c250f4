/**
 * A name out of a capture as text that can be shown: what a terminal or a browser would obey becomes a picture of
 * itself. Control characters turn into U+2400 … (␀, ␛), and marks that reorder or hide text (bidi controls, zero
 * widths, lone surrogates) into their number in angle brackets.
 */
export function visibleText(name: string): string {
  if (!UNSAFE.test(name)) return name;
  return name.replace(ALL_UNSAFE, (mark) => {
    const code = mark.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    if (code === 0x7f) return "\u2421";
    return `⟨${code.toString(16).padStart(4, "0")}⟩`;
  });
}

const LONE_SURROGATE = "[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]";
const MARKS = "[\\x00-\\x1f\\x7f-\\x9f\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff]";
const UNSAFE = new RegExp(`${MARKS}|${LONE_SURROGATE}`);
const ALL_UNSAFE = new RegExp(UNSAFE, "g");
