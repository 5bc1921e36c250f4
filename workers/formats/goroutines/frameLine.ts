/**
 * The two lines of a frame, and the two that say where the goroutine was started:
 *
 *     main.(*T).f(0x1, {0x52fa58?, 0xc0000147d0?}, ...)
 *     <TAB>/path/file.go:32 +0x3d[ fp=0x… sp=0x… pc=0x…]
 *     created by main.query[ in goroutine 1]
 *     <TAB>/path/file.go:28 +0x9a
 *
 * An inlined call has "(...)" for its arguments and no offset.
 */
export interface CalledLine {
  readonly func: string;
  readonly isInlined: boolean;
}

/** Arguments hold no parentheses, so the last one that opens begins them. C code has none: then all is the name. */
export function readCalled(line: string): CalledLine {
  const open = line.endsWith(")") ? line.lastIndexOf("(") : -1;
  if (open <= 0) return { func: line, isInlined: false };
  return { func: line.slice(0, open), isInlined: line.endsWith("(...)") && open === line.length - 5 };
}

/** The function that started the goroutine; null for another line. */
export function readCreator(line: string): string | null {
  if (!line.startsWith(CREATED_BY)) return null;
  const creator = line.slice(CREATED_BY.length);
  const goroutine = creator.lastIndexOf(" in goroutine ");
  return goroutine > 0 ? creator.slice(0, goroutine) : creator;
}

const CREATED_BY = "created by ";

export interface Position {
  readonly file: string;
  readonly line: number; // 1-based
}

/** The second line of a frame; null where it names no file, as of C code that nothing has symbolized. */
export function readPosition(line: string): Position | null {
  const end = NUMBERS.exec(line);
  const place = end === null ? line : line.slice(0, end.index);
  const colon = place.lastIndexOf(":");
  const number = place.slice(colon + 1);
  if (!place.startsWith("\t") || colon <= 1 || !/^\d{1,9}$/.test(number)) return null;
  return { file: place.slice(1, colon), line: Number(number) };
}

/** What follows the line number, from the first of them on. */
const NUMBERS = / (?:\+0x|fp=0x|sp=0x|pc=0x)[0-9a-f]/;

/** Frames that the runtime left out: "...additional frames elided...", since Go 1.21 with their number. */
export function isElision(line: string): boolean {
  return line.startsWith("...") && line.endsWith("frames elided...");
}
