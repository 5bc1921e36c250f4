import { DecodeError } from "../../../src/model/decodeError";
import type { ByteSource } from "../../io/byteSource";
import { Cursor } from "../../io/cursor";

/**
 * The first bytes of a perf.data file (`struct perf_file_header`) or of a pipe (`struct perf_pipe_file_header`):
 *
 *   file  magic u64, size u64 = 104, attr_size u64, attrs {off, size}, data {off, size}, event_types {off, size},
 *         features u64[4]
 *   pipe  magic u64, size u64 = 16, then nothing but records
 *
 * Every number is as the machine that wrote the file has them, and so is the magic "PERFILE2". perf before 3.3 wrote
 * "PERFFILE" on every machine: there the only sign is that the size of an attr makes no sense the other way round.
 * Some of it has no features (size 72).
 */
export type FileHeader = PipeHeader | SeekableHeader;

export interface PipeHeader {
  readonly mode: "pipe";
  readonly littleEndian: boolean;
  readonly data: FileRange;
}

export interface SeekableHeader {
  readonly mode: "file";
  readonly littleEndian: boolean;
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
const FEATURELESS_HEADER_BYTES = 72;
const FILE_HEADER_SIZES: ReadonlySet<number> = new Set([FILE_HEADER_BYTES, FEATURELESS_HEADER_BYTES]);
const MAX_ATTR_ENTRY_BYTES = 0x1_0000; // perf_event_attr has grown from 64 to 144 bytes

const FEATURE_BUILD_ID = 2;
const FEATURE_HOSTNAME = 3;

const LITTLE = "PERFILE2";
const BIG = "2ELIFREP";
const VERSION_1 = "PERFFILE";

export function isPerfData(head: Uint8Array): boolean {
  return [LITTLE, BIG, VERSION_1].includes(magicOf(head));
}

export async function readFileHeader(source: ByteSource): Promise<FileHeader> {
  const bytes = await source.read(0, FILE_HEADER_BYTES);
  const littleEndian = isLittleEndian(bytes);
  const cursor = new Cursor(bytes, WHERE, 0, littleEndian);
  cursor.bytes(8); // magic
  const size = cursor.i64();
  if (size === PIPE_HEADER_BYTES) {
    return { mode: "pipe", littleEndian, data: { start: PIPE_HEADER_BYTES, end: source.size } };
  }
  if (!FILE_HEADER_SIZES.has(size)) {
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
  const hasFeatures = !killed && size === FILE_HEADER_BYTES;
  return {
    mode: "file",
    littleEndian,
    attrSize,
    attrs,
    data: killed ? { start: data.start, end: source.size } : data,
    killed,
    features: hasFeatures ? readFeatureBits(cursor.bytes(32), littleEndian) : [],
  };
}

function isLittleEndian(bytes: Uint8Array): boolean {
  const magic = magicOf(bytes);
  if (magic !== VERSION_1) return magic === LITTLE;
  const sizes = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return bytes.length < 24 || sizes.getBigUint64(16, true) <= MAX_ATTR_ENTRY_BYTES;
}

/**
 * The bitmap is an array of `unsigned long`: of a big-endian machine's, nobody says whether of 32 or of 64 bits. Every
 * perf sets HOSTNAME; where neither reading has it, the file is from before it, and BUILD_ID was the only feature.
 */
function readFeatureBits(bitmap: Uint8Array, littleEndian: boolean): readonly number[] {
  if (littleEndian) return setBits(bitmap);
  for (const wordBytes of [8, 4]) {
    const bits = setBits(bitmap.map((_, i) => bitmap[i - (i % wordBytes) + wordBytes - 1 - (i % wordBytes)] as number));
    if (bits.length === 0 || bits.includes(FEATURE_HOSTNAME)) return bits;
  }
  return [FEATURE_BUILD_ID];
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
