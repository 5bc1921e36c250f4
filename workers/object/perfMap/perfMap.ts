/**
 * perf-PID.map, in which a just-in-time compiler says what it has put where (tools/perf/Documentation/jit-interface.txt):
 * a line "START SIZE name" per piece of code, both numbers hexadecimal. Code moves and its memory is used again, so
 * a later line takes what it covers from the earlier ones.
 */
export interface PerfMap {
  /** Disjoint pieces by ascending start. */
  readonly length: number;
  readonly start: Float64Array; // Avma
  readonly end: Float64Array; // exclusive
  readonly line: Int32Array; // -> nameStart, nameEnd
  readonly lines: number;
  readonly badLines: number;
  readonly firstBadLine: number; // offset in the text, -1 for none
  name(line: number): string;
}

const LINE = /^([0-9a-fA-F]{1,16}) ([0-9a-fA-F]{1,16}) (\S.*)$/;
const SNIFFED_LINES = 8;
const MIN_ADDRESS_DIGITS = 5; // nothing is mapped below 64 KiB; "a 1 x" is some other text

/** Whether these are the first bytes of such a file: every whole line among the first few is a piece of code. */
export function isPerfMap(head: Uint8Array): boolean {
  const lines = new TextDecoder().decode(head).split("\n").slice(0, -1).slice(0, SNIFFED_LINES);
  return lines.length > 0 && lines.every((line) => (LINE.exec(line.trimEnd())?.[1]?.length ?? 0) >= MIN_ADDRESS_DIGITS);
}

export function parsePerfMap(text: Uint8Array): PerfMap {
  const decoder = new TextDecoder();
  const starts: number[] = [];
  const ends: number[] = [];
  const names: string[] = [];
  let badLines = 0;
  let firstBadLine = -1;
  for (let at = 0; at < text.length; ) {
    const newline = text.indexOf(10, at);
    const end = newline < 0 ? text.length : newline;
    const match = LINE.exec(decoder.decode(text.subarray(at, end)).trimEnd());
    if (match !== null) {
      const start = Number(BigInt.asIntN(64, BigInt(`0x${match[1]}`)));
      starts.push(start);
      ends.push(start + Number.parseInt(match[2] ?? "", 16));
      names.push(match[3] ?? "");
    } else if (end > at) {
      badLines++;
      if (firstBadLine < 0) firstBadLine = at;
    }
    at = end + 1;
  }
  const pieces = disjoint(Float64Array.from(starts), Float64Array.from(ends));
  return { ...pieces, lines: names.length, badLines, firstBadLine, name: (line) => names[line] ?? "" };
}

/**
 * The ranges as disjoint pieces, each belonging to the latest line that covers it. A sweep over all borders: the
 * lines that cover the current place wait in a heap, the latest on top; one that has ended leaves when it gets there.
 */
function disjoint(starts: Float64Array, ends: Float64Array): Pick<PerfMap, "length" | "start" | "end" | "line"> {
  const byStart = Int32Array.from(starts.keys()).sort((a, b) => (starts[a] as number) - (starts[b] as number) || a - b);
  const borders = Float64Array.from(new Set([...starts, ...ends])).sort();
  const start: number[] = [];
  const end: number[] = [];
  const line: number[] = [];
  const covering = new LatestFirst();
  let next = 0;
  for (let i = 0; i + 1 < borders.length; i++) {
    const at = borders[i] as number;
    while (next < byStart.length && starts[byStart[next] as number] === at) covering.add(byStart[next++] as number);
    while (covering.top >= 0 && (ends[covering.top] as number) <= at) covering.removeTop();
    if (covering.top < 0) continue;
    if (line.at(-1) === covering.top && end.at(-1) === at) end[end.length - 1] = borders[i + 1] as number;
    else {
      start.push(at);
      end.push(borders[i + 1] as number);
      line.push(covering.top);
    }
  }
  const columns = { start: Float64Array.from(start), end: Float64Array.from(end), line: Int32Array.from(line) };
  return { length: line.length, ...columns };
}

/** A binary heap of line numbers with the greatest on top. */
class LatestFirst {
  readonly #lines: number[] = [];

  /** -1 when empty. */
  get top(): number {
    return this.#lines[0] ?? -1;
  }

  add(line: number): void {
    const lines = this.#lines;
    let at = lines.push(line) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((lines[parent] as number) >= line) break;
      lines[at] = lines[parent] as number;
      at = parent;
    }
    lines[at] = line;
  }

  removeTop(): void {
    const lines = this.#lines;
    const moved = lines.pop() as number;
    if (lines.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= lines.length) break;
      if (child + 1 < lines.length && (lines[child + 1] as number) > (lines[child] as number)) child++;
      if ((lines[child] as number) <= moved) break;
      lines[at] = lines[child] as number;
      at = child;
    }
    lines[at] = moved;
  }
}
