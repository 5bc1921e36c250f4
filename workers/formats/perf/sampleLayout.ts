import { type Attr, READ_FORMAT, SAMPLE } from "./attr";

/**
 * Where the fields of one attr's SAMPLE records lie (kernel/events/core.c `perf_output_sample`, which decides; the
 * comment in the uapi header has the order wrong). Up to PERIOD every field is 8 bytes:
 *
 *   IDENTIFIER IP TID TIME ADDR ID STREAM_ID CPU PERIOD | READ CALLCHAIN RAW …
 *   └── offsets from the record's body, -1 when absent ─┘ └ lengths vary
 */
export interface SampleLayout {
  readonly identifier: number;
  readonly ip: number;
  readonly tid: number;
  readonly time: number;
  readonly id: number;
  readonly cpu: number;
  readonly period: number;
  readonly fixedBytes: number; // where READ or CALLCHAIN begins
  readonly read: boolean;
  readonly readFormat: number;
  readonly callchain: boolean;
  readonly raw: boolean;
}

const FIXED_FIELDS = [
  ["identifier", SAMPLE.IDENTIFIER],
  ["ip", SAMPLE.IP],
  ["tid", SAMPLE.TID],
  ["time", SAMPLE.TIME],
  ["addr", SAMPLE.ADDR],
  ["id", SAMPLE.ID],
  ["streamId", SAMPLE.STREAM_ID],
  ["cpu", SAMPLE.CPU],
  ["period", SAMPLE.PERIOD],
] as const;

/** The trailer of every other kernel record (`struct sample_id`), in this order, at the record's end. */
const TRAILER_FIELDS = [
  ["tid", SAMPLE.TID],
  ["time", SAMPLE.TIME],
  ["id", SAMPLE.ID],
  ["streamId", SAMPLE.STREAM_ID],
  ["cpu", SAMPLE.CPU],
  ["identifier", SAMPLE.IDENTIFIER],
] as const;

export function sampleLayout(attr: Attr): SampleLayout {
  const { offsets, bytes } = layOut(FIXED_FIELDS, attr.sampleType);
  const at = (name: string): number => offsets.get(name) ?? -1;
  return {
    identifier: at("identifier"),
    ip: at("ip"),
    tid: at("tid"),
    time: at("time"),
    id: at("id"),
    cpu: at("cpu"),
    period: at("period"),
    fixedBytes: bytes,
    read: (attr.sampleType & SAMPLE.READ) !== 0,
    readFormat: attr.readFormat,
    callchain: (attr.sampleType & SAMPLE.CALLCHAIN) !== 0,
    raw: (attr.sampleType & SAMPLE.RAW) !== 0,
  };
}

export interface TrailerLayout {
  readonly bytes: number; // 0 when records have no trailer
  // offsets inside the trailer, -1 when absent
  readonly time: number;
  readonly tid: number;
  readonly cpu: number;
}

export const NO_TRAILER: TrailerLayout = { bytes: 0, time: -1, tid: -1, cpu: -1 };

export function trailerLayout(attr: Attr): TrailerLayout {
  if (!attr.sampleIdAll) return NO_TRAILER;
  const { offsets, bytes } = layOut(TRAILER_FIELDS, attr.sampleType);
  const at = (name: string): number => offsets.get(name) ?? -1;
  return { bytes, time: at("time"), tid: at("tid"), cpu: at("cpu") };
}

/** Bytes of a READ field of a single event, or of a GROUP read before and per member. */
export function readFieldBytes(readFormat: number): { readonly head: number; readonly member: number } {
  const has = (bit: number): number => ((readFormat & bit) !== 0 ? 8 : 0);
  const times = has(READ_FORMAT.TOTAL_TIME_ENABLED) + has(READ_FORMAT.TOTAL_TIME_RUNNING);
  const value = 8 + has(READ_FORMAT.ID) + has(READ_FORMAT.LOST);
  return (readFormat & READ_FORMAT.GROUP) !== 0
    ? { head: 8 + times, member: value }
    : { head: times + value, member: 0 };
}

function layOut(fields: readonly (readonly [string, number])[], sampleType: number) {
  const offsets = new Map<string, number>();
  let bytes = 0;
  for (const [name, bit] of fields) {
    if ((sampleType & bit) === 0) continue;
    offsets.set(name, bytes);
    bytes += 8;
  }
  return { offsets, bytes };
}
