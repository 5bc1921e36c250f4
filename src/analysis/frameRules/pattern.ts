import { RE2JS } from "re2js";

/**
 * Regular expressions that users and files write, in RE2's syntax, which pprof's are of. RE2 takes time in proportion to
 * the text, whatever the expression: JavaScript's own may take forever on a name of a hostile capture.
 */
export type TextTest = (text: string) => boolean;

/** Longer expressions are refused. */
export const MAX_PATTERN_CHARS = 1000;

/** Longer names are looked at so far. */
const MAX_TEXT_CHARS = 4096;

/** What finds the expression anywhere in a text; null where it is none, or too large. */
export function textTest(pattern: string): TextTest | null {
  if (pattern.length > MAX_PATTERN_CHARS) return null;
  try {
    const expression = RE2JS.compile(pattern);
    return (text) => expression.test(text.length > MAX_TEXT_CHARS ? text.slice(0, MAX_TEXT_CHARS) : text);
  } catch {
    return null;
  }
}

/** What finds an expression that is the whole of a text, as drop_frames and keep_frames are meant. */
export function wholeTextTest(pattern: string): TextTest | null {
  return textTest(`^(?:${pattern})$`);
}
