import { gunzipHead, isGzip } from "../../io/gunzip";
import { fieldFit, MESSAGES, PROFILE, type Schema } from "./schema";
import { Wire } from "./wire";

/** How much of a gzip file's content is looked at. */
const SNIFF_BYTES = 4096;

/** A gzip or raw pprof profile, told by its structure: protobuf has no magic. */
export function recognisesProfile(head: Uint8Array): boolean {
  return isProfile(isGzip(head) ? gunzipHead(head.subarray(0, SNIFF_BYTES), SNIFF_BYTES) : head);
}

/**
 * Every field must be one that Profile has, every message in it one that its field holds, up to the end of the head;
 * and there must be at least one message. Text, ELF, perf.data and other protobuf files break that in a few bytes.
 */
function isProfile(head: Uint8Array): boolean {
  const wire = new Wire(head);
  const inner = new Wire(head);
  let messages = 0;
  let strings = 0;
  wire.enter(0, head.length);
  while (wire.next()) {
    if (fieldFit(PROFILE, wire) !== "known") return false;
    const schema = MESSAGES[wire.field];
    if (schema !== undefined) {
      const found = fits(inner, wire.start, wire.stop, schema);
      if (found === null) return false;
      if (found > 0) messages++;
    } else if (wire.field === 6 && strings++ === 0 && wire.stop > wire.start) return false; // string_table[0] is ""
  }
  if (wire.bad === "Malformed") return false;
  return messages > 0 || isCutMessage(inner, wire, head.length);
}

/** How many fields a message has; null when one of them is not of `schema`. */
function fits(wire: Wire, start: number, stop: number, schema: Schema): number | null {
  let fields = 0;
  for (wire.enter(start, stop); wire.next(); fields++) {
    if (fieldFit(schema, wire) !== "known") return null;
  }
  return wire.bad === null ? fields : null;
}

/** Whether the head is the beginning of one message that is longer than it: then all fields seen must be that message's. */
function isCutMessage(inner: Wire, wire: Wire, length: number): boolean {
  const schema = MESSAGES[wire.field];
  if (wire.bad !== "Truncated" || length < SNIFF_BYTES || schema === undefined) return false;
  inner.enter(wire.pos, length);
  if (!inner.varint() || !inner.varint()) return false; // tag and length
  while (inner.next()) if (fieldFit(schema, inner) !== "known") return false;
  return inner.bad !== "Malformed" && fieldFit(schema, inner) === "known";
}
