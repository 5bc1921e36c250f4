import { addressEnd, COLON, decimal, isBlank, isDigit, skipBlanks, trimBlanks, wordEnd, wordStart } from "./bytes";
import { isKnownEvent } from "./event";

/**
 * The line that begins a sample (print_sample_start and process_event of perf's builtin-script.c):
 *
 *   comm  pid/tid [cpu] misc  seconds.fraction:  period  event: what the event's own fields say  ip sym (dso)
 *
 * Every field may be missing but the thread. A comm may hold anything, so the line is read from the time backwards,
 * and without a time from the event. The reader keeps the fields of the last line that was one.
 */
export class HeaderReader {
  commStart = 0;
  commEnd = 0;
  pid = -1; // -1 when only one of pid and tid is printed
  tid = -1;
  cpu = -1;
  hasTime = false;
  seconds = 0;
  nanoseconds = 0;
  period = -1; // -1 when it is not printed
  /** The event's name without its colon; empty when it is not printed. */
  eventStart = 0;
  eventEnd = 0;
  /** What follows the event. */
  restStart = 0;

  /** Whether line [start, end) begins a sample. */
  read(bytes: Uint8Array, start: number, end: number): boolean {
    for (let colon = start + 1; colon < end; colon++) {
      if (bytes[colon] !== COLON || !isDigit(bytes[colon - 1])) continue;
      if (colon + 1 < end && !isBlank(bytes[colon + 1])) continue;
      const timeStart = this.#readTime(bytes, start, colon);
      if (timeStart < 0 || !this.#readThread(bytes, start, timeStart)) continue;
      this.hasTime = true;
      this.#readWhat(bytes, colon + 1, end);
      return true;
    }
    this.hasTime = false;
    this.seconds = 0;
    this.nanoseconds = 0;
    return this.#readWithoutTime(bytes, start, end);
  }

  /** `seconds.fraction` that ends at the colon: where it starts, -1 when it is none. */
  #readTime(bytes: Uint8Array, start: number, colon: number): number {
    let point = colon;
    while (point > start && isDigit(bytes[point - 1])) point--;
    point--;
    const digits = colon - point - 1;
    if (point <= start || bytes[point] !== POINT || digits > 9) return -1;
    const at = wordStart(bytes, start, point);
    const seconds = decimal(bytes, at, point, MAX_SECOND_DIGITS);
    if (seconds < 0) return -1;
    this.seconds = seconds;
    this.nanoseconds = decimal(bytes, point + 1, colon, 9) * 10 ** (9 - digits);
    return at;
  }

  /** `comm pid/tid [cpu] misc`, which ends at `end`. */
  #readThread(bytes: Uint8Array, start: number, end: number): boolean {
    let wordStop = trimBlanks(bytes, start, end);
    let at = wordStart(bytes, start, wordStop);
    if (isMisc(bytes, at, wordStop)) {
      wordStop = trimBlanks(bytes, start, at);
      at = wordStart(bytes, start, wordStop);
    }
    this.cpu = -1;
    if (bytes[at] === BRACKET && wordStop > at) {
      this.cpu = decimal(bytes, at + 1, wordStop - 1, 5);
      if (this.cpu < 0 || bytes[wordStop - 1] !== BRACKET_END) return false;
      wordStop = trimBlanks(bytes, start, at);
      at = wordStart(bytes, start, wordStop);
    }
    if (!this.#readIds(bytes, at, wordStop)) return false;
    this.commStart = skipBlanks(bytes, start, at);
    this.commEnd = Math.max(this.commStart, trimBlanks(bytes, start, at));
    return true;
  }

  /** `pid/tid`, or one of them alone. */
  #readIds(bytes: Uint8Array, start: number, end: number): boolean {
    let slash = start;
    while (slash < end && bytes[slash] !== SLASH) slash++;
    this.pid = slash === end ? NONE : id(bytes, start, slash);
    this.tid = slash === end ? id(bytes, start, end) : id(bytes, slash + 1, end);
    const isPair = slash < end;
    if (this.tid === NONE || (isPair && this.pid === NONE)) return false;
    if (!isPair) this.pid = -1;
    return true;
  }

  /** What is printed behind the time, which ends one before `start`. */
  #readWhat(bytes: Uint8Array, start: number, end: number): void {
    let at = skipBlanks(bytes, start, end);
    let stop = wordEnd(bytes, at, end);
    this.period = -1;
    // An address of digits only ends where `%16lx` behind two blanks does.
    if (stop - start !== ADDRESS_COLUMN) this.period = decimal(bytes, at, stop, 20);
    if (this.period >= 0) {
      at = skipBlanks(bytes, stop, end);
      stop = wordEnd(bytes, at, end);
    }
    const isEvent = stop - at > 1 && bytes[stop - 1] === COLON && isEventName(bytes, at, stop - 1, end);
    this.eventStart = at;
    this.eventEnd = isEvent ? stop - 1 : at;
    this.restStart = isEvent ? stop : at;
  }

  /** `comm pid/tid [cpu] period event:`, of which only an address may follow. Rare, so by an expression. */
  #readWithoutTime(bytes: Uint8Array, start: number, end: number): boolean {
    if (end - start > MAX_TIMELESS_BYTES) return false;
    const text = String.fromCharCode(...bytes.subarray(start, end)); // a character per byte, so positions stay
    const match = TIMELESS.exec(text);
    const [, head = "", period, event = ""] = match ?? [];
    if (match === null || !this.#readThread(bytes, start, start + head.length)) return false;
    this.period = period === undefined ? -1 : Number(period);
    this.eventStart = start + (match[0].length - event.length - 1);
    this.eventEnd = start + match[0].length - 1;
    this.restStart = this.eventEnd + 1;
    return true;
  }
}

const POINT = 0x2e;
const SLASH = 0x2f;
const BRACKET = 0x5b;
const BRACKET_END = 0x5d;
const MINUS = 0x2d;
const EQUALS = 0x3d;

const NONE = -2;
const MAX_SECOND_DIGITS = 11;
const MAX_ID_DIGITS = 7; // PID_MAX_LIMIT is 2^22
const ADDRESS_COLUMN = 18;

const MAX_TIMELESS_BYTES = 200;
const TIMELESS =
  /^(\s*\S.*?\s-?\d+(?:\/-?\d+)?(?:\s+\[\d+\])?)\s+(?:(\d{1,20})\s+)?(\S*[^\s:]):(?=\s*$|\s+[0-9a-f]+(?:\s|$))/;

/** A pid or tid; -1 is what perf prints for threads it does not know. NONE when it is no number. */
function id(bytes: Uint8Array, start: number, end: number): number {
  if (end - start === 2 && bytes[start] === MINUS && bytes[start + 1] === 0x31) return -1;
  const value = decimal(bytes, start, end, MAX_ID_DIGITS);
  return value < 0 ? NONE : value;
}

/** The `misc` field: one to three capital letters, K U H G g M E S and the like. */
function isMisc(bytes: Uint8Array, start: number, end: number): boolean {
  if (end - start < 1 || end - start > 3) return false;
  for (let i = start; i < end; i++) if ((bytes[i] | 0x20) < 0x61 || (bytes[i] | 0x20) > 0x7a) return false;
  return true;
}

/**
 * A word with a colon behind it is an event, or, where events are not printed, the first argument of a system call
 * ("dfd: 0xffffff9c, filename: …"). An event has a colon inside (tracepoints, modifiers), slashes around its terms, is
 * known by name, or has nothing but an address behind it.
 */
function isEventName(bytes: Uint8Array, start: number, nameEnd: number, end: number): boolean {
  let hasEquals = false;
  for (let i = start + 1; i < nameEnd; i++) {
    if (bytes[i] === COLON || bytes[i] === SLASH) return !hasEquals;
    if (bytes[i] === EQUALS) hasEquals = true;
  }
  if (hasEquals) return false;
  const rest = skipBlanks(bytes, nameEnd + 1, end);
  if (rest === end || addressEnd(bytes, rest, end) >= 0) return true;
  return isKnownEvent(new TextDecoder().decode(bytes.subarray(start, nameEnd)));
}
