/**
 * The line that a goroutine begins with, as the runtime's goroutineheader writes it; every part in brackets came with some
 * version since Go 1.16 and may be absent:
 *
 *     goroutine N[ gp=HEX][ m=ID mp=HEX| m=nil] [STATUS[ (leaked)][ (scan)][ (durable)][, M minutes][, locked to thread]
 *       [, synctest bubble K]][ {k: v, …}]:
 *
 * Go 1.26 has the labels before the bracket that closes, each word quoted: ` labels:{"k": "v", …}]:`.
 */
export interface GoroutineHeader {
  readonly id: number;
  readonly status: string; // wait reason, or "running", "runnable", "syscall" … of one that waits for nothing
  readonly minutes: number; // blocked, counted from the first GC on; NaN where it says nothing
  readonly isLeaked: boolean; // a GC that looks for leaks found nothing that could wake it
  readonly isLocked: boolean; // to its thread
  readonly labels: string; // "k: v, …" of pprof.Do, "" for none
}

/** Null for a line that is no header. */
export function readHeader(line: string): GoroutineHeader | null {
  if (!line.startsWith(BEGINNING) || line.length > MAX_LENGTH) return null;
  const head = HEAD.exec(line);
  if (head === null) return null;
  const [whole, id, bracketed] = head as unknown as [string, string, string];
  const labels = LABELS.exec(line.slice(whole.length));
  if (labels === null) return null;
  const [reason = "", ...rest] = bracketed.split(", ");
  const minutes = rest.map((part) => MINUTES.exec(part)?.[1]).find((part) => part !== undefined);
  return {
    id: Number(id),
    status: reason.replace(MARKS, ""),
    minutes: minutes === undefined ? Number.NaN : Number(minutes),
    isLeaked: reason.includes(" (leaked)"),
    isLocked: rest.includes("locked to thread"),
    labels: labels[1] ?? labels[2] ?? "",
  };
}

export const BEGINNING = "goroutine ";

/** Longer lines are none: labels are a program's own, and are kept once per goroutine. */
const MAX_LENGTH = 4096;

const HEAD = /^goroutine (\d{1,15})(?: gp=\w+)?(?: m=nil| m=\d+ mp=\w+)? \[([^\]{]+?)(?= labels:\{|\])/;
const LABELS = /^(?: labels:\{(.*)\}\]|\](?: \{(.*)\})?):$/;
const MINUTES = /^(\d{1,9}) minutes$/;
const MARKS = /(?: \((?:leaked|scan|durable)\))+$/;
