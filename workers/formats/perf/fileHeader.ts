import { DecodeError } from "../../../src/model/decodeError";
import type { ByteSource } from "../../io/byteSource";
import { Cursor } from "../../io/cursor";

/**
 * The first bytes of a perf.data file (`struct perf_file_header`) or of a pipe (`struct perf_pipe_file_header`):
 *
 *   file  magic u64, size u64 = 104, attr_size u64, attrs {off, size}, data {off, size}, event_types {off, size},
 *         features u64[4]
 *   pipe  magic u64, size u64 = 16, then nothing but records
 */
export type FileHeader = PipeHeader | SeekableHeader;

export interface PipeHeader {
  readonly mode: "pipe";
  readonly data: FileRange;
}

export interface SeekableHeader {
  readonly mode: "file";
  readonly attrSize: number; // bytes of one attrs entry: a perf_event_attr and the range of its ids
  readonly attrs: FileRange;
  readonly data: FileRange; // end is where the file ends when the recording was killed
  readonly killed: boolean; // perf record never wrote the size of the data
  readonly features: readonly number[]; // bits set, ascending
}

/** Bytes [start, end) of the file. */
export interface FileRange {
  readonly start: number;
  readonly end: number;
}

const WHERE = "perf.data header";
const PIPE_HEADER_BYTES = 16;
const FILE_HEADER_BYTES = 104;

/** "PERFILE2" as written by a little-endian machine; a big-endian one writes it backwards. */
export function isPerfData(head: Uint8Array): boolean {
  const magic = magicOf(head);
  return magic === "PERFILE2" || magic === "2ELIFREP";
}

export async function readFileHeader(source: ByteSource): Promise<FileHeader> {
  const bytes = await source.read(0, FILE_HEADER_BYTES);
  if (magicOf(bytes) === "2ELIFREP") {
    throw new DecodeError("Unsupported", WHERE, 0, "written on a big-endian machine, which is not read yet");
  }
  const cursor = new Cursor(bytes, WHERE);
  cursor.bytes(8); // magic
  const size = cursor.i64();
  if (size === PIPE_HEADER_BYTES) return { mode: "pipe", data: { start: PIPE_HEADER_BYTES, end: source.size } };
  if (size !== FILE_HEADER_BYTES) {
    throw new DecodeError("Malformed", WHERE, 8, `header size is ${size}, expected 104 (file) or 16 (pipe)`);
  }
  const attrSize = cursor.i64();
  if (attrSize === 0) {
    throw new DecodeError("Truncated", WHERE, 16, "attr size is 0: perf record was killed before it wrote its header");
  }
  const attrs = readRange(cursor);
  const data = readRange(cursor);
  cursor.bytes(16); // event_types, unused since perf 3.3
  const killed = data.end === data.start;
  return {
    mode: "file",
    attrSize,
    attrs,
    data: killed ? { start: data.start, end: source.size } : data,
    killed,
    features: killed ? [] : setBits(cursor.bytes(32)),
  };
}

function readRange(cursor: Cursor): FileRange {
  const start = cursor.i64();
  return { start, end: start + cursor.i64() };
}

function setBits(bitmap: Uint8Array): number[] {
  const bits: number[] = [];
  for (let bit = 0; bit < bitmap.length * 8; bit++) {
    if (((bitmap[bit >> 3] as number) >> (bit & 7)) & 1) bits.push(bit);
  }
  return bits;
}

function magicOf(head: Uint8Array): string {
  return String.fromCharCode(...head.subarray(0, 8));
}
