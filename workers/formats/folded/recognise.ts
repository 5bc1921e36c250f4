import { headLines } from "../../io/lines";

/**
 * Nearly every line ends in a count, most have a ";", and no ";" stands beside a space as it does in source text, in
 * lists and in browsers' names in web server logs.
 */
export function recognisesFolded(head: Uint8Array): boolean {
  const lines = stackLines(head);
  const stacks = lines.filter((line) => STACK.test(line));
  const several = stacks.filter((line) => line.includes(";"));
  return several.length > 0 && stacks.length >= lines.length * 0.9 && several.length * 2 >= lines.length;
}

/** How many counts end a line: 2 when all lines of the head have two, as difffolded.pl writes them. */
export function countColumns(head: Uint8Array): 1 | 2 {
  const lines = stackLines(head);
  return lines.length > 0 && lines.every((line) => TWO_COUNTS.test(line)) ? 2 : 1;
}

function stackLines(head: Uint8Array): string[] {
  return (headLines(head, MAX_LINES) ?? []).filter((line) => line.trim() !== "" && !line.startsWith("#"));
}

const MAX_LINES = 200;
const STACK = /^(?!\s)(?!.*(?:;\s|\s;)).*[^\s;]\s+(?:\d{1,20}\.?\d{0,20}|\.\d{1,20})\s*$/;
const TWO_COUNTS = /\s\d{1,20}(?:\.\d{1,20})?\s+\d{1,20}(?:\.\d{1,20})?\s*$/;
