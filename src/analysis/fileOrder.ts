import type { SessionFile } from "../model/session";

/**
 * Files in an order of their own, whichever way they were dropped: a drop brings them in the order of the operating system. What is
 * "the first" of a session, in every view, and the numbers in an address go by it.
 */
export function inFileOrder(files: readonly SessionFile[]): readonly SessionFile[] {
  return [...files].sort(
    (a, b) =>
      naturalOrder(a.folder, b.folder) || naturalOrder(a.name, b.name) || a.sizeBytes - b.sizeBytes || a.id - b.id,
  );
}

/** As people number files: heap-2 before heap-10. */
export function naturalOrder(a: string, b: string): number {
  const [left, right] = [a, b].map((name) => name.match(/\d+|\D+/g) ?? []);
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i], right[i]];
    if (x === y) continue;
    const byNumber = /^\d/.test(x) && /^\d/.test(y) ? Number(x) - Number(y) : 0;
    if (byNumber !== 0) return byNumber;
    return x < y ? -1 : 1;
  }
  return left.length - right.length;
}
