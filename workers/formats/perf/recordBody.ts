import { Cursor } from "../../io/cursor";
import type { Recording } from "./recording";
import type { RecordChunk } from "./recordStream";

/** One record other than SAMPLE while it is handled: offsets count in the chunk. */
export interface RecordBody {
  readonly chunk: RecordChunk;
  readonly start: number; // behind the record's header
  readonly end: number; // before the sample_id trailer
  readonly misc: number;
  readonly time: number; // of the trailer, -Infinity for records from before the recording
}

/** By record type. Types that are not there are counted and passed over. */
export type RecordHandlers = Readonly<Record<number, (recording: Recording, body: RecordBody) => void>>;

export function bodyCursor(where: string, chunk: RecordChunk, start: number, end: number): Cursor {
  return new Cursor(chunk.bytes.subarray(start, end), where, chunk.base + start);
}
