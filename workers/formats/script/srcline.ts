/** The line behind a frame that `-F srcline` prints: two blanks and `file:line`, of an inlined call with " (inlined)". */
export interface SourceLine {
  readonly file: string | null; // null when perf found none: "??:0", "libc.so.6[12ab]", "main+0x12"
  readonly line: number;
  readonly inlined: boolean;
}

const SRCLINE = /^ {2}(\S.*?)( \(inlined\))?$/;
const FILE_AND_LINE = /^(.+?):(\d{1,9})(?: \(discriminator \d+\))?$/;

/** Null when the line is none. */
export function readSourceLine(text: string): SourceLine | null {
  const [, place, inlined] = SRCLINE.exec(text) ?? [];
  if (place === undefined) return null;
  const [, file = "??", line = "0"] = FILE_AND_LINE.exec(place) ?? [];
  const isKnown = file !== "??" && line !== "0";
  return { file: isKnown ? file : null, line: isKnown ? Number(line) : 0, inlined: inlined !== undefined };
}
