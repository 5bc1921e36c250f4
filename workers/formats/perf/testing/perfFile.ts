/** Takes perf.data files apart and puts them together again, for tests. Everything little-endian. */

export interface RawRecord {
  readonly type: number;
  readonly misc: number;
  readonly body: Uint8Array;
}

export interface DataRange {
  readonly start: number;
  readonly end: number;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function isPipe(file: Uint8Array): boolean {
  return viewOf(file).getUint32(8, true) === 16;
}

export function dataRange(file: Uint8Array): DataRange {
  if (isPipe(file)) return { start: 16, end: file.length };
  const start = viewOf(file).getUint32(40, true);
  return { start, end: start + viewOf(file).getUint32(48, true) };
}

/** Where the perf_event_attr of an event lies in a file. */
export function attrOffset(file: Uint8Array, event: number): number {
  return viewOf(file).getUint32(24, true) + event * viewOf(file).getUint32(16, true);
}

export function recordsOf(file: Uint8Array): RawRecord[] {
  const { start, end } = dataRange(file);
  const view = viewOf(file);
  const records: RawRecord[] = [];
  for (let at = start; at < end; at += view.getUint16(at + 6, true)) {
    const body = file.subarray(at + 8, at + view.getUint16(at + 6, true));
    records.push({ type: view.getUint32(at, true), misc: view.getUint16(at + 4, true), body });
  }
  return records;
}

/** What follows a record without being counted by its size; null for nothing. */
type PayloadOf = (record: RawRecord) => Uint8Array | null;

export function recordBytes(records: readonly RawRecord[], payloadOf: PayloadOf = () => null): Uint8Array {
  return concat(
    records.map((record) => {
      const { type, misc, body } = record;
      const bytes = new Uint8Array(8 + body.length);
      viewOf(bytes).setUint32(0, type, true);
      viewOf(bytes).setUint16(4, misc, true);
      viewOf(bytes).setUint16(6, bytes.length, true);
      bytes.set(body, 8);
      const payload = payloadOf(record);
      return payload === null ? bytes : concat([bytes, payload]);
    }),
  );
}

/** The same file with other records: what lies behind them (the features) moves. */
export function withRecords(file: Uint8Array, records: readonly RawRecord[], payloadOf?: PayloadOf): Uint8Array {
  const { start, end } = dataRange(file);
  const data = recordBytes(records, payloadOf);
  const made = concat([file.subarray(0, start), data, file.subarray(end)]);
  if (isPipe(file)) return made;
  const view = viewOf(made);
  view.setUint32(48, data.length, true);
  const moved = data.length - (end - start);
  for (let i = 0, at = start + data.length; i < featureBits(file).length; i++, at += 16) {
    view.setUint32(at, view.getUint32(at, true) + moved, true);
  }
  return made;
}

/** The file with one more feature, whose bit is above all that it has. */
export function withFeature(file: Uint8Array, bit: number, body: Uint8Array): Uint8Array {
  const tableEnd = dataRange(file).end + featureBits(file).length * 16;
  const made = concat([file.subarray(0, tableEnd), new Uint8Array(16), file.subarray(tableEnd), body]);
  made[72 + (bit >> 3)] = (made[72 + (bit >> 3)] ?? 0) | (1 << (bit & 7));
  const view = viewOf(made);
  for (let at = dataRange(file).end; at < tableEnd; at += 16) view.setUint32(at, view.getUint32(at, true) + 16, true);
  view.setUint32(tableEnd, made.length - body.length, true);
  view.setUint32(tableEnd + 8, body.length, true);
  return made;
}

export function featureBits(file: Uint8Array): number[] {
  const bits: number[] = [];
  for (let bit = 0; bit < 256; bit++) if (((file[72 + (bit >> 3)] ?? 0) >> (bit & 7)) & 1) bits.push(bit);
  return bits;
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
