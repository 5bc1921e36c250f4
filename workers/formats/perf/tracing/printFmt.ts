import type { ValueTable } from "../../../../src/model/profile";
import { evaluate } from "./cExpression";

/**
 * What an event's `print fmt` says of its fields: the names of their values (`__print_flags`, `__print_symbolic`), and
 * which are printed in hex. The text is a C format string and its arguments:
 *
 *   "order=%d gfp_flags=%s", REC->order, (REC->gfp_flags) ? __print_flags(REC->gfp_flags, "|", {1, "A"}) : "none"
 */
export interface PrintFmt {
  readonly tables: ReadonlyMap<string, FieldTable>; // by field
  readonly hex: ReadonlySet<string>; // fields
}

export interface FieldTable {
  readonly kind: "flags" | "symbol";
  readonly table: ValueTable;
}

export function parsePrintFmt(text: string): PrintFmt {
  const tables = new Map<string, FieldTable>();
  const hex = new Set<string>();
  const source = { text, masked: withoutLiterals(text) };
  const [format, ...args] = splitAtCommas(source, 0, text.length);
  if (format === undefined) return { tables, hex };
  const conversions = conversionsOf(stringOf(text.slice(...format)));
  args.forEach(([start, end], i) => {
    const conversion = conversions[i];
    const [field, ...others] = fieldsOf(source.masked.slice(start, end));
    if (conversion !== undefined && /[xXp]/.test(conversion) && field !== undefined && others.length === 0) {
      hex.add(field);
    }
    for (const [name, table] of tablesOf(source, start, end)) if (!tables.has(name)) tables.set(name, table);
  });
  return { tables, hex };
}

interface Source {
  readonly text: string;
  readonly masked: string; // of the same length, nothing inside quotes
}

type Range = readonly [start: number, end: number];

/** The text with what is inside string and character literals blanked, so that brackets and commas are C's own. */
function withoutLiterals(text: string): string {
  return text.replace(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])'/g, (quoted) => {
    const quote = quoted.charAt(0);
    return quote + " ".repeat(quoted.length - 2) + quote;
  });
}

function splitAtCommas({ masked }: Source, start: number, end: number): readonly Range[] {
  const ranges: Range[] = [];
  let depth = 0;
  let from = start;
  for (let i = start; i < end; i++) {
    const char = masked.charAt(i);
    if ("([{".includes(char)) depth++;
    else if (")]}".includes(char)) depth--;
    else if (char === "," && depth === 0) {
      ranges.push([from, i]);
      from = i + 1;
    }
  }
  ranges.push([from, end]);
  return ranges;
}

/** Index of the bracket that closes the one at `open`; the end where none does. */
function closing({ masked }: Source, open: number, end: number): number {
  let depth = 0;
  for (let i = open; i < end; i++) {
    const char = masked.charAt(i);
    if ("([{".includes(char)) depth++;
    else if (")]}".includes(char) && --depth === 0) return i;
  }
  return end;
}

/** The conversion character of every argument: "%-16s %*d" -> ["s", "*", "d"]. */
function conversionsOf(format: string): string[] {
  const conversions: string[] = [];
  for (const [, width = "", letter = ""] of format.matchAll(/%([-+ #0\d.*]*)(?:hh|h|ll|l|L|z|j|t)?([A-Za-z%])/g)) {
    for (const star of width.match(/\*/g) ?? []) conversions.push(star);
    if (letter !== "%") conversions.push(letter);
  }
  return conversions;
}

function fieldsOf(expression: string): readonly string[] {
  return [...new Set([...expression.matchAll(/REC->(\w+)/g)].map(([, name = ""]) => name))];
}

function* tablesOf(source: Source, start: number, end: number): Generator<readonly [string, FieldTable]> {
  const call = /\b__print_(flags|symbolic)(?:_u64)?\s*\(/g;
  const masked = source.masked.slice(0, end);
  call.lastIndex = start;
  for (let match = call.exec(masked); match !== null; match = call.exec(masked)) {
    const open = call.lastIndex - 1;
    const close = closing(source, open, end);
    const [value, ...rest] = splitAtCommas(source, open + 1, close);
    if (value === undefined) continue;
    const [field, mask] = maskedField(source.text.slice(...value)) ?? [];
    if (field === undefined || mask === undefined) continue;
    const isFlags = match[1] === "flags";
    const delimiter = isFlags ? rest.shift() : undefined;
    const table: ValueTable = {
      delimiter: delimiter === undefined ? "" : stringOf(source.text.slice(...delimiter)),
      mask,
      zero: elseString(source, close, end),
      values: rest.flatMap((entry) => namedValue(source, entry)),
    };
    if (table.values.length > 0) yield [field, { kind: isFlags ? "flags" : "symbol", table }];
  }
}

const ALL_BITS = 2n ** 64n - 1n;
const PROBES = [0x5555_5555_5555_5555n, 0xaaaa_aaaa_aaaa_aaaan, 0x0123_4567_89ab_cdefn];

/** The field of an expression that is the field itself or some of its bits, and which bits. */
function maskedField(expression: string): readonly [string, number] | null {
  const [field, ...others] = fieldsOf(expression);
  if (field === undefined || others.length > 0) return null;
  const mask = evaluate(expression, ALL_BITS);
  if (mask === null || PROBES.some((probe) => evaluate(expression, probe) !== (probe & mask))) return null;
  return [field, signed(mask)];
}

/** `{ 1 << 3, "NAME" }`, or nothing when its value is no constant. */
function namedValue(source: Source, [start, end]: Range): readonly (readonly [number, string])[] {
  const open = source.masked.indexOf("{", start);
  if (open < 0 || open >= end) return [];
  const [value, name] = splitAtCommas(source, open + 1, closing(source, open, end));
  if (value === undefined || name === undefined) return [];
  const number = evaluate(source.text.slice(...value));
  return number === null ? [] : [[signed(number), stringOf(source.text.slice(...name))]];
}

/** `cond ? __print_flags(…) : "none"`: what it is called when there is nothing to print. */
function elseString({ text, masked }: Source, close: number, end: number): string | null {
  const otherwise = /^\)[\s)]*:\s*"[^"]*"/.exec(masked.slice(close, end));
  return otherwise === null ? null : stringOf(text.slice(close, close + otherwise[0].length));
}

/** Adjacent literals are one string. */
function stringOf(literals: string): string {
  return [...literals.matchAll(/"((?:\\.|[^"\\])*)"/g)]
    .map(([, inner = ""]) => inner.replace(/\\(.)/g, (_, escaped: string) => ESCAPES[escaped] ?? escaped))
    .join("");
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r" };

function signed(value: bigint): number {
  return Number(BigInt.asIntN(64, value));
}
