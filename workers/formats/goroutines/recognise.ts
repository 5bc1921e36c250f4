import { readHeader } from "./header";

/** A text with the header of a goroutine in its head: `debug=2`, a panic, or a log that holds one. */
export function recognisesGoroutines(head: Uint8Array): boolean {
  if (head.includes(0)) return false;
  return new TextDecoder()
    .decode(head)
    .split(/\r?\n/)
    .some((line) => readHeader(line) !== null);
}
