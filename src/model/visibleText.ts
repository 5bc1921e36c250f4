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

/** Longer names than this are cut in the page: a C++ name of a megabyte must not be laid out in a hundred rows. */
const MAX_SHOWN = 240;
const MAX_ON_HOVER = 2000;

/** As much of a name as the page shows in one place: a row, an option, a label. */
export function shownText(name: string): string {
  const whole = hoverText(name);
  return whole.length > MAX_SHOWN ? `${whole.slice(0, MAX_SHOWN - 1)}…` : whole;
}

/** As much of a name as is shown on hover. */
export function hoverText(name: string): string {
  return visibleText(name.slice(0, MAX_ON_HOVER));
}

/** A name inside a sentence: isolated (FSI … PDI), so that one from right to left does not reorder its neighbours. */
export function isolatedText(name: string): string {
  return `\u2068${shownText(name)}\u2069`;
}
