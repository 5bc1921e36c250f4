import type { SessionFile } from "../model/session";

/**
 * Files in an order of their own, whichever way they were dropped: a drop brings them in the order of the operating system. What is
 * "the first" of a session, in every view, and the numbers in an address go by it.
 */
export function inFileOrder(files: readonly SessionFile[]): readonly SessionFile[] {
  const keyed = files.map((file) => ({ file, folder: partsOf(file.folder), name: partsOf(file.name) }));
  keyed.sort(
    (a, b) =>
      (a.file.folder === b.file.folder ? 0 : compareParts(a.folder, b.folder)) ||
      compareParts(a.name, b.name) ||
      a.file.sizeBytes - b.file.sizeBytes ||
      a.file.id - b.file.id,
  );
  return keyed.map(({ file }) => file);
}

/** As people number files: heap-2 before heap-10. */
export function naturalOrder(a: string, b: string): number {
  return compareParts(partsOf(a), partsOf(b));
}

/** Numbers and what is between them. */
function partsOf(name: string): readonly string[] {
  return name.match(/\d+|\D+/g) ?? [];
}

function compareParts(left: readonly string[], right: readonly string[]): number {
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const [x, y] = [left[i], right[i]];
    if (x === y) continue;
    const byNumber = /^\d/.test(x) && /^\d/.test(y) ? Number(x) - Number(y) : 0;
    if (byNumber !== 0) return byNumber;
    return x < y ? -1 : 1;
  }
  return left.length - right.length;
}
