const utf8 = new TextDecoder();

/** Whether the first bytes have no control characters but those of text (a form feed parts pages of old sources). */
export function isText(head: Uint8Array): boolean {
  return head.subarray(0, 512).every((byte) => byte >= 0x20 || (byte >= 9 && byte <= 13));
}

/** The text before the first NUL, or all of it. */
export function untilNul(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return utf8.decode(end < 0 ? bytes : bytes.subarray(0, end));
}
