/** Columns that have a meaning; every other one is a label. */
const KNOWN = [
  "depth",
  "limit",
  "truncated",
  "full_depth",
  "median_abs_pc_minus_entry",
  "record",
  "goid",
  "sp",
  "stack_lo",
  "stack_hi",
  "entry_ns",
] as const;
export type KnownColumn = (typeof KNOWN)[number];

/** The first line of the file: where each column is. */
export interface Header {
  readonly names: readonly string[];
  readonly known: ReadonlyMap<KnownColumn, number>; // -> names
  /** `truncated_512` and the like: what a column says for one limit. */
  readonly limits: readonly { readonly limit: number; readonly column: number }[]; // ascending
  readonly labels: readonly number[]; // -> names
}

const MOST_COLUMNS = 64;
const LIMITED = /^truncated_(\d{1,6})$/;

/** Null for a line that is no header of the experiment: it needs a depth, and something that is measured at it. */
export function readHeader(line: string): Header | null {
  const names = fieldsOf(line).map((name) => name.toLowerCase());
  if (names.length > MOST_COLUMNS || names.some((name) => !/^[a-z][\w ./%-]{0,63}$/.test(name))) return null;
  const known = new Map(
    KNOWN.flatMap((name) => {
      const column = names.indexOf(name);
      return column < 0 ? [] : [[name, column] as const];
    }),
  );
  const limits = names.flatMap((name, column) => {
    const limit = LIMITED.exec(name)?.[1];
    return limit === undefined ? [] : [{ limit: Number(limit), column }];
  });
  const isMeasured =
    limits.length > 0 ||
    (["truncated", "limit", "full_depth", "median_abs_pc_minus_entry"] as const).some((name) => known.has(name));
  if (!known.has("depth") || !isMeasured) return null;
  const used = new Set([...known.values(), ...limits.map(({ column }) => column)]);
  return {
    names,
    known,
    limits: limits.sort((a, b) => a.limit - b.limit),
    labels: names.flatMap((_, column) => (used.has(column) ? [] : [column])),
  };
}

/** The fields of a line of CSV (RFC 4180, without line feeds in quotes), and none more than it has commas. */
export function fieldsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(",").map((field) => field.trim());
  const fields: string[] = [];
  for (const [, quoted, plain] of line.matchAll(/(?:^|,)(?:\s*"((?:[^"]|"")*)"[^,]*|([^,]*))/g)) {
    fields.push(quoted === undefined ? (plain ?? "").trim() : quoted.replaceAll('""', '"'));
  }
  return fields;
}
