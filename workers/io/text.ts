const utf8 = new TextDecoder();

/** The text before the first NUL, or all of it. */
export function untilNul(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return utf8.decode(end < 0 ? bytes : bytes.subarray(0, end));
}
