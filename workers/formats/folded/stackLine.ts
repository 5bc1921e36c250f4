/**
 * A line of folded stacks: `frame;frame;frame count`, outermost call first. The last number is the count; files made
 * by difffolded.pl have two, of before and after. Names may hold spaces, and what looks like a number inside of them
 * belongs to the name.
 */
export interface StackLine {
  /** Where the stack ends: the spaces before the counts are no part of it. */
  stackEnd: number;
  /** The counts in their order; as many as were asked for. */
  readonly counts: Float64Array;
}

const SPACE = 0x20;
const TAB = 0x09;
const SEMICOLON = 0x3b;
const COLON = 0x3a;
const POINT = 0x2e;

/** Reads the counts of line [start, end) into `line`. False when it has no stack or too few counts. */
export function readStackLine(bytes: Uint8Array, start: number, end: number, line: StackLine): boolean {
  let at = end;
  for (let i = line.counts.length - 1; i >= 0; i--) {
    while (at > start && isBlank(bytes[at - 1])) at--;
    const numberEnd = at;
    while (at > start && !isBlank(bytes[at - 1])) at--;
    const count = decimal(bytes, at, numberEnd);
    if (count < 0 || at === start) return false;
    line.counts[i] = count;
  }
  while (at > start && isBlank(bytes[at - 1])) at--;
  line.stackEnd = at;
  return at > start;
}

/** Where the frame that begins at `start` ends. `;::` is inside a name: `Ljava/lang/String;::length`. */
export function frameEnd(bytes: Uint8Array, start: number, stackEnd: number): number {
  for (let at = start; at < stackEnd; at++) {
    if (bytes[at] !== SEMICOLON) continue;
    const isInName = at + 2 < stackEnd && bytes[at + 1] === COLON && bytes[at + 2] === COLON;
    if (!isInName) return at;
  }
  return stackEnd;
}

/** Digits, at most one point among them; -1 for anything else. */
function decimal(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  let scale = 0; // 0 before the point
  let digits = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    if (byte === POINT && scale === 0) scale = 1;
    else if (byte >= 0x30 && byte <= 0x39) {
      digits++;
      value = value * 10 + byte - 0x30;
      scale *= 10;
    } else return -1;
  }
  return digits === 0 || digits > MAX_DIGITS ? -1 : value / (scale || 1);
}

const MAX_DIGITS = 20; // of 2^64

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}
