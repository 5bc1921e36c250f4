/**
 * Regular expressions that users and files write, in RE2's syntax, which pprof's are of. RE2 takes time in proportion to
 * the text, whatever the expression: JavaScript's own may take forever on a name of a hostile capture.
 */
export type TextTest = (text: string) => boolean;

/** Longer expressions are refused. */
export const MAX_PATTERN_CHARS = 1000;

/** Longer names are looked at so far. */
const MAX_TEXT_CHARS = 4096;

/** Makes a test of an expression; throws where it is none, or too large. */
type Compile = (pattern: string) => TextTest;

let compile: Compile | null = null;

/** The implementation is as large as a third of the page, so it comes when the first expression does: re2.ts. */
export function setCompile(made: Compile): void {
  compile = made;
}

export function isRe2Here(): boolean {
  return compile !== null;
}

/** What finds the expression anywhere in a text; null where it is none, or too large. RE2 must be there, see re2.ts. */
export function textTest(pattern: string): TextTest | null {
  if (pattern.length > MAX_PATTERN_CHARS) return null;
  if (compile === null) throw new Error("an expression before RE2 was loaded");
  try {
    const test = compile(pattern);
    return (text) => test(text.length > MAX_TEXT_CHARS ? text.slice(0, MAX_TEXT_CHARS) : text);
  } catch {
    return null;
  }
}

/** What finds an expression that is the whole of a text, as drop_frames and keep_frames are meant. */
export function wholeTextTest(pattern: string): TextTest | null {
  return textTest(`^(?:${pattern})$`);
}
