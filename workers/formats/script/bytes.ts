/** Words of a line of text, as bytes. All positions are in the same array; `end` is one past the last byte. */

export const SPACE = 0x20;
export const TAB = 0x09;
export const COLON = 0x3a;

export function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}

export function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

export function isHexDigit(byte: number): boolean {
  return isDigit(byte) || (byte >= 0x61 && byte <= 0x66);
}

/** The first byte from `at` that is not blank. */
export function skipBlanks(bytes: Uint8Array, at: number, end: number): number {
  let i = at;
  while (i < end && isBlank(bytes[i])) i++;
  return i;
}

/** One past the last byte before `at` that is not blank. */
export function trimBlanks(bytes: Uint8Array, start: number, at: number): number {
  let i = at;
  while (i > start && isBlank(bytes[i - 1])) i--;
  return i;
}

/** The end of the word that begins at `at`. */
export function wordEnd(bytes: Uint8Array, at: number, end: number): number {
  let i = at;
  while (i < end && !isBlank(bytes[i])) i++;
  return i;
}

/** The start of the word that ends at `at`. */
export function wordStart(bytes: Uint8Array, start: number, at: number): number {
  let i = at;
  while (i > start && !isBlank(bytes[i - 1])) i--;
  return i;
}

/** A decimal number of 1 to `maxDigits` digits that fills [start, end); -1 for anything else. */
export function decimal(bytes: Uint8Array, start: number, end: number, maxDigits: number): number {
  if (end <= start || end - start > maxDigits) return -1;
  let value = 0;
  for (let i = start; i < end; i++) {
    if (!isDigit(bytes[i])) return -1;
    value = value * 10 + bytes[i] - 0x30;
  }
  return value;
}

/** The end of the hexadecimal digits at `at`, when a blank or the line's end follows them; -1 otherwise. */
export function addressEnd(bytes: Uint8Array, at: number, end: number): number {
  let i = at;
  while (i < end && isHexDigit(bytes[i])) i++;
  const digits = i - at;
  return digits > 0 && digits <= 16 && (i === end || isBlank(bytes[i])) ? i : -1;
}

/** Hexadecimal digits as a signed 64-bit address (see Avma). */
export function address(bytes: Uint8Array, start: number, end: number): number {
  let high = 0;
  let low = 0;
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    const digit = byte >= 0x61 ? byte - 0x57 : byte - 0x30;
    if (end - i > 8) high = high * 16 + digit;
    else low = low * 16 + digit;
  }
  return (high | 0) * 0x1_0000_0000 + low;
}
