import { DecodeError } from "../../src/model/decodeError";
import type { Column } from "../../src/model/packedValue";
import { SESSION_MAX_DEPTH } from "../io/limits";

const NUMBERS: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  "-Infinity": Number.NEGATIVE_INFINITY,
  "-0": -0,
};
const BIGINT = /^-?\d{1,40}$/;

/** The value that packValue has packed. Throws DecodeError. */
export function unpackValue(tree: unknown, columns: readonly Column[], where: string): unknown {
  const fail = (detail: string): never => {
    throw new DecodeError("Malformed", where, 0, detail);
  };
  const unpack = (part: unknown, depth: number): unknown => {
    if (depth > SESSION_MAX_DEPTH) return fail(`nested more than ${SESSION_MAX_DEPTH} deep`);
    if (typeof part !== "object" || part === null) return part;
    if (Array.isArray(part)) return part.map((one) => unpack(one, depth + 1));
    if (!Object.hasOwn(part, "$")) {
      return Object.fromEntries(Object.entries(part).map(([key, one]) => [key, unpack(one, depth + 1)]));
    }
    const { $: tag, value, column, entries } = part as Readonly<Record<string, unknown>>;
    if (tag === "column") return columns[Number(column)] ?? fail(`there is no column ${String(column)}`);
    if (tag === "bigint") return BIGINT.test(String(value)) ? BigInt(String(value)) : fail("a bigint that is none");
    if (tag === "number") return NUMBERS[String(value)] ?? fail("a number that is none");
    if (tag === "map") return new Map(pairs(entries, depth) as [unknown, unknown][]);
    if (tag === "object") return Object.fromEntries(pairs(entries, depth) as [string, unknown][]);
    return fail(`an unknown kind of value, "${String(tag).slice(0, 40)}"`);
  };
  const pairs = (entries: unknown, depth: number): unknown[][] => {
    if (!Array.isArray(entries)) return fail("entries that are no list");
    return entries.map((pair) => {
      if (!Array.isArray(pair) || pair.length !== 2) return fail("an entry that is no pair");
      return pair.map((one) => unpack(one, depth + 1));
    });
  };
  return unpack(tree, 0);
}
