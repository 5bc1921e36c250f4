/**
 * The kernel's symbols as text: /proc/kallsyms ("address type name", for modules then TAB and "[module]") and
 * System.map (the same without modules), read to columns in one pass.
 */
export interface Kallsyms {
  readonly length: number;
  readonly address: Float64Array; // signed, see Avma
  readonly type: Uint8Array; // the letter as nm prints it
  readonly module: Int32Array; // -> modules, -1 for the kernel itself
  readonly nameStart: Uint32Array; // -> text
  readonly nameEnd: Uint32Array;
  readonly modules: readonly string[]; // with their brackets
  readonly text: Uint8Array;
  /** Lines that are no symbol, and where the first of them begins. */
  readonly badLines: number;
  readonly firstBadLine: number;
  /** Every address is 0: kptr_restrict hid them from whoever copied the file. */
  readonly restricted: boolean;
}

const NEWLINE = 10;
const TAB = 9;
const SPACE = 32;

/** Value of a hexadecimal digit, 255 for other bytes. */
const HEX = new Uint8Array(256).fill(255);
for (let digit = 0; digit < 16; digit++) {
  const char = digit.toString(16);
  HEX[char.charCodeAt(0)] = digit;
  HEX[char.toUpperCase().charCodeAt(0)] = digit;
}

export function parseKallsyms(text: Uint8Array): Kallsyms {
  const capacity = countLines(text);
  const address = new Float64Array(capacity);
  const type = new Uint8Array(capacity);
  const module = new Int32Array(capacity);
  const nameStart = new Uint32Array(capacity);
  const nameEnd = new Uint32Array(capacity);
  const modules: string[] = [];
  let length = 0;
  let badLines = 0;
  let firstBadLine = -1;
  let restricted = true;
  for (let start = 0, end = 0; start < text.length; start = end + 1) {
    end = text.indexOf(NEWLINE, start);
    if (end < 0) end = text.length;
    if (end === start) continue;
    const line = symbolLine(text, start, end);
    if (line === null) {
      badLines++;
      if (firstBadLine < 0) firstBadLine = start;
      continue;
    }
    address[length] = line.address;
    if (line.address !== 0) restricted = false;
    type[length] = line.type;
    nameStart[length] = line.nameStart;
    nameEnd[length] = line.nameEnd;
    module[length] = line.nameEnd === line.end ? -1 : moduleIndex(modules, text, line.nameEnd, line.end);
    length++;
  }
  return {
    length,
    address: address.subarray(0, length),
    type: type.subarray(0, length),
    module: module.subarray(0, length),
    nameStart: nameStart.subarray(0, length),
    nameEnd: nameEnd.subarray(0, length),
    modules,
    text,
    badLines,
    firstBadLine,
    restricted: restricted && length > 0,
  };
}

/** Whether these are the first bytes of such a file: every whole line among the first few is a symbol. */
export function isKallsyms(head: Uint8Array): boolean {
  let lines = 0;
  for (let start = 0; start < head.length && lines < 8; lines++) {
    const newline = head.indexOf(NEWLINE, start);
    if (newline < 0) return lines > 0;
    // The kernel always pads to 8 or 16 digits; with fewer "a b c" would be a symbol.
    const line = symbolLine(head, start, newline);
    if (line === null || line.nameStart - start < 8 + 3) return false;
    start = newline + 1;
  }
  return lines > 0;
}

interface Line {
  address: number;
  type: number;
  nameStart: number;
  nameEnd: number;
  end: number; // without a carriage return
}

// One object for all lines: a million small ones would cost more than the parsing.
const reused: Line = { address: 0, type: 0, nameStart: 0, nameEnd: 0, end: 0 };

function symbolLine(text: Uint8Array, start: number, lineEnd: number): Line | null {
  const end = text[lineEnd - 1] === 13 ? lineEnd - 1 : lineEnd;
  let digits = 0;
  let high = 0;
  let low = 0;
  for (; digits < 17; digits++) {
    const digit = HEX[text[start + digits] ?? 0] ?? 255;
    if (digit === 255) break;
    high = (high << 4) | (low >>> 28) | 0;
    low = (low << 4) | digit;
  }
  // 8 digits on 32-bit kernels, else 16. "0 t name" is how some tools print a hidden address.
  if (digits < 1 || digits > 16 || start + digits + 3 >= end || text[start + digits] !== SPACE) return null;
  const type = text[start + digits + 1] ?? 0;
  const nameStart = start + digits + 3;
  if (!isLetter(type) || text[nameStart - 1] !== SPACE) return null;
  let nameEnd = nameStart;
  while (nameEnd < end && (text[nameEnd] ?? 0) > SPACE) nameEnd++;
  if (nameEnd === nameStart || (nameEnd < end && text[nameEnd] !== TAB && text[nameEnd] !== SPACE)) return null;
  reused.address = high * 0x1_0000_0000 + (low >>> 0);
  reused.type = type;
  reused.nameStart = nameStart;
  reused.nameEnd = nameEnd;
  reused.end = end;
  return reused;
}

function isLetter(byte: number): boolean {
  const upper = byte & ~0x20;
  return upper >= 65 && upper <= 90;
}

function countLines(text: Uint8Array): number {
  let count = 1;
  for (let at = text.indexOf(NEWLINE); at >= 0; at = text.indexOf(NEWLINE, at + 1)) count++;
  return count;
}

/** Symbols of one module follow each other: the last one is nearly always right. */
function moduleIndex(modules: string[], text: Uint8Array, start: number, end: number): number {
  const name = asciiOf(text, start, end).trim();
  if (!name.startsWith("[")) return -1;
  const last = modules.length - 1;
  if (modules[last] === name) return last;
  const known = modules.indexOf(name);
  return known >= 0 ? known : modules.push(name) - 1;
}

const ascii = new TextDecoder("latin1");

function asciiOf(text: Uint8Array, start: number, end: number): string {
  return ascii.decode(text.subarray(start, end));
}

export function kallsymsName(symbols: Kallsyms, row: number): string {
  return asciiOf(symbols.text, symbols.nameStart[row] ?? 0, symbols.nameEnd[row] ?? 0);
}

/** The address of the first symbol of this name that belongs to no module. */
export function kallsymsAddress(symbols: Kallsyms, name: string): number | null {
  const wanted = new TextEncoder().encode(name);
  for (let row = 0; row < symbols.length; row++) {
    const start = symbols.nameStart[row] ?? 0;
    if ((symbols.nameEnd[row] ?? 0) - start !== wanted.length || symbols.module[row] !== -1) continue;
    if (wanted.every((byte, i) => symbols.text[start + i] === byte)) return symbols.address[row] ?? null;
  }
  return null;
}
