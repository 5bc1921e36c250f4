/**
 * A value as text and columns: how a saved session holds what JSON cannot. In `tree` stand, in the place of
 *
 *   a typed array       { "$": "column", "column": index }
 *   a bigint            { "$": "bigint", "value": "123" }
 *   NaN, ±Infinity, -0  { "$": "number", "value": "NaN" }
 *   a Map               { "$": "map", "entries": [[key, value], …] }
 *   an object with "$"  { "$": "object", "entries": [[key, value], …] }
 */
export interface PackedValue {
  readonly tree: unknown; // of JSON
  readonly columns: readonly Column[]; // each once, however often it is in the value
}

export const COLUMN_TYPES = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
} as const;
export type ColumnType = keyof typeof COLUMN_TYPES;
export type Column = InstanceType<(typeof COLUMN_TYPES)[ColumnType]>;

/**
 * What a saved session begins with, in front of the gzip member; the number is the version of all behind it. Version 1 had no
 * choices of the user; it is still read.
 */
export const SESSION_HEAD = "swscope session";
export const SESSION_VERSION = 2;
export const OLDEST_SESSION_VERSION = 1;

/** Columns begin at multiples of this, counted from the start of what is in the gzip member. */
export const COLUMN_ALIGN = 8;
