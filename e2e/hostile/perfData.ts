// A perf.data with other names of threads (PERF_RECORD_COMM) and of mapped files (PERF_RECORD_MMAP, MMAP2).
import { concat, type RawRecord, recordsOf, withRecords } from "../../workers/formats/perf/testing/perfFile";
import type { Rename } from "./names";

/** Where the text lies in the record's body: behind pid and tid; addr, len, pgoff; maj, min, ino, generation, prot, flags. */
const TEXT_AT: Readonly<Record<number, number>> = { 1: 32, 3: 8, 10: 64 };
/** perf_event_header.size has 16 bits. */
const MAX_TEXT_BYTES = 60_000;

/** `keeps` are files whose binary is there: without their path it would not be found. */
export function renamedPerfData(file: Buffer, rename: Rename, keeps: RegExp): Buffer {
  return Buffer.from(
    withRecords(
      file,
      recordsOf(file).map((record) => renamedRecord(record, rename, keeps)),
    ),
  );
}

function renamedRecord(record: RawRecord, rename: Rename, keeps: RegExp): RawRecord {
  const textAt = TEXT_AT[record.type];
  if (textAt === undefined) return record;
  const end = record.body.indexOf(0, textAt);
  const text = Buffer.from(record.body.subarray(textAt, end)).toString();
  if (keeps.test(text) || text.startsWith("[")) return record;
  const name = rename(text).subarray(0, MAX_TEXT_BYTES);
  const padded = new Uint8Array(padTo8(name.length + 1));
  padded.set(name);
  const trailer = record.body.subarray(textAt + padTo8(end - textAt + 1)); // sample_id
  return { ...record, body: concat([record.body.subarray(0, textAt), padded, trailer]) };
}

function padTo8(bytes: number): number {
  return Math.ceil(bytes / 8) * 8;
}
