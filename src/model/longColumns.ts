/** Shorter columns go along with every message. */
const LONG_BYTES = 1 << 16;
const LONG_LIST = 1 << 10;

export type ColumnPath = readonly (string | number)[];

/** The value with null in the place of every typed array and list that is long; `take` is told each, and where it was. */
export function withoutLong(
  value: unknown,
  path: ColumnPath,
  take: (column: object, path: ColumnPath) => void,
): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (isLong(value)) {
    take(value, path);
    return null;
  }
  if (ArrayBuffer.isView(value)) return value;
  if (Array.isArray(value)) {
    if (typeof value[0] !== "object") return value;
    return value.map((part, index) => withoutLong(part, [...path, index], take));
  }
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withoutLong(part, [...path, key], take)]));
}

function isLong(value: object): boolean {
  return ArrayBuffer.isView(value) ? value.byteLength >= LONG_BYTES : Array.isArray(value) && value.length >= LONG_LIST;
}

/** What is at a path in a value. */
export function columnAt(value: object, path: ColumnPath): unknown {
  return path.reduce<unknown>((holder, key) => (holder as Record<string | number, unknown>)[key], value);
}
