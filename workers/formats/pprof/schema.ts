import { BYTES, VARINT, type Wire } from "./wire";

/*
 * The messages of profile.proto: per field number, the wire types it may have. Repeated integers come packed or one
 * by one, or mixed, whatever the producer.
 */
const INT = 1 << VARINT;
const LEN = 1 << BYTES;
const INTS = INT | LEN;

export type Schema = readonly number[];

//                                1   2   3    4    5    6    7    8    9    10   11   12   13    14   15
export const PROFILE: Schema = [0, LEN, LEN, LEN, LEN, LEN, LEN, INT, INT, INT, INT, LEN, INT, INTS, INT, INT];
export const VALUE_TYPE: Schema = [0, INT, INT];
export const SAMPLE: Schema = [0, INTS, INTS, LEN];
export const LABEL: Schema = [0, INT, INT, INT, INT];
export const MAPPING: Schema = [0, INT, INT, INT, INT, INT, INT, INT, INT, INT, INT];
export const LOCATION: Schema = [0, INT, INT, INT, LEN, INT];
export const LINE: Schema = [0, INT, INT, INT];
export const FUNCTION: Schema = [0, INT, INT, INT, INT, INT];

/** Which fields of Profile hold which messages. */
export const MESSAGES: Readonly<Record<number, Schema>> = {
  1: VALUE_TYPE,
  2: SAMPLE,
  3: MAPPING,
  4: LOCATION,
  5: FUNCTION,
  11: VALUE_TYPE,
};

export type Fit = "known" | "unknown" | "wrong";

/** Whether the field that `wire` stands on is one of the message's, and has a wire type it may have. */
export function fieldFit(schema: Schema, wire: Wire): Fit {
  if (wire.field >= schema.length) return "unknown";
  return (schema[wire.field] >> wire.type) & 1 ? "known" : "wrong";
}
