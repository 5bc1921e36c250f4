import { TRACING_MAX_TEXT_BYTES } from "../../../io/limits";
import type { EventField } from "./eventFormat";

/** The raw payload of a tracepoint sample: a C structure that the event's own format lays out. */
export interface Payload {
  view: DataView;
  bytes: Uint8Array; // the same bytes as the view's
  start: number;
  end: number;
  littleEndian: boolean;
}

/** An integer of 1, 2, 4 or 8 bytes; one of 8 as a signed double, whatever it is declared as. */
export function integerAt(view: DataView, at: number, size: number, signed: boolean, littleEndian: boolean): number {
  if (size === 8) {
    const [low, high] = littleEndian ? [at, at + 4] : [at + 4, at];
    return view.getInt32(high, littleEndian) * 0x1_0000_0000 + view.getUint32(low, littleEndian);
  }
  if (size === 4) return signed ? view.getInt32(at, littleEndian) : view.getUint32(at, littleEndian);
  if (size === 2) return signed ? view.getInt16(at, littleEndian) : view.getUint16(at, littleEndian);
  return signed ? view.getInt8(at) : view.getUint8(at);
}

/** NaN where the payload ends before the field does. */
export function numberOf(field: EventField, { view, start, end, littleEndian }: Payload): number {
  const at = start + field.offset;
  return at + field.size <= end ? integerAt(view, at, field.size, field.signed, littleEndian) : Number.NaN;
}

/** Finds the bytes of a field that is no single number. One object for all samples: they come by the million. */
export class FieldBytes {
  from = 0;
  to = 0;

  /** False where they are not in the payload. */
  find({ offset, size, place, kind }: EventField, { view, bytes, start, end, littleEndian }: Payload): boolean {
    const at = start + offset;
    if (at + size > end) return false;
    this.from = at;
    this.to = at + size;
    if (place !== "inline") {
      if (size !== 4) return false;
      const word = view.getUint32(at, littleEndian);
      this.from = (place === "data_loc" ? start : at + size) + (word & 0xffff);
      this.to = this.from + (word >>> 16);
      if (this.to > end) return false;
    } else if (size === 0) this.to = end; // `char buf[]` at the end
    this.to = Math.min(this.to, this.from + TRACING_MAX_TEXT_BYTES);
    if (kind === "string") {
      const limit = this.to;
      for (this.to = this.from; this.to < limit && bytes[this.to] !== 0; ) this.to++;
    }
    return true;
  }
}

const utf8 = new TextDecoder();

/** The bytes of a field as text: a string, "{1,2,3}", or "0a0b0c" for what has an unknown type. */
export function textOf({ kind, elementBytes, signed }: EventField, bytes: Uint8Array, littleEndian: boolean): string {
  if (kind === "string") return utf8.decode(bytes);
  if (kind !== "array") return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const elements: string[] = [];
  for (let at = 0; at + elementBytes <= bytes.length; at += elementBytes) {
    if (elementBytes < 8) elements.push(String(integerAt(view, at, elementBytes, signed, littleEndian)));
    else elements.push(String(signed ? view.getBigInt64(at, littleEndian) : view.getBigUint64(at, littleEndian)));
  }
  return `{${elements.join(",")}}`;
}
