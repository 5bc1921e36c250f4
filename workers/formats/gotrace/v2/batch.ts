import { DecodeError } from "../../../../src/model/decodeError";
import type { ByteSource } from "../../../io/byteSource";
import { Varints } from "../varints";
import { WIRE } from "./eventTable";

/**
 *   EventBatch        01 gen m ts size data[size]
 *   ExperimentalBatch 31h experiment(byte) gen m ts size data[size]
 *   EndOfGeneration   34h
 * Numbers are varints (internal/trace/batch.go).
 */
export interface BatchHeader {
  readonly type: number; // -> WIRE
  readonly offset: number; // in the file
  readonly experiment: number; // 0 for none
  readonly gen: number;
  readonly thread: number; // OS thread, -1 for what belongs to none
  readonly ts: number;
  readonly data: number; // offset in the file
  readonly size: number;
  readonly first: number; // first byte of the data, which says what they are; -1 when there are none
}

const MAX_BATCH_BYTES = 1 << 16; // tracev2.MaxBatchSize
const HEADER_BYTES = 64; // two bytes, four varints, and one byte of the data

/** The batch at `offset`; null at the end of the file. Throws DecodeError when there is something else. */
export async function readBatchHeader(source: ByteSource, offset: number): Promise<BatchHeader | null> {
  if (offset >= source.size) return null;
  const varints = new Varints().over(await source.read(offset, offset + HEADER_BYTES));
  const type = varints.byte();
  if (type === WIRE.endOfGeneration) {
    return { type, offset, experiment: 0, gen: 0, thread: -1, ts: 0, data: offset + 1, size: 0, first: -1 };
  }
  if (type !== WIRE.eventBatch && type !== WIRE.experimentalBatch) {
    throw new DecodeError("Malformed", WHERE, offset, `byte ${type} begins no batch`);
  }
  const experiment = type === WIRE.experimentalBatch ? varints.byte() : 0;
  const gen = varints.next();
  const m = varints.next();
  const thread = varints.high === NO_THREAD_HIGH ? -1 : m;
  const ts = varints.next();
  const size = varints.next();
  if (size < 0 || ts < 0 || m < 0 || gen < 0 || experiment < 0) {
    const isCut = varints.pos + MOST_VARINT_BYTES > varints.end && offset + HEADER_BYTES > source.size;
    throw new DecodeError(isCut ? "Truncated" : "Malformed", WHERE, offset, "the header of a batch is not whole");
  }
  if (gen === 0) throw new DecodeError("Malformed", WHERE, offset, "a batch of generation 0");
  if (size > MAX_BATCH_BYTES) throw new DecodeError("TooLarge", WHERE, offset, `a batch of ${size} bytes`);
  const data = offset + varints.pos;
  if (data + size > source.size) {
    throw new DecodeError(
      "Truncated",
      WHERE,
      offset,
      `a batch of ${size} bytes, of which ${source.size - data} are here`,
    );
  }
  const first = size > 0 ? varints.byte() : -1;
  return { type, offset, experiment, gen, thread, ts, data, size, first };
}

export const WHERE = "trace batch";
const MOST_VARINT_BYTES = 10;
const NO_THREAD_HIGH = 2 ** 32 - 1; // of 2^64 - 1
